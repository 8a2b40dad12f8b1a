package dev.atrest.evaluators.policy;

import dev.atrest.evaluators.policy.Audience.About;
import dev.atrest.evaluators.policy.DenySearch.Values;
import dev.atrest.evaluators.policy.DenySearch.Way;
import dev.atrest.evaluators.policy.Found.Reasons;
import dev.atrest.evaluators.policy.PreparedPolicy.Demand;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a request that one caller can make and the policy lets through.
 *
 * <p>It looks twice. First for a request that gets through for certain: what is unknown then hinders it. If there is none,
 * for one that might: what is unknown then helps it. Finding one only the second time makes the answer unknown.
 */
final class RequestSearch {

    /** To get ready for a caller takes about as long as so many steps. */
    private static final int STEPS_A_SEARCH = 40;

    private final PreparedPolicy policy;
    private final Question question;
    private final Caller caller;
    private final About about;
    private final CallerConditions conditions;
    /** The statements that may be about the caller, but for those seen at once to fail in a condition. */
    private final BitSet live;

    private final BitSet liveDenies;
    /** Those that fail in a condition. */
    private final BitSet closed;

    RequestSearch(PreparedPolicy policy, Question question, Caller caller) {
        this.policy = policy;
        this.question = question;
        this.caller = caller;
        this.about = policy.audience().of(caller, question.work());
        this.conditions = new CallerConditions(policy, question, caller);
        BitSet failing = conditions.failing();
        this.live = (BitSet) about.all().clone();
        live.andNot(failing);
        this.closed = (BitSet) about.all().clone();
        closed.and(failing);
        this.liveDenies = (BitSet) live.clone();
        liveDenies.and(policy.denies());
        question.work().spend(STEPS_A_SEARCH + live.length() / 16);
    }

    /** Whether the caller may do any of this, for each that its statements tell apart. */
    List<Found> allowed(Targets targets, boolean byAccount) {
        var result = new ArrayList<Found>();
        for (Target target : question.toldApart(targets, live)) {
            result.add(allowed(targets, target, byAccount));
        }
        return result;
    }

    /** Whether no statement denies the caller this, for each that its Deny statements tell apart. */
    List<Found> undenied(Targets targets) {
        var result = new ArrayList<Found>();
        for (Target target : question.toldApart(targets, liveDenies)) {
            result.add(undenied(target));
        }
        return result;
    }

    /**
     * Whether the caller may do this.
     *
     * @param byAccount whether to follow statements that leave it to the IAM of the caller's account
     */
    private Found allowed(Targets targets, Target target, boolean byAccount) {
        var gate = new Gate(target);
        List<Statement> applying = applying(target, byAccount);
        Verdict verdict = Verdict.FALSE;
        if (!applying.isEmpty() && !gate.isShut()) {
            for (Statement allow : applying) {
                verdict = verdict.or(through(allow, gate));
                if (verdict == Verdict.TRUE) {
                    break;
                }
            }
        }
        Verdict found = verdict;
        return new Found(found, reasons -> {
            if (found == Verdict.FALSE) {
                explainClosed(targets, byAccount, reasons);
            }
            explain(gate, applying, found, reasons);
        });
    }

    private void explainClosed(Targets targets, boolean byAccount, Reasons reasons) {
        for (int i = closed.nextSetBit(0); i >= 0 && reasons.wants(i); i = closed.nextSetBit(i + 1)) {
            Statement statement = policy.statements().get(i);
            if (statement.effect() == Effect.ALLOW
                    && targets.about().get(i)
                    && (byAccount || !about.byAccount().get(i))) {
                addConfining(statement, reasons);
            }
        }
    }

    /** The Allow statements that are or may be about this. */
    private List<Statement> applying(Target target, boolean byAccount) {
        var applying = (BitSet) live.clone();
        applying.andNot(policy.denies());
        if (!byAccount) {
            applying.andNot(about.byAccount());
        }
        return statements(applying, target);
    }

    /** Those of some statements that are or may be about this. */
    private List<Statement> statements(BitSet some, Target target) {
        some.and(target.possible());
        question.work().spend(2 + some.length() / 16 + some.cardinality());
        var result = new ArrayList<Statement>();
        for (int i = some.nextSetBit(0); i >= 0; i = some.nextSetBit(i + 1)) {
            result.add(policy.statements().get(i));
        }
        return result;
    }

    private boolean isCertain(Statement statement, Target target) {
        return target.certain().get(statement.index()) && !about.unknown().get(statement.index());
    }

    private Verdict through(Statement allow, Gate gate) {
        if (isCertain(allow, gate.target) && gate.letsThrough(conditions.met(allow, true), true)) {
            return Verdict.TRUE;
        }
        return gate.letsThrough(conditions.met(allow, false), false) ? Verdict.UNKNOWN : Verdict.FALSE;
    }

    /** Whether no statement denies the caller this. */
    private Found undenied(Target target) {
        var gate = new Gate(target);
        Optional<Values> any = Optional.of(question.anyValues());
        if (gate.letsThrough(any, true)) {
            return new Found(
                    Verdict.TRUE,
                    reasons -> question.guards()
                            .forEach(deny -> add(
                                    reasons, deny, "lets " + caller.label() + " do " + target.action() + on(target))));
        }
        return gate.letsThrough(any, false)
                ? new Found(Verdict.UNKNOWN, reasons -> gate.denies.forEach(deny -> addUnknowns(deny, target, reasons)))
                : new Found(Verdict.FALSE, reasons -> addDenying(gate, any, reasons));
    }

    private String on(Target target) {
        return " on " + target.resource().replace(policy.probe(), "…");
    }

    /** The Deny statements in the way of one target. */
    private final class Gate {

        private final Target target;
        private final List<Statement> denies;
        private final DenySearch search = new DenySearch(question.work());
        private final Side certainly = new Side(true);
        private final Side possibly = new Side(false);

        Gate(Target target) {
            this.target = target;
            this.denies = statements((BitSet) liveDenies.clone(), target);
        }

        /** Whether some of these values get past all of the statements. */
        boolean letsThrough(Optional<Values> values, boolean certain) {
            return values.isPresent() && (certain ? certainly : possibly).letsThrough(values.get());
        }

        /** Whether the statements leave no way for anyone like the caller, whatever an Allow asks. */
        boolean isShut() {
            return !possibly.letsThrough(question.anyValues());
        }

        boolean letsThroughBut(Statement deny, Values values) {
            List<Way> ways = isCertain(deny, target) ? conditions.ways(deny, false) : null;
            return ways == null || search.find(List.of(ways), values) != null || search.gaveUp();
        }

        private final class Side {
            private final boolean certain;
            private @Nullable List<List<Way>> ways;
            /** Values that get past the statements, if what an Allow asks is left aside. */
            private @Nullable Values example;

            private boolean gaveUp;

            Side(boolean certain) {
                this.certain = certain;
            }

            boolean letsThrough(Values values) {
                List<List<Way>> around = ways;
                if (around == null) {
                    around = waysAround();
                    ways = around;
                    example = search.find(around, question.anyValues());
                    gaveUp = search.gaveUp();
                }
                Values known = example;
                if (known == null && !gaveUp) {
                    return false;
                }
                if (known != null && known.agreesWith(values)) {
                    return true;
                }
                return search.find(around, values) != null || search.gaveUp() && !certain;
            }

            private List<List<Way>> waysAround() {
                var around = new ArrayList<List<Way>>();
                for (Statement deny : denies) {
                    if (certain || isCertain(deny, target)) {
                        List<Way> ofDeny = conditions.ways(deny, certain);
                        if (ofDeny != null) {
                            around.add(ofDeny);
                        }
                    }
                }
                return around;
            }
        }
    }

    private void explain(Gate gate, List<Statement> applying, Verdict verdict, Reasons reasons) {
        boolean denied = false;
        boolean doubted = false;
        for (Statement allow : applying) {
            switch (verdict) {
                case TRUE -> {
                    if (reasons.wants(allow.index()) && through(allow, gate) == Verdict.TRUE) {
                        add(reasons, allow, "allows " + gate.target.action() + " to " + caller.label());
                    }
                }
                case UNKNOWN -> {
                    if (through(allow, gate) == Verdict.UNKNOWN) {
                        doubted = true;
                        addDoubts(allow, gate, reasons);
                    }
                }
                case FALSE -> {
                    if (denied && !reasons.wants(allow.index())) {
                        continue;
                    }
                    if (conditions.met(allow, false).isEmpty()) {
                        addConfining(allow, reasons);
                    } else if (gate.isShut()) {
                        denied = true;
                    } else {
                        addDenying(gate, conditions.met(allow, false), reasons);
                    }
                }
            }
        }
        if (doubted) {
            gate.denies.forEach(deny -> addUnknowns(deny, gate.target, reasons));
        }
        if (denied) {
            addDenying(gate, Optional.of(question.anyValues()), reasons);
        }
    }

    private static void add(Reasons reasons, Statement statement, String reason) {
        reasons.add(StatementRef.of(statement, reason));
    }

    private void addDoubts(Statement allow, Gate gate, Reasons reasons) {
        if (isUnknown(allow, gate.target)) {
            addUnknowns(allow, gate.target, reasons);
        } else if (gate.denies.stream().noneMatch(deny -> isUnknown(deny, gate.target))) {
            add(reasons, allow, "has conditions too entangled to decide");
        }
    }

    private boolean isUnknown(Statement statement, Target target) {
        return !isCertain(statement, target)
                || policy.demands(statement).stream()
                        .anyMatch(demand -> conditions.values(demand).isUnknown()
                                || conditions.of(demand).isPartlyUnknown());
    }

    private void addUnknowns(Statement statement, Target target, Reasons reasons) {
        if (!reasons.wants(statement.index())) {
            return;
        }
        if (about.unknown().get(statement.index())) {
            add(reasons, statement, "does not say for certain whether it is about " + caller.label());
        }
        if (!target.certain().get(statement.index())) {
            add(reasons, statement, "names its resource with a policy variable");
        }
        for (Demand demand : policy.demands(statement)) {
            Attainable values = conditions.values(demand);
            String condition = "has the condition " + demand.condition() + ", which ";
            if (values.isUnknown()) {
                add(reasons, statement, condition + values.whyUnknown());
            } else if (conditions.of(demand).isPartlyUnknown()) {
                add(reasons, statement, condition + "cannot be evaluated");
            }
        }
    }

    private void addConfining(Statement allow, Reasons reasons) {
        if (reasons.wants(allow.index())) {
            List<String> confining = policy.demands(allow).stream()
                    .filter(demand -> conditions.met(List.of(demand), false).isEmpty())
                    .map(demand -> demand.condition().toString())
                    .toList();
            add(
                    reasons,
                    allow,
                    "keeps " + caller.label() + " out by "
                            + (confining.isEmpty() ? "its conditions together" : String.join(", ", confining)));
        }
    }

    /** The statements that deny; all of them where only together they leave no way. */
    private void addDenying(Gate gate, Optional<Values> values, Reasons reasons) {
        if (gate.denies.stream().noneMatch(deny -> reasons.wants(deny.index()))) {
            return;
        }
        List<Statement> alone = gate.denies.stream()
                .filter(deny -> !gate.letsThroughBut(deny, values.orElseThrow()))
                .toList();
        for (Statement deny : alone.isEmpty() ? gate.denies : alone) {
            if (reasons.wants(deny.index())) {
                add(reasons, deny, "denies " + gate.target.action() + " to " + caller.label() + on(gate.target));
            }
        }
    }
}
