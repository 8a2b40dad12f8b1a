package dev.atrest.evaluators;

/**
 * What came of one example of a rule.
 *
 * @param kind what the rule was expected to say
 * @param index from 1 among the rule's examples of this kind
 * @param ok the rule said so, and read nothing that the example does not give
 * @param explanation the finding's sentence, or what went wrong
 */
public record ExampleResult(String ruleId, Kind kind, int index, boolean ok, String explanation) {

    /** What a rule can say of an example. */
    public enum Kind {
        PASS("pass"),
        FAIL("fail"),
        NOT_ASSESSED("not-assessed"),
        NOT_APPLICABLE("not-applicable");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** The key under {@code examples} in a rule file. */
        public String label() {
            return label;
        }
    }

    /** Names the example, e.g. {@code kms-key-rotation-enabled pass 2}. */
    public String name() {
        return "%s %s %d".formatted(ruleId, kind.label(), index);
    }
}
