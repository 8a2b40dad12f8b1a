package dev.atrest.evaluators.policy;

import java.util.List;

/**
 * Someone who might make a request: one stands for all whom the policy cannot tell apart.
 *
 * @param account the caller's account; empty where there is none
 * @param name ARN, service principal or provider; empty where there is none
 * @param organization the caller's organisation; empty where the policy does not fix it
 * @param words what the caller is called; empty to go by the kind
 */
record Caller(Kind kind, String account, String name, String organization, String words) {

    /** Kinds of callers. */
    enum Kind {
        /** Without credentials; S3 only. */
        ANONYMOUS,
        /** A principal of an account that has nothing to do with the policy. */
        STRANGER,
        /** A principal of some account of an organisation that the policy names. */
        ORGANIZATION_MEMBER,
        /** An account's root user, which needs no IAM policy to use what the account is allowed. */
        ROOT,
        /** A user, role or session. */
        MEMBER,
        SERVICE,
        /** A service that the policy does not name. */
        ANY_SERVICE,
        /** Any service that the policy names, acting for one account's resource. */
        SERVICE_FOR_ACCOUNT,
        /** A federated provider or canonical user. */
        OTHER
    }

    static final Caller ANYONE_WITHOUT_CREDENTIALS = new Caller(Kind.ANONYMOUS, "", "", "", "");

    static Caller stranger(String account, String arn) {
        return new Caller(Kind.STRANGER, account, arn, "", "");
    }

    static Caller organizationMember(String organization, String account, String arn) {
        return new Caller(Kind.ORGANIZATION_MEMBER, account, arn, organization, "");
    }

    static Caller root(String account, String partition) {
        String arn = "arn:" + partition + ":iam::" + account + ":root";
        return new Caller(Kind.ROOT, account, arn, "", "");
    }

    /** A principal by ARN. */
    static Caller member(String arn) {
        return member(arn, "");
    }

    /** A principal by ARN that stands for others too. */
    static Caller member(String arn, String words) {
        return new Caller(Kind.MEMBER, Arn.account(arn), arn, "", words);
    }

    static Caller service(String name) {
        return new Caller(Kind.SERVICE, "", name, "", "");
    }

    static Caller anyService() {
        return new Caller(Kind.ANY_SERVICE, "", "", "", "");
    }

    static Caller serviceFor(String account) {
        return new Caller(Kind.SERVICE_FOR_ACCOUNT, account, "", "", "");
    }

    static Caller other(String name) {
        return new Caller(Kind.OTHER, "", name, "", "");
    }

    /** The caller in words. */
    String label() {
        return words.isEmpty()
                ? switch (kind) {
                    case ANONYMOUS -> "anyone, without credentials";
                    case STRANGER -> "anyone with an AWS account";
                    case ORGANIZATION_MEMBER -> "any account of organisation " + organization;
                    case ROOT -> "account " + account;
                    case MEMBER, SERVICE, OTHER -> name;
                    case ANY_SERVICE -> "any AWS service";
                    case SERVICE_FOR_ACCOUNT -> "AWS services acting for account " + account;
                }
                : words;
    }

    boolean isService() {
        return kind == Kind.SERVICE || kind == Kind.ANY_SERVICE || kind == Kind.SERVICE_FOR_ACCOUNT;
    }

    boolean hasCredentials() {
        return kind != Kind.ANONYMOUS && !isService();
    }

    /** The ARNs by which a Principal element may name the caller: a role's session goes by the role's too. */
    List<String> names() {
        return Arn.roleOfSession(name).map(role -> List.of(name, role)).orElse(List.of(name));
    }
}
