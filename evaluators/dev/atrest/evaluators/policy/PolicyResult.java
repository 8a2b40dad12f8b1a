package dev.atrest.evaluators.policy;

/** What came of reading a policy document. */
public sealed interface PolicyResult {

    /** The document is a policy. */
    record Parsed(Policy policy) implements PolicyResult {}

    /**
     * The document is not a policy that AWS would accept: what it says is not known.
     *
     * @param reason what is wrong and where, for people; quotes at most a few characters of the document
     */
    record Unparsable(String reason) implements PolicyResult {}
}
