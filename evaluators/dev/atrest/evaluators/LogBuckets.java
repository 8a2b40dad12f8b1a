package dev.atrest.evaluators;

import dev.atrest.model.Coverage;
import dev.atrest.model.Fact;
import dev.atrest.model.JoinedBucket;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.S3Bucket;
import dev.atrest.model.Unread;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the buckets that trails deliver to. A bucket's name is unique in the world and tells nothing of its account: one that
 * is not in the inventory may lie in an account whose buckets were not listed, or outside of the assessment. It is unread.
 */
final class LogBuckets {

    static final String LIST_BUCKETS = "s3:ListBuckets";
    private static final String POLICY = "policy";
    private static final String LOGGING = "logging";

    private final Inventory inventory;
    private final KnownPolicies policies;
    private final List<Coverage> listings;

    /** @param coverage of the assessment, for what was not listed */
    LogBuckets(Inventory inventory, List<Coverage> coverage, KnownPolicies policies) {
        this.policies = policies;
        this.inventory = inventory;
        this.listings = coverage.stream()
                .filter(row -> row.type() == ResourceType.S3_BUCKET)
                .toList();
    }

    JoinedBucket of(Resource trail) {
        if (!(trail.facts().values().get("bucket") instanceof String name) || name.isEmpty()) {
            return unread(trail.facts().unread().getOrDefault("bucket", new Unread(Relations.CALL, "FactMissing")));
        }
        String partition = trail.arn().split(":", 3)[1];
        return inventory
                .find("arn:%s:s3:::%s".formatted(partition, name))
                .map(this::found)
                .orElseGet(() -> unread(notSeen(trail)));
    }

    private JoinedBucket found(Resource bucket) {
        var policy = PolicyView.alone(bucket, policies);
        Fact<Boolean> isPublic = isPublic(bucket, policy);
        Fact<String> said = switch (isPublic) {
            case Fact.Known<Boolean>(var answer, String call) -> Fact.known(policy.said(), call);
            case Fact.Missing<Boolean>(Unread reason) -> new Fact.Missing<>(reason);
        };
        return new JoinedBucket(Fact.known(bucket.accountId(), LIST_BUCKETS), isPublic, said, logging(bucket));
    }

    private static Fact<Boolean> isPublic(Resource bucket, PolicyView policy) {
        Unread unread = bucket.facts().unread().get(POLICY);
        if (unread != null) {
            return new Fact.Missing<>(unread);
        }
        if (!(bucket.facts().values().get(POLICY) instanceof String)) {
            return missing();
        }
        return policy.ask(PolicyQuestion.IS_PUBLIC, List.of()) instanceof Boolean answer
                ? Fact.known(answer, bucket.facts().sourceOf(POLICY))
                : new Fact.Missing<>(policy.whyUndecided(PolicyQuestion.IS_PUBLIC));
    }

    private static Fact<S3Bucket.AccessLogging> logging(Resource bucket) {
        Unread unread = bucket.facts().unread().get(LOGGING);
        if (unread != null) {
            return new Fact.Missing<>(unread);
        }
        return bucket.facts().values().get(LOGGING) instanceof Map<?, ?> logging
                        && logging.get("enabled") instanceof Boolean enabled
                        && logging.get("targetBucket") instanceof String target
                ? Fact.known(
                        new S3Bucket.AccessLogging(enabled, target),
                        bucket.facts().sourceOf(LOGGING))
                : missing();
    }

    private static <T> Fact<T> missing() {
        return Fact.unread(Relations.CALL, "FactMissing");
    }

    private static JoinedBucket unread(Unread reason) {
        return new JoinedBucket(
                new Fact.Missing<>(reason),
                new Fact.Missing<>(reason),
                new Fact.Missing<>(reason),
                new Fact.Missing<>(reason));
    }

    /** A listing that failed explains it best, first that of the trail's own account. */
    private Unread notSeen(Resource trail) {
        return Stream.concat(
                        listings.stream().filter(row -> row.accountId().equals(trail.accountId())), listings.stream())
                .map(UsesOfKeys::notSeen)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(new Unread(LIST_BUCKETS, "NotInScope"));
    }
}
