package dev.atrest.evaluators;

/**
 * A part of a rule's {@code when} or {@code require} that no example shows both true and false.
 *
 * @param file of the rule
 * @param line from 1
 * @param column from 1
 * @param expression the part
 * @param missing what no example shows
 */
public record UntestedBranch(String ruleId, String file, int line, int column, String expression, Missing missing) {

    /** What an example could add. */
    public enum Missing {
        /** The part is false, or unknown, in all examples. */
        TRUE("never true"),
        /** The part is true, or unknown, in all examples. */
        FALSE("never false"),
        /** No example comes to the part, or it is unknown in all that do. */
        BOTH("never decided");

        private final String words;

        Missing(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** As compilers name places: file, line, column and what is there. */
    @Override
    public String toString() {
        return "%s:%d:%d: %s: %s".formatted(file, line, column, missing.words(), expression);
    }
}
