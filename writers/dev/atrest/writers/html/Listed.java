package dev.atrest.writers.html;

import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AssessmentReport;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which findings a page lists: all but those that passed. Where these are more than a browser can open, the failures of the most
 * severe rules come first, then what could not be assessed, then what is waived.
 */
final class Listed {

    /** In the order in which the page lists them. */
    static final List<FindingStatus> STATUSES =
            List.of(FindingStatus.FAIL, FindingStatus.NOT_ASSESSED, FindingStatus.WAIVED);

    private final Map<Kind, Long> listed = new HashMap<>();
    private long total;
    private long leftOut;

    private record Kind(String ruleId, FindingStatus status) {}

    /** @param most findings that the page may list */
    Listed(AssessmentReport report, long most) {
        List<Rule> worstFirst = report.rules().stream()
                .sorted(Comparator.comparing(Rule::severity).thenComparing(Rule::id))
                .toList();
        Map<String, StatusCounts> counts = report.countsByRule();
        for (FindingStatus status : STATUSES) {
            for (Rule rule : worstFirst) {
                long there = counts.getOrDefault(rule.id(), StatusCounts.NONE).of(status);
                long taken = Math.min(there, most - total);
                listed.put(new Kind(rule.id(), status), taken);
                total += taken;
                leftOut += there - taken;
            }
        }
    }

    long total() {
        return total;
    }

    long leftOut() {
        return leftOut;
    }

    /** Whether the page lists a finding. Each is asked for once; of a rule of which some are left out, the first are listed. */
    boolean takes(Finding finding) {
        return leftOut == 0 || listed.merge(new Kind(finding.ruleId(), finding.status()), -1L, Long::sum) >= 0;
    }
}
