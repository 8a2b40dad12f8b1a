package dev.atrest.evaluators.policy;

import java.util.List;

/**
 * Someone to whom a policy allows an action.
 *
 * @param id what the kind says: an account id, an ARN (with {@code *} where a condition's pattern leaves it open), ...
 * @param verdict TRUE, or UNKNOWN where the policy alone does not tell
 * @param conditions the conditions of the statements that allow it, as operator and key
 * @param statements the statements that allow it
 */
public record Grantee(Kind kind, String id, Verdict verdict, List<String> conditions, List<StatementRef> statements) {

    /** Kinds of grantees. */
    public enum Kind {
        /** Anyone in the world who meets the conditions; the id is {@code *}. */
        EVERYONE,
        /** The members of an organisation, by its id. */
        ORGANIZATION,
        /** An account: its root user, and those to whom its IAM gives the action. By account id. */
        ACCOUNT,
        /** A user, role or session, by ARN. */
        PRINCIPAL,
        /** A service principal. */
        SERVICE,
        /** A federated provider or canonical user, with its element's name before a colon. */
        OTHER
    }
}
