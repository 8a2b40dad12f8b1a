package dev.atrest.jobs.seal;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.evaluate.Reevaluation;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.DamagedDatabase;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.SealStore;
import dev.atrest.model.Finding;
import dev.atrest.model.Waiver;
import dev.atrest.writers.DigestedFindings;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.seal.Manifest;
import dev.atrest.writers.seal.ManifestFormat;
import dev.atrest.writers.seal.PublicKeys;
import dev.atrest.writers.seal.Seal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Performs an evaluation again from the stored inventory, and compares what comes of it with what was found then. */
@Component
public class Reperformance {

    private final Reevaluation reevaluation;
    private final FindingStore findings;
    private final RunDigests digests;
    private final SealStore seals;

    Reperformance(Reevaluation reevaluation, FindingStore findings, RunDigests digests, SealStore seals) {
        this.reevaluation = reevaluation;
        this.findings = findings;
        this.digests = digests;
        this.seals = seals;
    }

    /**
     * What came of it.
     *
     * @param again digest of the findings that were made again
     * @param stored digest of the findings in the database
     * @param sealed digest in the run's manifest; empty for a run without one
     */
    public record Result(Manifest.Lines again, Manifest.Lines stored, Optional<Manifest.Lines> sealed) {

        /** The findings are those that were sealed, or, in a run without a seal, those that were stored. */
        public boolean same() {
            return again.equals(sealed.orElse(stored));
        }
    }

    /**
     * Evaluates again.
     *
     * @param catalog the rules to judge by
     * @param out receives findings.jsonl; empty to write none
     * @param differing is told each finding that is other than then
     * @throws IOException when findings.jsonl cannot be written
     */
    public Result perform(
            Assessment assessment,
            RuleCatalog catalog,
            Optional<Path> out,
            Consumer<FindingDifference> differing,
            Progress progress)
            throws IOException {
        if (out.isEmpty()) {
            return compare(assessment, catalog, OutputStream.nullOutputStream(), differing, progress);
        }
        var result = new Result[1];
        ReportFiles.put("findings.jsonl", out.get(), file -> {
            try (var lines = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                result[0] = compare(assessment, catalog, lines, differing, progress);
            }
        });
        return result[0];
    }

    private Result compare(
            Assessment assessment,
            RuleCatalog catalog,
            OutputStream lines,
            Consumer<FindingDifference> differing,
            Progress progress)
            throws IOException {
        Map<String, Waiver> waivers = RunDigests.byId(catalog.waivers().stream());
        var written = new DigestedFindings(assessment.id(), waivers, lines);
        try (Stream<Finding> then = findings.all(assessment.id());
                Stream<Finding> again = reevaluation.findings(assessment.id(), catalog, progress)) {
            var comparison = new FindingComparison(
                    then.iterator(),
                    again.peek(finding -> write(finding, written)).iterator(),
                    InventoryStore::precedes,
                    digests.waivers(assessment.id()),
                    waivers);
            comparison.forEachDifference(differing);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new Result(written.digest(), digests.findings(assessment.id()), sealed(assessment.id()));
    }

    private static void write(Finding finding, DigestedFindings lines) {
        try {
            lines.write(finding);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Manifest.Lines> sealed(String assessmentId) throws IOException {
        Optional<Seal> seal = seals.find(assessmentId);
        if (seal.isEmpty()) {
            return Optional.empty();
        }
        byte[] manifest = seal.get().manifest();
        if (!PublicKeys.verify(
                PublicKeys.parse(seal.get().publicKey()), manifest, seal.get().signature())) {
            throw new DamagedDatabase("the manifest");
        }
        return Optional.of(ManifestFormat.read(manifest).findings());
    }
}
