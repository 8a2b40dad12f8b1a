package dev.atrest.jobs.seal;

import dev.atrest.jobs.Progress;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.EvidenceLines;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.StoredResource;
import dev.atrest.model.Finding;
import dev.atrest.writers.FindingsJsonLines;
import dev.atrest.writers.seal.LinesDigest;
import dev.atrest.writers.seal.Manifest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Digests over what the database holds of a run, computed as it is read. */
@Component
public class RunDigests {

    /** Resources that are read at a time. */
    private static final int PAGE = 500;

    private final AssessmentStore assessments;
    private final InventoryStore inventory;
    private final FindingStore findings;

    RunDigests(AssessmentStore assessments, InventoryStore inventory, FindingStore findings) {
        this.assessments = assessments;
        this.inventory = inventory;
        this.findings = findings;
    }

    /** Every resource, by ARN, with all that was read of it, and when. */
    Manifest.Inventory inventory(String assessmentId, Progress progress) {
        var all = new LinesDigest();
        var byAccount = new TreeMap<String, LinesDigest>();
        List<StoredResource> page = inventory.after(assessmentId, "", PAGE);
        while (!page.isEmpty()) {
            for (StoredResource resource : page) {
                byte[] line = EvidenceLines.of(resource);
                all.add(line);
                byAccount
                        .computeIfAbsent(resource.accountId(), _ -> new LinesDigest())
                        .add(line);
            }
            progress.advance(page.size());
            page = inventory.after(assessmentId, page.getLast().arn(), PAGE);
        }
        var accounts = new TreeMap<String, Manifest.Lines>();
        byAccount.forEach((account, digest) -> accounts.put(account, digest.lines()));
        Manifest.Lines lines = all.lines();
        return new Manifest.Inventory(lines.sha256(), lines.lines(), lines.bytes(), accounts);
    }

    Manifest.Lines coverage(String assessmentId) {
        var digest = new LinesDigest();
        inventory.listings(assessmentId).forEach(row -> digest.add(EvidenceLines.of(row)));
        return digest.lines();
    }

    Manifest.Lines accounts(String assessmentId) {
        var digest = new LinesDigest();
        assessments.accounts(assessmentId).forEach(account -> digest.add(EvidenceLines.of(account)));
        return digest.lines();
    }

    Manifest.Lines findings(String assessmentId) {
        try (Stream<Finding> all = findings.all(assessmentId)) {
            return of(all);
        }
    }

    /** Findings as {@code findings.jsonl} has them, without what differs from run to run. */
    static Manifest.Lines of(Stream<Finding> findings) {
        var digest = new LinesDigest();
        OutputStream lines = digest.asStream();
        findings.forEach(finding -> write(finding, lines));
        return digest.lines();
    }

    static void write(Finding finding, OutputStream lines) {
        try {
            FindingsJsonLines.writeLine(finding, Optional.empty(), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Accounts whose inventory is not as it was sealed. */
    static List<String> differing(Map<String, Manifest.Lines> sealed, Map<String, Manifest.Lines> now) {
        return Stream.concat(sealed.keySet().stream(), now.keySet().stream())
                .distinct()
                .sorted()
                .filter(account -> !Objects.equals(sealed.get(account), now.get(account)))
                .toList();
    }
}
