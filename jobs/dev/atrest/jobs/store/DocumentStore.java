package dev.atrest.jobs.store;

import dev.atrest.evaluators.CatalogDocument;
import dev.atrest.writers.seal.Sha256;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The files that assessments were judged by, each content once, and what else tells how they were made. */
@Repository
public class DocumentStore {

    /**
     * How an assessment was made, beside its rules.
     *
     * @param role name of the role that was assumed in the accounts; may be empty
     * @param software versions by name
     */
    public record Setup(String role, Map<String, String> software) {}

    /** A file whose content may have suffered: empty where it cannot even be inflated. */
    public record Kept(int layer, String folder, String path, Optional<byte[]> content) {}

    private final JdbcClient jdbc;

    DocumentStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps what an assessment is judged by, unless that was done before. */
    @Transactional
    public void save(String assessmentId, List<CatalogDocument> documents, Setup setup) {
        if (setup(assessmentId).isPresent()) {
            return;
        }
        for (CatalogDocument document : documents) {
            String digest = Sha256.of(document.content());
            boolean known = jdbc.sql("select count(*) from document where digest = ?")
                            .param(digest)
                            .query(Long.class)
                            .single()
                    > 0;
            if (!known) {
                jdbc.sql("insert into document (digest, body) values (?, ?)")
                        .params(digest, Deflated.of(document.content()))
                        .update();
            }
            jdbc.sql(
                            "insert into assessment_document (assessment_id, layer, folder, path, digest) values (?, ?, ?, ?, ?)")
                    .params(assessmentId, document.layer(), document.folder(), document.path(), digest)
                    .update();
        }
        jdbc.sql("insert into circumstances (assessment_id, role, software) values (?, ?, ?)")
                .params(assessmentId, setup.role(), Json.write(new TreeMap<>(setup.software())))
                .update();
    }

    /** How an assessment was made; empty for one that an older version of atrest made. */
    @SuppressWarnings("unchecked")
    public Optional<Setup> setup(String assessmentId) {
        return jdbc.sql("select role, software from circumstances where assessment_id = ?")
                .param(assessmentId)
                .query((row, index) -> new Setup(row.getString(1), Json.read(row.getString(2), Map.class)))
                .optional();
    }

    /**
     * The files that an assessment was judged by, by layer and path; none for one that an older version of atrest made.
     *
     * @throws DamagedDatabase when one of them cannot be read any more
     */
    public List<CatalogDocument> documents(String assessmentId) {
        return kept(assessmentId).stream()
                .map(kept -> new CatalogDocument(
                        kept.layer(),
                        kept.folder(),
                        kept.path(),
                        kept.content().orElseThrow(() -> new DamagedDatabase(kept.path()))))
                .toList();
    }

    /** The same, whatever became of them. */
    public List<Kept> kept(String assessmentId) {
        return jdbc.sql("select layer, folder, path, body from assessment_document"
                        + " join document on document.digest = assessment_document.digest"
                        + " where assessment_id = ? order by layer, path")
                .param(assessmentId)
                .query((row, index) ->
                        new Kept(row.getInt(1), row.getString(2), row.getString(3), inflated(row.getBytes(4))))
                .list();
    }

    private static Optional<byte[]> inflated(byte[] body) {
        try {
            return Optional.of(Deflated.inflated(body));
        } catch (ZipException e) {
            return Optional.empty();
        }
    }
}
