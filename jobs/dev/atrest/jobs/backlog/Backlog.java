package dev.atrest.jobs.backlog;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.store.BacklogFilter;
import dev.atrest.jobs.store.BacklogStore;
import dev.atrest.jobs.store.StoredItem;
import dev.atrest.jobs.store.Subject;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.writers.RemediationCommand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The backlog as people and ticketing systems see it: stored items with what their rules, as they are now, say to do. */
@Component
public class Backlog {

    private final BacklogStore store;
    private final Map<String, Rule> rules;

    Backlog(BacklogStore store, RuleCatalog catalog) {
        this.store = store;
        this.rules = catalog.rules().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
    }

    /** The items, the most urgent first; read as they are asked for. */
    public Stream<BacklogItem> items(BacklogFilter filter) {
        return store.items(filter).map(this::told);
    }

    /** The item with this id. */
    public Optional<BacklogItem> find(String id) {
        return store.find(id).map(this::told);
    }

    /** What was done to a stored item's rule since is in it; the remediation is empty when the rule is gone. */
    public BacklogItem told(StoredItem item) {
        Rule rule = rules.get(item.subject().ruleId());
        if (rule == null) {
            return item.with("", "", "");
        }
        return item.with(
                rule.remediation().summary(),
                RemediationCommand.of(rule, finding(item.subject(), rule)),
                RemediationCommand.terraform(rule, finding(item.subject(), rule)));
    }

    /** As much of the last failure as its commands need. */
    private static Finding finding(Subject subject, Rule rule) {
        return new Finding(
                subject.ruleId(),
                FindingStatus.FAIL,
                subject.severity(),
                subject.arn(),
                subject.type(),
                subject.accountId(),
                subject.region(),
                subject.name(),
                subject.dataProtectionClass(),
                subject.message(),
                subject.facts().entrySet().stream()
                        .map(fact -> new Evidence(fact.getKey(), fact.getValue(), ""))
                        .toList(),
                List.of(),
                rule.controls(),
                java.time.Instant.EPOCH);
    }
}
