package dev.atrest.faults;

import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an assessment said of an estate. */
record WireOutcome(List<Finding> findings, List<Coverage> coverage) {

    /** What each rule says of each resource and why, without when and by which call that was learned. */
    Map<String, String> said() {
        return byRuleAndResource().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> inWords(entry.getValue()), (one, _) -> one, TreeMap::new));
    }

    private Map<String, Finding> byRuleAndResource() {
        return findings.stream()
                .collect(Collectors.toMap(
                        finding -> finding.ruleId() + " " + finding.resourceArn(), Function.identity()));
    }

    static String inWords(Finding finding) {
        return finding.status() + " " + finding.message() + " "
                + finding.evidence().stream()
                        .map(fact -> fact.fact() + "=" + fact.value())
                        .toList()
                + finding.unread();
    }

    /**
     * Findings whose status is another than in the undisturbed assessment although nothing says why: no unread fact in the
     * finding, and no gap in the coverage of the resource's type. Without any gap, all that findings say is compared.
     */
    List<String> silentDifferences(WireOutcome undisturbed) {
        var before = undisturbed.byRuleAndResource();
        var now = byRuleAndResource();
        return Stream.concat(before.keySet().stream(), now.keySet().stream())
                .distinct()
                .filter(key -> gaps().isEmpty()
                        ? !Objects.equals(undisturbed.said().get(key), said().get(key))
                        : before.get(key) == null
                                || now.get(key) == null
                                || before.get(key).status() != now.get(key).status())
                .filter(key -> !isNamed(before.get(key), now.get(key)))
                .map(key -> key + ": " + undisturbed.said().get(key) + " became " + said().get(key))
                .toList();
    }

    private boolean isNamed(Finding before, Finding now) {
        if (now != null) {
            return now.status() == FindingStatus.NOT_ASSESSED && !now.unread().isEmpty();
        }
        return gaps().stream()
                .anyMatch(row -> row.accountId().equals(before.accountId()) && row.type() == before.resourceType());
    }

    List<Coverage> gaps() {
        return coverage.stream().filter(row -> row.status().gap()).toList();
    }

    /** Each gap as {@code account region type status call error}. */
    List<String> gapsInWords() {
        return gaps().stream()
                .map(row -> "%s %s %s %s %s"
                        .formatted(
                                row.accountId(),
                                row.region(),
                                row.type(),
                                row.status(),
                                row.error()
                                        .map(gap -> gap.call() + " " + gap.error())
                                        .orElse("unnamed")))
                .toList();
    }

    Coverage row(String account, String region, ResourceType type) {
        return coverage.stream()
                .filter(row -> row.accountId().equals(account) && row.region().equals(region) && row.type() == type)
                .findFirst()
                .orElseThrow();
    }

    Calls calls() {
        return coverage.stream().map(Coverage::calls).reduce(Calls.NONE, Calls::plus);
    }
}
