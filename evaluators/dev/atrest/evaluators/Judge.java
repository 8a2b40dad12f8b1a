package dev.atrest.evaluators;

import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Impact;
import dev.atrest.model.Resource;
import dev.atrest.model.Rule;
import dev.atrest.model.UnreadFact;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelUnknownSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Applies one rule to one resource. */
final class Judge {

    private sealed interface Outcome {}

    private enum Decided implements Outcome {
        YES,
        NO
    }

    private record Undecided(List<UnreadFact> causes) implements Outcome {}

    private Judge() {}

    /** The finding; empty when the rule does not apply to the resource. */
    static Optional<Finding> judge(CompiledRule rule, ResourceFacts facts) {
        facts.log().start();
        Outcome applies = rule.when().map(when -> evaluate(when, facts)).orElse(Decided.YES);
        if (applies == Decided.NO) {
            return Optional.empty();
        }
        // Whether the rule applies is not known: neither that it is met nor that it is broken can be said.
        Outcome outcome = applies == Decided.YES ? evaluate(rule.require(), facts) : applies;
        if (outcome instanceof Decided) {
            rule.evidence().forEach(facts::note);
        }
        return Optional.of(
                switch (outcome) {
                    case Decided.YES -> finding(rule, facts, FindingStatus.PASS, List.of());
                    case Decided.NO -> finding(rule, facts, FindingStatus.FAIL, List.of());
                    case Undecided(var causes) -> finding(rule, facts, FindingStatus.NOT_ASSESSED, causes);
                });
    }

    private static Outcome evaluate(Expression expression, ResourceFacts facts) {
        try {
            return switch (expression.evaluate(facts)) {
                case Boolean yes -> yes ? Decided.YES : Decided.NO;
                case CelUnknownSet unknown -> undecided(facts.causesOf(unknown), facts, "Undecided");
                case Object other ->
                    undecided(List.of(), facts, "Gave" + other.getClass().getSimpleName());
            };
        } catch (CelEvaluationException e) {
            return undecided(List.of(), facts, e.getErrorCode().name());
        }
    }

    /** @param error names what went wrong inside the rule when neither an unread nor a damaged fact explains it */
    private static Undecided undecided(List<UnreadFact> unread, ResourceFacts facts, String error) {
        var causes = new ArrayList<>(unread);
        causes.addAll(ResourceFacts.unreadFacts(facts.log().defects()));
        return new Undecided(causes.isEmpty() ? List.of(new UnreadFact("rule", "atrest", error)) : List.copyOf(causes));
    }

    /** What the decision read and what the sentence tells besides; whose resource it is, the finding itself says. */
    static List<Evidence> evidence(ResourceFacts facts) {
        var known = known(facts);
        var evidence = new ArrayList<Evidence>(known.size());
        known.forEach((path, value) -> evidence.add(new Evidence(path, EvidenceValue.of(value), facts.callOf(path))));
        return List.copyOf(evidence);
    }

    private static Map<String, @Nullable Object> known(ResourceFacts facts) {
        var read = facts.log().reads();
        Map<String, @Nullable Object> known = read;
        for (var told : facts.log().told().entrySet()) {
            if (!facts.isIdentity(told.getKey())) {
                known = known == read ? new TreeMap<>(read) : known;
                known.put(told.getKey(), told.getValue());
            }
        }
        return known;
    }

    private static Finding finding(
            CompiledRule compiled, ResourceFacts facts, FindingStatus status, List<UnreadFact> unread) {
        var rule = compiled.rule();
        var resource = facts.resource();
        String message = status == FindingStatus.NOT_ASSESSED
                ? notAssessed(resource.name(), unread)
                : compiled.message().render(facts).orElseGet(() -> decided(rule, resource, status));
        return new Finding(
                rule.id(),
                status,
                rule.severity(),
                resource.arn(),
                resource.type(),
                resource.accountId(),
                resource.region(),
                resource.name(),
                facts.dataProtectionClass(),
                message,
                evidence(facts),
                unread,
                rule.controls(),
                resource.readAt(),
                facts.owner(),
                Optional.empty(),
                status == FindingStatus.FAIL ? facts.impact() : Impact.NONE);
    }

    /** Says no more than the decision where the rule's own sentence would tell what was not read. */
    private static String decided(Rule rule, Resource resource, FindingStatus status) {
        return "%s %s the rule '%s'"
                .formatted(
                        MessageTemplate.printable(resource.name()),
                        status == FindingStatus.PASS ? "meets" : "breaks",
                        rule.title());
    }

    private static String notAssessed(String name, List<UnreadFact> unread) {
        var first = unread.getFirst();
        String others = unread.size() == 1 ? "" : " and %d more".formatted(unread.size() - 1);
        if (first.fact().startsWith(PolicyView.VARIABLE + ".")) {
            return "%s: not assessed. %s%s"
                    .formatted(MessageTemplate.printable(name), MessageTemplate.printable(first.error()), others);
        }
        return first.call().equals("atrest")
                ? "%s: not assessed, because %s could not be used (%s)%s"
                        .formatted(MessageTemplate.printable(name), first.fact(), first.error(), others)
                : "%s: not assessed, because %s could not be read (%s: %s)%s"
                        .formatted(MessageTemplate.printable(name), first.fact(), first.call(), first.error(), others);
    }
}
