package dev.atrest.jobs.seal;

import dev.atrest.evaluators.CatalogDocument;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.evaluate.Reevaluation;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.DocumentStore;
import dev.atrest.jobs.store.EvidenceLines;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.SealStore;
import dev.atrest.jobs.store.Statistics;
import dev.atrest.model.Account;
import dev.atrest.model.Resource;
import dev.atrest.writers.VisibleText;
import dev.atrest.writers.seal.Manifest;
import dev.atrest.writers.seal.Sha256;
import java.io.IOException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Takes the evidence of a run of another machine into this database, and evaluates it here. What an import left that was killed
 * is replaced by the next.
 */
@Component
public class EvidenceImport {

    /** Resources that are written at a time. */
    private static final int PAGE = 500;

    private final AssessmentStore assessments;
    private final InventoryStore inventory;
    private final DocumentStore documents;
    private final SealStore seals;
    private final StoredSeal stored;
    private final RunDigests digests;
    private final Reevaluation reevaluation;
    private final Statistics statistics;

    EvidenceImport(
            AssessmentStore assessments,
            InventoryStore inventory,
            DocumentStore documents,
            SealStore seals,
            StoredSeal stored,
            RunDigests digests,
            Reevaluation reevaluation,
            Statistics statistics) {
        this.assessments = assessments;
        this.inventory = inventory;
        this.documents = documents;
        this.seals = seals;
        this.stored = stored;
        this.digests = digests;
        this.reevaluation = reevaluation;
        this.statistics = statistics;
    }

    /**
     * What was imported.
     *
     * @param key whose signature the seal has
     * @param findings as evaluated here
     */
    public record Imported(Manifest manifest, PublicKey key, Manifest.Lines findings) {

        /** The findings here are those that were sealed there. */
        public boolean same() {
            return findings.equals(manifest.findings());
        }
    }

    /**
     * Imports an archive.
     *
     * @throws EvidenceRefused when it is not what was sealed, or the assessment is there already; nothing is imported then
     * @throws dev.atrest.evaluators.CatalogException when this version of atrest can make nothing of its rules
     * @throws IOException when the file cannot be read
     */
    public Imported read(EvidenceArchive archive, Progress progress) throws IOException {
        List<CatalogDocument> files = archive.documents();
        RuleCatalog catalog = RuleCatalog.load(files);
        Manifest manifest = archive.manifest();
        if (!catalog.digest().equals(manifest.catalog().sha256())) {
            throw new EvidenceRefused(
                    "the rules do not say what was sealed: this version of atrest reads them otherwise"
                            + " than version "
                            + VisibleText.of(manifest.assessment().version()));
        }
        String id = manifest.assessment().id();
        requireRoom(id, archive);
        try {
            write(archive, files, progress);
            statistics.renew();
            List<String> differences = stored.evidenceDifferences(manifest);
            if (!differences.isEmpty()) {
                throw new EvidenceRefused(differences);
            }
        } catch (DataIntegrityViolationException e) {
            assessments.delete(id);
            throw new EvidenceRefused("it holds what no assessment has: "
                    + VisibleText.of(String.valueOf(e.getMostSpecificCause().getMessage())
                            .lines()
                            .findFirst()
                            .orElse("")));
        } catch (IOException | RuntimeException e) {
            assessments.delete(id);
            throw e;
        }
        reevaluation.store(id, catalog, progress);
        assessments.markEvaluated(id, manifest.assessment().evaluatedAt());
        assessments.markFinished(id, manifest.assessment().sealedAt());
        return new Imported(manifest, archive.key(), digests.findings(id));
    }

    private void requireRoom(String id, EvidenceArchive archive) {
        Optional<Assessment> there = assessments.find(id);
        if (there.isEmpty()) {
            return;
        }
        boolean unfinished = there.get().finishedAt().isEmpty()
                && seals.find(id)
                        .map(seal -> Sha256.of(seal.manifest()))
                        .filter(Sha256.of(archive.seal().manifest())::equals)
                        .isPresent();
        if (!unfinished) {
            throw new EvidenceRefused("the database has an assessment " + id + " already");
        }
        assessments.delete(id);
    }

    private void write(EvidenceArchive archive, List<CatalogDocument> files, Progress progress) throws IOException {
        Manifest manifest = archive.manifest();
        Manifest.Run run = manifest.assessment();
        assessments.insert(new Assessment(
                run.id(),
                run.startedAt(),
                Optional.empty(),
                Optional.empty(),
                Assessment.IMPORTED,
                run.scope(),
                run.caller(),
                run.version(),
                manifest.catalog().sha256()));
        // First, so that a killed import is known for what it is.
        seals.save(run.id(), archive.seal());
        documents.save(run.id(), files, new DocumentStore.Setup(run.role(), manifest.software()));
        var accounts = new ArrayList<Account>();
        archive.lines(EvidenceEntry.ACCOUNTS, line -> accounts.add(EvidenceLines.account(line)));
        assessments.saveAccounts(run.id(), accounts);
        archive.lines(EvidenceEntry.COVERAGE, line -> inventory.save(run.id(), EvidenceLines.listing(line)));
        progress.begin("Importing", manifest.inventory().lines(), "resources");
        var page = new ArrayList<Resource>();
        archive.lines(EvidenceEntry.INVENTORY, line -> {
            page.add(EvidenceLines.resource(line).parsed());
            if (page.size() == PAGE) {
                save(run.id(), page, progress);
            }
        });
        save(run.id(), page, progress);
    }

    private void save(String id, List<Resource> page, Progress progress) {
        inventory.save(id, page);
        progress.advance(page.size());
        page.clear();
    }
}
