package dev.atrest.endtoend;

import dev.atrest.endtoend.EstateYaml.Entry;
import dev.atrest.endtoend.PolicyReading.Condition;
import dev.atrest.endtoend.PolicyReading.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What the policies of buckets come to. */
final class ExpectedBucketPolicies {

    private static final String ALGORITHM = "s3:x-amz-server-side-encryption";
    private static final String KEY = "s3:x-amz-server-side-encryption-aws-kms-key-id";

    /** In a Deny both bind a request without the header: S3 then takes the bucket's default, or a key of the customer's own. */
    private static final Set<String> UNLESS = Set.of("StringNotEquals", "StringNotEqualsIfExists");

    private final EstateYaml estate;

    ExpectedBucketPolicies(EstateYaml estate) {
        this.estate = estate;
    }

    void judge(Entry bucket, Truth confidential, ExpectedFindings findings) {
        String arn = Arns.bucket(bucket);
        Optional<List<Statement>> policy = policy(bucket);
        findings.expect("s3-bucket-policy-not-public", arn, notPublic(policy));
        findings.expect(
                "s3-bucket-deny-insecure-transport",
                arn,
                Truth.of(policy, known -> denies(known, deny -> refusesPlainHttp(deny, arn))));
        findings.expectWhen(
                confidential,
                "s3-bucket-confidential-policy-enforces-key",
                arn,
                Truth.of(
                        policy,
                        known -> denies(known, deny -> refusesOtherPuts(deny, arn, ALGORITHM, "aws:kms(:dsse)?"))
                                && denies(known, deny -> refusesOtherPuts(deny, arn, KEY, "arn:aws:kms:.*"))));
    }

    /** Empty when unread; a bucket without a policy has no statements. */
    private Optional<List<Statement>> policy(Entry bucket) {
        if (estate.denied(bucket.account(), bucket.region(), "s3:GetBucketPolicy", bucket.text("name", ""))) {
            return Optional.empty();
        }
        return bucket.has("policy") ? PolicyReading.of(bucket.node().path("policy")) : Optional.of(List.of());
    }

    private static Truth notPublic(Optional<List<Statement>> policy) {
        return policy.map(known -> known.stream()
                        .filter(statement -> statement.allow() && statement.isForEveryone())
                        .map(statement -> Reach.of(statement).confined())
                        .reduce(Truth.YES, Truth::and))
                .orElse(Truth.UNKNOWN);
    }

    private static boolean denies(List<Statement> policy, Predicate<Statement> what) {
        return policy.stream()
                .filter(statement -> !statement.allow() && statement.isForEveryone())
                .anyMatch(what);
    }

    /** Everything, on the bucket and on its objects. */
    private static boolean refusesPlainHttp(Statement deny, String bucket) {
        return deny.actions().equals(List.of("s3:*"))
                && Set.copyOf(deny.resources()).equals(Set.of(bucket, bucket + "/*"))
                && onlyCondition(deny)
                        .filter(condition -> condition.is("Bool", "aws:SecureTransport", "false"))
                        .isPresent();
    }

    private static boolean refusesOtherPuts(Statement deny, String bucket, String header, String allowed) {
        return deny.covers("s3:PutObject")
                && deny.resources().contains(bucket + "/*")
                && onlyCondition(deny)
                        .filter(condition -> UNLESS.contains(condition.operator())
                                && condition.key().equals(header))
                        .filter(condition -> condition.values().stream().allMatch(value -> value.matches(allowed)))
                        .isPresent();
    }

    private static Optional<Condition> onlyCondition(Statement deny) {
        if (deny.conditions().size() != 1) {
            throw PolicyReading.unknown(deny);
        }
        return Optional.of(deny.conditions().getFirst());
    }
}
