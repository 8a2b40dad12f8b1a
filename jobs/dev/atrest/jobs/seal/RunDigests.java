package dev.atrest.jobs.seal;

import dev.atrest.jobs.Progress;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.EvidenceLines;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.StoredResource;
import dev.atrest.jobs.store.WaiverUseStore;
import dev.atrest.model.Finding;
import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import dev.atrest.writers.FindingsJsonLines;
import dev.atrest.writers.seal.LinesDigest;
import dev.atrest.writers.seal.Manifest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    private final WaiverUseStore waivers;

    RunDigests(AssessmentStore assessments, InventoryStore inventory, FindingStore findings, WaiverUseStore waivers) {
        this.assessments = assessments;
        this.inventory = inventory;
        this.findings = findings;
        this.waivers = waivers;
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
        Map<String, Waiver> waived = waivers(assessmentId);
        var digest = new LinesDigest();
        OutputStream lines = digest.asStream();
        try (Stream<Finding> all = findings.all(assessmentId)) {
            all.forEach(finding -> write(finding, waived, lines));
        }
        return digest.lines();
    }

    /** The waivers of a run by id. */
    Map<String, Waiver> waivers(String assessmentId) {
        return byId(waivers.list(assessmentId).stream().map(WaiverUse::waiver));
    }

    static Map<String, Waiver> byId(Stream<Waiver> waivers) {
        return waivers.collect(Collectors.toMap(Waiver::id, Function.identity()));
    }

    /** A finding as {@code findings.jsonl} has it, without what differs from run to run. */
    static void write(Finding finding, Map<String, Waiver> waivers, OutputStream lines) {
        try {
            FindingsJsonLines.writeLine(finding, waivers, lines);
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
