package dev.atrest.evaluators.policy;

import dev.atrest.evaluators.policy.Principals.Match;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Looks for a request that one caller can make and the policy lets through.
 *
 * <p>It looks twice. First for a request that gets through for certain: what is unknown then hinders it. If there is none,
 * for one that might: what is unknown then helps it. Finding one only the second time makes the answer unknown.
 */
final class RequestSearch {

    /** Bounds the choices tried for one request; beyond, the answer is unknown. */
    private static final int MAX_CHOICES = 5_000;

    private final PreparedPolicy policy;
    private final Question question;
    private final Caller caller;
    private final Match[] matches;
    private final Map<String, Attainable> attainable = new HashMap<>();
    private final Map<Condition, Outcomes> outcomes = new HashMap<>();
    /** The statements that may be about the caller, in the order of the policy. */
    private final List<Statement> allows;

    private final List<Statement> denies;
    private int choices;

    RequestSearch(PreparedPolicy policy, Question question, Caller caller) {
        this.policy = policy;
        this.question = question;
        this.caller = caller;
        this.matches = policy.statements().stream()
                .map(statement -> statement.principals().match(caller))
                .toArray(Match[]::new);
        this.allows = aboutCaller(Effect.ALLOW);
        this.denies = aboutCaller(Effect.DENY);
    }

    private List<Statement> aboutCaller(Effect effect) {
        var about = new ArrayList<Statement>();
        for (Statement statement : policy.statements()) {
            if (statement.effect() == effect && matches[statement.index()] != Match.NO) {
                about.add(statement);
            }
        }
        return about;
    }

    /**
     * What the search found.
     *
     * @param verdict whether there is such a request
     * @param statements why
     */
    record Found(Verdict verdict, List<StatementRef> statements) {}

    /**
     * Whether the caller may do this.
     *
     * @param byAccount whether to follow statements that leave it to the IAM of the caller's account
     */
    Found allowed(Target target, boolean byAccount) {
        List<Statement> denies = applying(Effect.DENY, target, true);
        Verdict verdict = Verdict.FALSE;
        var certain = new ArrayList<StatementRef>();
        var possible = new ArrayList<StatementRef>();
        var hindered = new ArrayList<StatementRef>();
        for (Statement allow : applying(Effect.ALLOW, target, byAccount)) {
            if (isCertain(allow, target) && getsThrough(allow.conditions(), denies, target, true)) {
                verdict = Verdict.TRUE;
                certain.add(StatementRef.of(allow, "allows " + target.action() + " to " + caller.label()));
            } else if (getsThrough(allow.conditions(), denies, target, false)) {
                verdict = verdict.or(Verdict.UNKNOWN);
                possible.addAll(unknowns(allow, denies, target));
            } else {
                hindered.addAll(hindrances(allow, denies, target));
            }
        }
        return new Found(
                verdict,
                switch (verdict) {
                    case TRUE -> certain;
                    case UNKNOWN -> possible;
                    case FALSE -> hindered;
                });
    }

    /** Whether no statement denies the caller this. */
    Found undenied(Target target) {
        List<Statement> denies = applying(Effect.DENY, target, true);
        if (getsThrough(List.of(), denies, target, true)) {
            return new Found(
                    Verdict.TRUE,
                    question.guards().stream()
                            .map(deny -> StatementRef.of(
                                    deny, "lets " + caller.label() + " do " + target.action() + on(target)))
                            .toList());
        }
        if (getsThrough(List.of(), denies, target, false)) {
            return new Found(
                    Verdict.UNKNOWN,
                    denies.stream()
                            .flatMap(deny -> unknowns(deny, target).stream())
                            .toList());
        }
        return new Found(Verdict.FALSE, denying(List.of(), denies, target));
    }

    private String on(Target target) {
        return " on " + target.resource().replace(policy.probe(), "…");
    }

    private List<Statement> applying(Effect effect, Target target, boolean byAccount) {
        var applying = new ArrayList<Statement>();
        for (Statement statement : effect == Effect.ALLOW ? allows : denies) {
            if (target.covers()[statement.index()] != Verdict.FALSE
                    && (byAccount || matches[statement.index()] != Match.BY_ACCOUNT)) {
                applying.add(statement);
            }
        }
        return applying;
    }

    private boolean isCertain(Statement statement, Target target) {
        return target.covers()[statement.index()] == Verdict.TRUE && matches[statement.index()] != Match.UNKNOWN;
    }

    private boolean getsThrough(List<Condition> must, List<Statement> denies, Target target, boolean certain) {
        Optional<Map<String, BitSet>> start = choose(must, Map.of(), certain, true);
        if (start.isEmpty()) {
            return false;
        }
        List<Statement> hurdles = denies.stream()
                .filter(deny -> certain || isCertain(deny, target))
                .toList();
        choices = 0;
        return passes(hurdles, 0, start.get(), certain);
    }

    /** Each Deny must fail in one of its conditions; the values so chosen must agree. */
    private boolean passes(List<Statement> hurdles, int next, Map<String, BitSet> chosen, boolean certain) {
        if (next == hurdles.size()) {
            return true;
        }
        for (Condition condition : hurdles.get(next).conditions()) {
            if (++choices > MAX_CHOICES) {
                return !certain;
            }
            Optional<Map<String, BitSet>> narrowed = choose(List.of(condition), chosen, certain, false);
            if (narrowed.isPresent() && passes(hurdles, next + 1, narrowed.get(), certain)) {
                return true;
            }
        }
        return false;
    }

    /** Narrows the values of the conditions' keys to those where the conditions hold, or fail; empty if none is left. */
    private Optional<Map<String, BitSet>> choose(
            List<Condition> conditions, Map<String, BitSet> chosen, boolean certain, boolean hold) {
        if (conditions.isEmpty()) {
            return Optional.of(chosen);
        }
        var narrowed = new HashMap<>(chosen);
        for (Condition condition : conditions) {
            Outcomes outcome = outcomes(condition);
            if (outcome.unknown()) {
                if (certain) {
                    return Optional.empty();
                }
                continue;
            }
            BitSet fitting = (BitSet) (hold ? outcome.holdsIf(certain) : outcome.failsIf(certain)).clone();
            BitSet before = narrowed.get(condition.key());
            if (before != null) {
                fitting.and(before);
            }
            if (fitting.isEmpty()) {
                return Optional.empty();
            }
            narrowed.put(condition.key(), fitting);
        }
        return Optional.of(narrowed);
    }

    private Outcomes outcomes(Condition condition) {
        Outcomes known = outcomes.get(condition);
        if (known == null) {
            boolean alikeForAll = question.values().isAnyones(condition.key(), attainable(condition));
            known = alikeForAll ? question.outcomes().computeIfAbsent(condition, this::evaluate) : evaluate(condition);
            outcomes.put(condition, known);
        }
        return known;
    }

    private Outcomes evaluate(Condition condition) {
        Attainable values = attainable(condition);
        var holds = new BitSet();
        var fails = new BitSet();
        Function<String, Optional<String>> variables = question.values().variables(caller);
        for (int i = 0; i < values.values().size(); i++) {
            switch (condition.holds(values.values().get(i), variables)) {
                case TRUE -> holds.set(i);
                case FALSE -> fails.set(i);
                case UNKNOWN -> {}
            }
        }
        return new Outcomes(holds, fails, values.values().size(), values.isUnknown());
    }

    private Attainable attainable(Condition condition) {
        return attainable.computeIfAbsent(
                condition.key(), key -> question.values().of(caller, key));
    }

    private List<StatementRef> unknowns(Statement allow, List<Statement> denies, Target target) {
        Set<StatementRef> result = new LinkedHashSet<>(unknowns(allow, target));
        denies.forEach(deny -> result.addAll(unknowns(deny, target)));
        return result.isEmpty()
                ? List.of(StatementRef.of(allow, "has conditions too entangled to decide"))
                : List.copyOf(result);
    }

    private List<StatementRef> unknowns(Statement statement, Target target) {
        var result = new ArrayList<StatementRef>();
        if (matches[statement.index()] == Match.UNKNOWN) {
            result.add(StatementRef.of(statement, "does not say for certain whether it is about " + caller.label()));
        }
        if (target.covers()[statement.index()] == Verdict.UNKNOWN) {
            result.add(StatementRef.of(statement, "names its resource with a policy variable"));
        }
        for (Condition condition : statement.conditions()) {
            Attainable values = attainable(condition);
            Outcomes outcome = outcomes(condition);
            if (values.isUnknown()) {
                result.add(StatementRef.of(
                        statement, "has the condition " + condition + ", which " + values.whyUnknown()));
            } else if (outcome.holds().cardinality() + outcome.fails().cardinality() < outcome.size()) {
                result.add(
                        StatementRef.of(statement, "has the condition " + condition + ", which cannot be evaluated"));
            }
        }
        return result;
    }

    private List<StatementRef> hindrances(Statement allow, List<Statement> denies, Target target) {
        if (choose(allow.conditions(), Map.of(), false, true).isEmpty()) {
            List<String> confining = allow.conditions().stream()
                    .filter(condition ->
                            choose(List.of(condition), Map.of(), false, true).isEmpty())
                    .map(Condition::toString)
                    .toList();
            return List.of(StatementRef.of(
                    allow,
                    "keeps " + caller.label() + " out by "
                            + (confining.isEmpty() ? "its conditions together" : String.join(", ", confining))));
        }
        return denying(allow.conditions(), denies, target);
    }

    /** The statements that deny; all of them where only together they leave no way. */
    private List<StatementRef> denying(List<Condition> must, List<Statement> denies, Target target) {
        List<Statement> alone = denies.stream()
                .filter(deny -> !getsThrough(must, List.of(deny), target, false))
                .toList();
        return (alone.isEmpty() ? denies : alone)
                .stream()
                        .map(deny -> StatementRef.of(
                                deny, "denies " + target.action() + " to " + caller.label() + on(target)))
                        .toList();
    }
}
