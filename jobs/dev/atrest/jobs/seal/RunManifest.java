package dev.atrest.jobs.seal;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.DocumentStore;
import dev.atrest.jobs.store.SealStore;
import dev.atrest.model.Circumstances;
import dev.atrest.writers.seal.FolderContents;
import dev.atrest.writers.seal.Manifest;
import dev.atrest.writers.seal.PublicKeys;
import dev.atrest.writers.seal.Sha256;
import dev.atrest.writers.seal.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.stereotype.Component;

/** Says what a run consists of. */
@Component
class RunManifest {

    private final AssessmentStore assessments;
    private final DocumentStore documents;
    private final RunDocuments judgedBy;
    private final RunDigests digests;
    private final ReportedFindings reported;
    private final SealStore seals;

    RunManifest(
            AssessmentStore assessments,
            DocumentStore documents,
            RunDocuments judgedBy,
            RunDigests digests,
            ReportedFindings reported,
            SealStore seals) {
        this.assessments = assessments;
        this.documents = documents;
        this.judgedBy = judgedBy;
        this.digests = digests;
        this.reported = reported;
        this.seals = seals;
    }

    /** @param folder of the reports */
    Manifest of(String assessmentId, Path folder, SigningKey key, Instant sealedAt, Progress progress)
            throws IOException {
        Assessment assessment = assessments.find(assessmentId).orElseThrow();
        RuleCatalog catalog = judgedBy.listed(assessment);
        // Files are read while the database is: each is half of the work.
        try (var beside = Executors.newSingleThreadExecutor()) {
            Future<Map<String, Manifest.Content>> files =
                    beside.submit(() -> Files.isDirectory(folder) ? FolderContents.of(folder) : Map.of());
            Manifest.Lines findings = reported.of(assessmentId).orElseGet(() -> digests.findings(assessmentId));
            Manifest.Inventory inventory = digests.inventory(assessmentId, progress);
            return manifest(assessment, catalog, key, sealedAt, result(files), findings, inventory);
        }
    }

    private static <T> T result(Future<T> future) throws IOException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("The sealing was broken off", e);
        }
    }

    private Manifest manifest(
            Assessment assessment,
            RuleCatalog catalog,
            SigningKey key,
            Instant sealedAt,
            Map<String, Manifest.Content> files,
            Manifest.Lines findings,
            Manifest.Inventory inventory) {
        Circumstances circumstances = judgedBy.circumstances(assessment, catalog);
        return new Manifest(
                Manifest.FORMAT,
                new Manifest.Run(
                        assessment.id(),
                        assessment.startedAt(),
                        assessment.evaluatedAt().orElseThrow(),
                        sealedAt,
                        assessment.scope(),
                        assessment.caller(),
                        circumstances.role(),
                        assessment.version()),
                circumstances.software(),
                files,
                findings,
                inventory,
                digests.coverage(assessment.id()),
                digests.accounts(assessment.id()),
                new Manifest.Catalog(
                        catalog.digest(),
                        catalog.digests().rules(),
                        catalog.digests().frameworks(),
                        catalog.digests().settings(),
                        documents(assessment.id())),
                seals.before(assessment),
                PublicKeys.described(key.publicKey()));
    }

    private List<Manifest.Document> documents(String assessmentId) {
        return documents.documents(assessmentId).stream()
                .map(document -> new Manifest.Document(
                        document.layer(),
                        document.folder(),
                        document.path(),
                        Sha256.of(document.content()),
                        document.content().length))
                .toList();
    }
}
