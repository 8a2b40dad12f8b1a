package dev.atrest.evaluators.policy;

import dev.atrest.evaluators.policy.RequestSearch.Found;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Adds up the searches that a question made: whether any of them found a request, and by which statements. */
final class Tally {

    /** Enough to see what is wrong; a policy can have hundreds of statements that are alike. */
    private static final int MAX_STATEMENTS = 20;

    private static final int MAX_CALLERS = 5;

    private Verdict verdict = Verdict.FALSE;
    private final Map<Verdict, Set<StatementRef>> statements = new LinkedHashMap<>();
    private final Map<Verdict, Set<String>> callers = new LinkedHashMap<>();

    void add(Caller caller, Found found) {
        verdict = verdict.or(found.verdict());
        statements
                .computeIfAbsent(found.verdict(), any -> new LinkedHashSet<>())
                .addAll(found.statements());
        callers.computeIfAbsent(found.verdict(), any -> new LinkedHashSet<>()).add(caller.label());
    }

    Verdict verdict() {
        return verdict;
    }

    /** All of them at once: the least certain counts. */
    static Found all(Collection<Found> founds) {
        Verdict verdict = founds.stream().map(Found::verdict).reduce(Verdict.TRUE, Verdict::and);
        return new Found(
                verdict,
                founds.stream()
                        .filter(found -> verdict == Verdict.TRUE || found.verdict() != Verdict.TRUE)
                        .flatMap(found -> found.statements().stream())
                        .distinct()
                        .toList());
    }

    /** Any of them. */
    static Found any(Collection<Found> founds) {
        Verdict verdict = founds.stream().map(Found::verdict).reduce(Verdict.FALSE, Verdict::or);
        return new Found(
                verdict,
                founds.stream()
                        .filter(found -> found.verdict() == verdict)
                        .flatMap(found -> found.statements().stream())
                        .distinct()
                        .toList());
    }

    /** What is found for certain is still not known for another reason. */
    static Found doubting(Found found, String reason) {
        return found.verdict() != Verdict.TRUE
                ? found
                : new Found(
                        Verdict.UNKNOWN,
                        found.statements().stream()
                                .map(ref -> new StatementRef(ref.index(), ref.name(), ref.reason() + ", " + reason))
                                .toList());
    }

    /** The answer to a question that asks for such a request. */
    Answer answer(String whenFound, String whenNot) {
        return answer(verdict, whenFound, whenNot);
    }

    /** The answer to a question that asks for there being none. */
    Answer answerNone(String whenNone, String whenFound) {
        return answer(verdict.not(), whenFound, whenNone);
    }

    private Answer answer(Verdict answer, String whenFound, String whenNot) {
        List<StatementRef> deciding = statements.getOrDefault(verdict, Set.of()).stream()
                .sorted(Comparator.comparingInt(StatementRef::index).thenComparing(StatementRef::reason))
                .limit(MAX_STATEMENTS)
                .toList();
        String summary = switch (verdict) {
            case TRUE -> whenFound + ": " + named(Verdict.TRUE);
            case FALSE -> whenNot;
            case UNKNOWN -> "The policy alone does not tell: " + reasons(deciding);
        };
        return new Answer(answer, deciding, summary);
    }

    private String named(Verdict found) {
        Set<String> labels = callers.getOrDefault(found, Set.of());
        String first = labels.stream().limit(MAX_CALLERS).collect(Collectors.joining(", "));
        return labels.size() > MAX_CALLERS ? first + " and others" : first;
    }

    private static String reasons(List<StatementRef> deciding) {
        return deciding.stream().map(StatementRef::toString).limit(3).collect(Collectors.joining("; "));
    }
}
