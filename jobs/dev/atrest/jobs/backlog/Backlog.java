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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The backlog as people and ticketing systems see it: stored items with what their rules, as they are now, say to do. */
@Component
public class Backlog {

    private final BacklogStore store;
    private final Map<String, Told> rules;

    /** What a rule says to do; its commands are read once for all of its items. */
    private record Told(Rule rule, RemediationCommand command, RemediationCommand terraform) {

        static Told by(Rule rule) {
            return new Told(
                    rule,
                    RemediationCommand.parse(rule.remediation().cli()),
                    RemediationCommand.parse(rule.remediation().terraform()));
        }
    }

    Backlog(BacklogStore store, RuleCatalog catalog) {
        this.store = store;
        this.rules = catalog.rules().stream().collect(Collectors.toMap(Rule::id, Told::by));
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
        Told told = rules.get(item.subject().ruleId());
        if (told == null) {
            return item.with("", "", "");
        }
        Finding finding = finding(item.subject(), told.rule());
        return item.with(
                told.rule().remediation().summary(),
                told.command().filledIn(finding),
                told.terraform().filledIn(finding));
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
