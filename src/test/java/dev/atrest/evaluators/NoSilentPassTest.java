package dev.atrest.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Resource;
import dev.atrest.model.Unread;
import dev.atrest.model.UnreadFact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The promise of no silent pass, for every rule that ships: whatever fact, or pair of facts, could not be read, a rule says
 * what it said when all was known, or NOT_ASSESSED. It never passes, fails or falls silent because something was unread.
 */
class NoSilentPassTest {

    private static final Unread DENIED = new Unread("test:Call", "AccessDenied");

    private final RuleCatalog catalog = ShippedRules.CATALOG;
    private final ExampleRun examples = new ExampleRun(catalog);
    private final Evaluation evaluation = new Evaluation(
            catalog,
            (account, region, id) -> new KeyDirectory.NotRead(DENIED),
            ExampleRun.relations(DENIED),
            ExampleRun.TIME);

    @TestFactory
    Stream<DynamicTest> anUnreadFactNeverChangesAVerdictIntoAnother() {
        return catalog.compiledRules().stream()
                .map(rule -> dynamicTest(rule.rule().id(), () -> {
                    int undecided = 0;
                    for (var example : rule.examples()) {
                        undecided += checkAllUnread(rule, examples.resource(rule, example));
                    }
                    assertThat(undecided)
                            .as("some fact matters to the rule, or the test shows nothing")
                            .isPositive();
                }));
    }

    private int checkAllUnread(CompiledRule rule, Resource resource) {
        var known = judge(rule, resource);
        var paths = List.copyOf(FactSchema.of(resource.type()).fieldsByPath().keySet());
        int undecided = 0;
        for (int first = 0; first < paths.size(); first++) {
            for (int second = first; second < paths.size(); second++) {
                var unread = List.of(paths.get(first), paths.get(second));
                var finding = judge(rule, without(resource, unread));
                if (status(finding).equals(Optional.of(FindingStatus.NOT_ASSESSED))) {
                    undecided++;
                    // What left the rule undecided before may do so still: a policy that does not tell.
                    assertThat(finding.orElseThrow().unread())
                            .as("%s with %s unread", resource.facts(), unread)
                            .containsAnyElementsOf(reasons(known, finding.orElseThrow()));
                } else {
                    assertThat(status(finding))
                            .as("%s with %s unread", resource.facts(), unread)
                            .isEqualTo(status(known));
                    assertThat(finding.map(Finding::message).orElse(""))
                            .as("%s with %s unread", resource.facts(), unread)
                            .doesNotContain("unknown");
                }
            }
        }
        return undecided;
    }

    private static List<UnreadFact> reasons(Optional<Finding> known, Finding finding) {
        return Stream.concat(
                        known.map(Finding::unread).orElse(List.of()).stream(),
                        finding.unread().stream()
                                .filter(unread -> unread.error().equals("AccessDenied")))
                .toList();
    }

    private Optional<Finding> judge(CompiledRule rule, Resource resource) {
        return Judge.judge(rule, evaluation.factsOf(resource));
    }

    private static Optional<FindingStatus> status(Optional<Finding> finding) {
        return finding.map(Finding::status);
    }

    /** The resource as a reader leaves it whose calls for these facts were denied: listed as unread, and without values. */
    private static Resource without(Resource resource, List<String> paths) {
        var unread = new TreeMap<>(resource.facts().unread());
        Map<String, Object> values = resource.facts().values();
        for (String path : paths) {
            unread.put(path, DENIED);
            values = withoutValue(values, List.of(path.split("\\.")));
        }
        return new Resource(
                resource.arn(),
                resource.type(),
                resource.accountId(),
                resource.region(),
                resource.name(),
                resource.readAt(),
                new FactSheet(values, unread, resource.facts().sources()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> withoutValue(Map<String, Object> values, List<String> path) {
        var result = new LinkedHashMap<>(values);
        if (path.size() == 1) {
            result.remove(path.getFirst());
        } else {
            result.computeIfPresent(
                    path.getFirst(),
                    (_, nested) -> withoutValue((Map<String, Object>) nested, path.subList(1, path.size())));
        }
        return result;
    }
}
