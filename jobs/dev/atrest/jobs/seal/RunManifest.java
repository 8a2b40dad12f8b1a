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
import org.springframework.stereotype.Component;

/** Says what a run consists of. */
@Component
class RunManifest {

    private final AssessmentStore assessments;
    private final DocumentStore documents;
    private final RunDocuments judgedBy;
    private final RunDigests digests;
    private final SealStore seals;

    RunManifest(
            AssessmentStore assessments,
            DocumentStore documents,
            RunDocuments judgedBy,
            RunDigests digests,
            SealStore seals) {
        this.assessments = assessments;
        this.documents = documents;
        this.judgedBy = judgedBy;
        this.digests = digests;
        this.seals = seals;
    }

    /** @param folder of the reports */
    Manifest of(String assessmentId, Path folder, SigningKey key, Instant sealedAt, Progress progress)
            throws IOException {
        Assessment assessment = assessments.find(assessmentId).orElseThrow();
        RuleCatalog catalog = judgedBy.listed(assessment);
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
                Files.isDirectory(folder) ? FolderContents.of(folder) : Map.of(),
                digests.findings(assessmentId),
                digests.inventory(assessmentId, progress),
                digests.coverage(assessmentId),
                digests.accounts(assessmentId),
                new Manifest.Catalog(
                        catalog.digest(),
                        catalog.digests().rules(),
                        catalog.digests().frameworks(),
                        catalog.digests().settings(),
                        documents(assessmentId)),
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
