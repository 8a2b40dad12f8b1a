package dev.atrest.evaluators.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers questions about the policy of one key or bucket. Every method is a pure function of the policy, the resource and
 * its arguments; an object may be asked by many threads.
 *
 * <p>Answers look at requests that the policy could tell apart, for every principal it names and for those it does not.
 * A Deny counts against an Allow; conditions count by whether a caller can meet them. See {@code docs/policy-analysis.md}
 * for what the answers take for granted.
 */
public final class PolicyAnalysis {

    private static final int MAX_ENTANGLED = 3;

    private final PreparedPolicy policy;
    private final Callers callers;

    public PolicyAnalysis(Policy policy, ResourceContext resource) {
        this.policy = new PreparedPolicy(policy, resource);
        this.callers = new Callers(this.policy);
    }

    /**
     * Whether anyone in the world may do anything. A policy confined to fixed accounts, organisations, principals, networks
     * or sources is not public; the bounds are those of S3's Block Public Access.
     */
    public Answer isPublic() {
        return answer(work -> new Exposure(policy, callers, work).isPublic(policy.targets()));
    }

    /**
     * Whether anyone in the world may do this.
     *
     * @param action with its service's prefix, e.g. {@code s3:GetObject}; case does not matter
     */
    public Answer isPublic(String action) {
        return answer(work -> new Exposure(policy, callers, work).isPublic(policy.targets(List.of(action), work)));
    }

    /**
     * Everyone to whom the policy allows an action, under whichever conditions. An account stands for its root user and for
     * those to whom its IAM gives the action. Of a policy too entangled to decide: everyone and every service, unknown.
     */
    public List<Grantee> whoMay(String action) {
        try {
            var work = new Work();
            return new Exposure(policy, callers, work).whoMay(policy.targets(List.of(action), work));
        } catch (Work.TooMuch e) {
            List<StatementRef> entangled = entangled();
            return Stream.of(Grantee.Kind.EVERYONE, Grantee.Kind.SERVICE)
                    .map(kind -> new Grantee(kind, "*", Verdict.UNKNOWN, List.of(), entangled))
                    .toList();
        }
    }

    /** The accounts of those who may do this; what has no account (everyone, organisations, services) is left out. */
    public Set<String> accountsThatMay(String action) {
        var accounts = new LinkedHashSet<String>();
        for (Grantee grantee : whoMay(action)) {
            switch (grantee.kind()) {
                case ACCOUNT -> accounts.add(grantee.id());
                case PRINCIPAL -> accounts.add(Arn.account(grantee.id()));
                case EVERYONE, ORGANIZATION, SERVICE, OTHER -> {}
            }
        }
        return Set.copyOf(accounts);
    }

    /**
     * Whether all who may do anything belong to the resource's own account or organisation, to these accounts or to members
     * of these organisations. AWS services are trusted, except where a statement lets them act for an account by name that
     * is not.
     */
    public Answer onlyTrustedAccounts(Set<String> accounts, Set<String> organizations) {
        return answer(work -> new Exposure(policy, callers, work).onlyTrusted(accounts, organizations));
    }

    /** Accounts other than the resource's own that statements or conditions name. */
    public Set<String> namedAccounts() {
        return callers.namedAccounts();
    }

    /** Organisations that conditions name. */
    public Set<String> namedOrganizations() {
        return callers.namedOrganizations();
    }

    /** Whether nobody but the key's own account may administer and use the key without limit. */
    public Answer noFullAccess() {
        return answer(work -> new KeyDuties(policy, callers, work).noFullAccess());
    }

    /**
     * Whether nobody may both administer the key and use it for cryptography, the key's own account as a whole left aside.
     * Whether principals of another account do both is that account's affair, and unknown.
     */
    public Answer separatesDuties() {
        return answer(work -> new KeyDuties(policy, callers, work).separatesDuties());
    }

    /** Like {@link #administeredOnlyBy(Collection, OwnAccount)}, with the own account {@link OwnAccount#ACCEPTED}. */
    public Answer administeredOnlyBy(Collection<String> patterns) {
        return administeredOnlyBy(patterns, OwnAccount.ACCEPTED);
    }

    /**
     * Whether all who administer the key are roles that match a pattern. IAM users never do.
     *
     * @param patterns with {@code *} and {@code ?}: compared with the names of roles of the key's own account, or with ARNs
     *     where a pattern has a colon
     * @param ownAccount how to take a statement for the own account as a whole
     */
    public Answer administeredOnlyBy(Collection<String> patterns, OwnAccount ownAccount) {
        return answer(work -> new KeyDuties(policy, callers, work).administeredOnlyBy(patterns, ownAccount));
    }

    /**
     * Whether nobody may do any of these actions without multi-factor authentication. A statement that allows the own
     * account without asking for MFA is a way without: its root user needs no more. What another account's IAM asks for is
     * unknown.
     */
    public Answer requiresMfa(Collection<String> actions) {
        return answer(work -> new KeyDuties(policy, callers, work).requiresMfa(actions));
    }

    /** Whether every request to the bucket and its objects over plain HTTP is denied, whoever makes it. */
    public Answer deniesInsecureTransport() {
        return answer(work -> new BucketGuards(policy, callers, work).deniesInsecureTransport());
    }

    /** Whether writing an object without an encryption header is denied. Such objects get the bucket's default encryption. */
    public Answer requiresEncryptionHeader() {
        return answer(work -> new BucketGuards(policy, callers, work).requiresEncryptionHeader());
    }

    /**
     * Whether writing an object is denied when it asks for another encryption than these, be it by algorithm, by key or with
     * a key of the customer's own (SSE-C). Asking for SSE-KMS without a key means the AWS-managed key, which is another.
     * Asking for nothing gets the bucket's default encryption and need not be denied.
     *
     * @param algorithms of {@code AES256}, {@code aws:kms} and {@code aws:kms:dsse}
     * @param keyArns keys that may be used; none to accept whatever keys the policy names
     */
    public Answer deniesPutsNotEncryptedWith(Collection<String> algorithms, Set<String> keyArns) {
        return answer(work -> new BucketGuards(policy, callers, work).deniesPutsNotEncryptedWith(algorithms, keyArns));
    }

    private Answer answer(Function<Work, Answer> question) {
        try {
            return question.apply(new Work());
        } catch (Work.TooMuch e) {
            List<StatementRef> entangled = entangled();
            return new Answer(
                    Verdict.UNKNOWN,
                    entangled,
                    "The policy has too many conditions and patterns to decide: "
                            + entangled.stream().map(StatementRef::toString).collect(Collectors.joining("; ")));
        }
    }

    /** The longest statements, which have the most part in it. */
    private List<StatementRef> entangled() {
        return policy.statements().stream()
                .sorted(Comparator.comparingInt(PolicyAnalysis::parts).reversed())
                .limit(MAX_ENTANGLED)
                .map(statement -> StatementRef.of(statement, "has " + parts(statement) + " conditions and patterns"))
                .toList();
    }

    private static int parts(Statement statement) {
        return statement.actions().globs().size()
                + statement.resources().globs().size()
                + statement.conditions().stream()
                        .mapToInt(condition -> condition.values().size())
                        .sum();
    }
}
