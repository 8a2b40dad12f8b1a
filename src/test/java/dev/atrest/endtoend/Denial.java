package dev.atrest.endtoend;

import dev.atrest.endtoend.DemoExpectations.Case;
import dev.atrest.endtoend.RepeatedAssessing.Outcome;
import dev.atrest.model.Coverage;
import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * An assessment without some permissions beside the same one with all of them, in which everything was read.
 *
 * @param denied the operations that are refused
 * @param named the one of these that has to be told as the reason
 */
record Denial(Outcome undisturbed, Outcome disturbed, Set<String> denied, String named) {

    /** What is wrong with the findings of a rule that depends on what was denied. */
    List<String> complaints(String ruleId) {
        var complaints = new ArrayList<String>();
        for (Case each : cases(ruleId)) {
            complaint(undisturbed.finding(each), disturbed.finding(each))
                    .ifPresent(complaint -> complaints.add(each.resourceArn() + " " + complaint));
        }
        return complaints;
    }

    private Optional<String> complaint(Optional<Finding> before, Optional<Finding> after) {
        if (after.isEmpty()) {
            return before.filter(finding -> !isListingDenied(finding))
                    .map(finding -> "is not told any more, and no gap says why");
        }
        Finding now = after.get();
        if (now.status() == FindingStatus.NOT_ASSESSED) {
            return names(now) ? Optional.empty() : Optional.of("is left open for another reason: " + now.unread());
        }
        if (before.map(Finding::status).filter(now.status()::equals).isEmpty()) {
            return Optional.of("was " + before.map(Finding::status) + " and is now " + now.status());
        }
        return isTold(now) ? Optional.empty() : Optional.of("is decided without what was denied, but by what? " + now);
    }

    private boolean names(Finding finding) {
        return finding.unread().stream().anyMatch(unread -> unread.call().equals(named));
    }

    /** The evidence is there, and none of it is from a call that was denied. */
    private boolean isTold(Finding finding) {
        return !finding.evidence().isEmpty()
                && finding.evidence().stream().noneMatch(evidence -> denied.contains(evidence.call()));
    }

    private boolean isListingDenied(Finding finding) {
        ResourceType type = finding.resourceType();
        String place = type.scope() == ResourceType.Scope.ACCOUNT ? Coverage.GLOBAL : finding.region();
        return disturbed.coverage().stream()
                .filter(row -> row.type() == type && row.accountId().equals(finding.accountId()))
                .filter(row -> Set.of(place, Coverage.ALL_REGIONS).contains(row.region()))
                .anyMatch(row -> row.status() == Coverage.Status.DENIED && isGap(row, named));
    }

    /** Whether any finding of the rule is not decided any more. */
    boolean matters(String ruleId) {
        return cases(ruleId).stream()
                .anyMatch(each -> disturbed
                        .finding(each)
                        .map(finding -> finding.status() == FindingStatus.NOT_ASSESSED)
                        .orElse(true));
    }

    /** What has changed in the findings of a rule, other than that they may show less. */
    List<String> changes(String ruleId) {
        return cases(ruleId).stream()
                .filter(each -> !isSame(undisturbed.finding(each), disturbed.finding(each)))
                .map(each -> each.resourceArn() + " was " + undisturbed.finding(each) + " and is now "
                        + disturbed.finding(each))
                .toList();
    }

    private static boolean isSame(Optional<Finding> before, Optional<Finding> after) {
        return before.isPresent()
                && after.isPresent()
                && before.get().status() == after.get().status()
                && before.get().unread().equals(after.get().unread())
                && before.get().evidence().containsAll(toldByItself(after.get()));
    }

    /** Without what a message tells besides of the other resources that were read. */
    private static List<Evidence> toldByItself(Finding finding) {
        return finding.evidence().stream()
                .filter(evidence -> !evidence.call().equals("atrest:Inventory"))
                .toList();
    }

    private Set<Case> cases(String ruleId) {
        var cases = new TreeSet<>(undisturbed.findings().keySet());
        cases.addAll(disturbed.findings().keySet());
        cases.removeIf(each -> !each.ruleId().equals(ruleId));
        return cases;
    }

    /** The coverage rows that tell of a gap and name the denied operation as its reason. */
    List<Coverage> gaps() {
        return disturbed.coverage().stream().filter(row -> isGap(row, named)).toList();
    }

    /** Whether the row tells of a gap and names the operation: the most frequent reason comes first, the others beside it. */
    static boolean isGap(Coverage row, String operation) {
        return row.status().gap()
                && row.error()
                        .filter(gap ->
                                gap.call().equals(operation) || gap.detail().contains(operation + " "))
                        .isPresent();
    }
}
