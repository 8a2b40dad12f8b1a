package dev.atrest.evaluators.policy;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Adds up the searches that a question made: whether any of them found a request, and by which statements. */
final class Tally implements Found.Reasons {

    /** Enough to see what is wrong; a policy can have hundreds of statements that are alike. */
    private static final int MAX_STATEMENTS = 20;

    private static final int MAX_CALLERS = 5;

    private static final Comparator<StatementRef> ORDER = Comparator.comparingInt(StatementRef::index)
            .thenComparing(StatementRef::reason)
            .thenComparing(StatementRef::name);

    private Verdict verdict = Verdict.FALSE;
    private final NavigableSet<StatementRef> statements = new TreeSet<>(ORDER);
    private final Set<String> callers = new LinkedHashSet<>();

    void add(Caller caller, Found found) {
        if (found.verdict() != verdict) {
            if (verdict.or(found.verdict()) == verdict) {
                return;
            }
            verdict = found.verdict();
            statements.clear();
            callers.clear();
        }
        found.why().accept(this);
        if (callers.size() <= MAX_CALLERS) {
            callers.add(caller.label());
        }
    }

    @Override
    public boolean wants(int statement) {
        return statements.size() < MAX_STATEMENTS
                || statement < statements.last().index();
    }

    @Override
    public void add(StatementRef statement) {
        statements.add(statement);
        if (statements.size() > MAX_STATEMENTS) {
            statements.pollLast();
        }
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
        String summary = switch (verdict) {
            case TRUE -> whenFound + ": " + named();
            case FALSE -> whenNot;
            case UNKNOWN -> "The policy alone does not tell: " + reasons();
        };
        return new Answer(answer, List.copyOf(statements), summary);
    }

    private String named() {
        String first = callers.stream().limit(MAX_CALLERS).collect(Collectors.joining(", "));
        return callers.size() > MAX_CALLERS ? first + " and others" : first;
    }

    private String reasons() {
        return statements.stream().map(StatementRef::toString).limit(3).collect(Collectors.joining("; "));
    }
}
