package dev.atrest.evaluators.policy;

import java.util.List;

/**
 * The answer to a question about a policy.
 *
 * @param statements the statements that decided, by index; empty when the absence of any statement decided, or the
 *     summary says what else
 * @param summary the answer in a sentence, for people
 */
public record Answer(Verdict verdict, List<StatementRef> statements, String summary) {

    public Answer {
        statements = List.copyOf(statements);
    }

    public boolean isTrue() {
        return verdict == Verdict.TRUE;
    }

    public boolean isFalse() {
        return verdict == Verdict.FALSE;
    }

    public boolean isUnknown() {
        return verdict == Verdict.UNKNOWN;
    }
}
