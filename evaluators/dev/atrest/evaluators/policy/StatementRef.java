package dev.atrest.evaluators.policy;

/**
 * A statement that decided an answer.
 *
 * @param index position in the policy, from 0
 * @param name the Sid, or {@code #} and the index where the statement has none
 * @param reason what the statement does to the answer, in a sentence's predicate: {@code allows kms:Decrypt to anyone}
 */
public record StatementRef(int index, String name, String reason) {

    static StatementRef of(Statement statement, String reason) {
        return new StatementRef(statement.index(), statement.name(), reason);
    }

    @Override
    public String toString() {
        return name + " " + reason;
    }
}
