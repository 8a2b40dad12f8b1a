package dev.atrest.jobs.store;

import dev.atrest.writers.seal.Manifest;
import dev.atrest.writers.seal.Seal;
import dev.atrest.writers.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The seals of assessments, as they were written into the folders of the reports. */
@Repository
public class SealStore {

    private final JdbcClient jdbc;

    SealStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Keeps a seal, or replaces that of a run which was killed before it ended. */
    @Transactional
    public void save(String assessmentId, Seal seal) {
        jdbc.sql("delete from seal where assessment_id = ?").param(assessmentId).update();
        jdbc.sql("insert into seal (assessment_id, digest, manifest, signature, public_key) values (?, ?, ?, ?, ?)")
                .params(
                        assessmentId,
                        Sha256.of(seal.manifest()),
                        Deflated.of(seal.manifest()),
                        seal.signature(),
                        new String(seal.publicKey(), StandardCharsets.US_ASCII))
                .update();
    }

    /**
     * The seal of an assessment; empty when it has none.
     *
     * @throws DamagedDatabase when the database's copy is damaged
     */
    public Optional<Seal> find(String assessmentId) {
        return jdbc.sql("select manifest, signature, public_key, digest from seal where assessment_id = ?")
                .param(assessmentId)
                .query((row, index) -> new Seal(
                        intact(row.getBytes(1), row.getString(4)),
                        row.getBytes(2),
                        row.getString(3).getBytes(StandardCharsets.US_ASCII)))
                .optional();
    }

    private static byte[] intact(byte[] body, String digest) {
        try {
            byte[] manifest = Deflated.inflated(body);
            if (Sha256.of(manifest).equals(digest)) {
                return manifest;
            }
        } catch (ZipException e) {
            // Said below.
        }
        throw new DamagedDatabase("the manifest");
    }

    /** The latest sealed assessment of the same scope that this machine started before this one. */
    public Optional<Manifest.Previous> before(Assessment assessment) {
        return jdbc.sql("select assessment.id, seal.digest from assessment"
                        + " join seal on seal.assessment_id = assessment.id"
                        + " where assessment.scope = ? and assessment.started_at < ?"
                        + " and assessment.scope_digest <> '" + Assessment.IMPORTED + "'"
                        + " order by assessment.started_at desc, assessment.id desc fetch first 1 rows only")
                .params(assessment.scope(), AssessmentStore.timestamp(assessment.startedAt()))
                .query((row, index) -> new Manifest.Previous(row.getString(1), row.getString(2)))
                .optional();
    }
}
