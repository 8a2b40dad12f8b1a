package dev.atrest.evaluators.policy;

import java.util.List;

/**
 * Someone who might make a request: one stands for all whom the policy cannot tell apart.
 *
 * @param account the caller's account; empty where there is none
 * @param name ARN, service principal or provider; empty where there is none
 * @param organization the caller's organisation; empty where the policy does not fix it
 * @param label the caller in words
 */
record Caller(Kind kind, String account, String name, String organization, String label) {

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

    static final Caller ANYONE_WITHOUT_CREDENTIALS =
            new Caller(Kind.ANONYMOUS, "", "", "", "anyone, without credentials");

    static Caller stranger(String account, String arn) {
        return new Caller(Kind.STRANGER, account, arn, "", "anyone with an AWS account");
    }

    static Caller organizationMember(String organization, String account, String arn) {
        String label = "any account of organisation " + organization;
        return new Caller(Kind.ORGANIZATION_MEMBER, account, arn, organization, label);
    }

    static Caller root(String account, String partition) {
        String arn = "arn:" + partition + ":iam::" + account + ":root";
        return new Caller(Kind.ROOT, account, arn, "", "account " + account);
    }

    /** A principal by ARN. */
    static Caller member(String arn) {
        return member(arn, arn);
    }

    /** A principal by ARN that stands for others too. */
    static Caller member(String arn, String label) {
        return new Caller(Kind.MEMBER, Arn.account(arn), arn, "", label);
    }

    static Caller service(String name) {
        return new Caller(Kind.SERVICE, "", name, "", name);
    }

    static Caller anyService() {
        return new Caller(Kind.ANY_SERVICE, "", "", "", "any AWS service");
    }

    static Caller serviceFor(String account) {
        return new Caller(Kind.SERVICE_FOR_ACCOUNT, account, "", "", "AWS services acting for account " + account);
    }

    static Caller other(String name) {
        return new Caller(Kind.OTHER, "", name, "", name);
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
