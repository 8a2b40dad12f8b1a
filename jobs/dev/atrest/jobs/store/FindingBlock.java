package dev.atrest.jobs.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Impact;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Severity;
import dev.atrest.model.UnreadFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one rule found, with one status, on the resources of a slice, or a part of that.
 *
 * @param part counted from 0
 * @param body deflated JSON lines
 */
record FindingBlock(String ruleId, FindingStatus status, int part, Severity severity, byte[] body) {

    /** A part that has come to so many bytes of JSON is full: it is small in memory, and deflated fits every database. */
    private static final int FULL = 1 << 18;

    private record Key(String ruleId, FindingStatus status) {}

    /** A finding with the position of its resource in the slice. */
    record Placed(int position, Finding finding) {

        /** As findings are reported: by resource, and for each by rule. */
        static final Comparator<Placed> ORDER = Comparator.comparingInt(Placed::position)
                .thenComparing(placed -> placed.finding().ruleId());
    }

    /** A finding without what its block says for all, and without what goes without saying. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    private record Line(
            int position,
            String arn,
            ResourceType type,
            String accountId,
            String region,
            String name,
            Optional<DataProtectionClass> dataProtectionClass,
            String message,
            List<Evidence> evidence,
            List<UnreadFact> unread,
            // The controls are the rule's own: they stand in the first line of a block only.
            Optional<Map<String, List<String>>> controls,
            Instant readAt,
            Optional<String> owner,
            Optional<String> waiver,
            Optional<Impact> impact) {}

    /** The blocks of a slice. */
    static List<FindingBlock> of(List<Judged> slice) {
        var parts = new TreeMap<Key, Parts>(Comparator.comparing(Key::ruleId).thenComparing(Key::status));
        for (int position = 0; position < slice.size(); position++) {
            for (Finding finding : slice.get(position).findings()) {
                parts.computeIfAbsent(new Key(finding.ruleId(), finding.status()), _ -> new Parts(finding))
                        .add(position, finding);
            }
        }
        return parts.values().stream().flatMap(all -> all.finish().stream()).toList();
    }

    /** Collects the parts of one rule and status. */
    private static final class Parts {

        private final Finding first;
        private final List<FindingBlock> full = new ArrayList<>();
        private final List<byte[]> lines = new ArrayList<>();
        private int bytes;

        Parts(Finding first) {
            this.first = first;
        }

        void add(int position, Finding finding) {
            if (bytes >= FULL) {
                cut();
            }
            byte[] line = Json.line(new Line(
                    position,
                    finding.resourceArn(),
                    finding.resourceType(),
                    finding.accountId(),
                    finding.region(),
                    finding.resourceName(),
                    finding.dataProtectionClass(),
                    finding.message(),
                    finding.evidence(),
                    finding.unread(),
                    lines.isEmpty() ? Optional.of(finding.controls()) : Optional.empty(),
                    finding.readAt(),
                    Optional.of(finding.owner()).filter(owner -> !owner.isEmpty()),
                    finding.waiver(),
                    Optional.of(finding.impact()).filter(impact -> !impact.equals(Impact.NONE))));
            lines.add(line);
            bytes += line.length;
        }

        private void cut() {
            full.add(new FindingBlock(
                    first.ruleId(), first.status(), full.size(), first.severity(), Json.deflated(lines)));
            lines.clear();
            bytes = 0;
        }

        List<FindingBlock> finish() {
            cut();
            return full;
        }
    }

    /** The findings of the block, by resource ARN. */
    List<Placed> findings() {
        return FindingLines.read(this);
    }
}
