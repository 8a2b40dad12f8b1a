package dev.atrest.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.evaluators.policy.Answer;
import dev.atrest.evaluators.policy.Verdict;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Impact;
import dev.atrest.model.Impact.Exposure;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How far failures reach, by what was read. */
class ReachTest {

    private static final Reach.LetIn NOT_READ = _ -> Optional.empty();

    private static Resource resource(ResourceType type, Map<String, Object> facts) {
        return new Resource(
                "arn:aws:x:eu-central-1:111122223333:y",
                type,
                "111122223333",
                "eu-central-1",
                "y",
                Instant.EPOCH,
                new FactSheet(facts, Map.of(), Map.of()));
    }

    private static Impact bucket(Map<String, Object> facts, Reach.LetIn policy) {
        return Reach.of(resource(ResourceType.S3_BUCKET, facts), Optional.empty(), policy);
    }

    private static Impact snapshot(Map<String, Object> facts) {
        return Reach.of(resource(ResourceType.EBS_SNAPSHOT, facts), Optional.empty(), NOT_READ);
    }

    private static Impact key(Map<String, Object> facts, Optional<Long> dependents, Reach.LetIn policy) {
        return Reach.of(resource(ResourceType.KMS_KEY, facts), dependents, policy);
    }

    /** A policy of which this is known. */
    private static Reach.LetIn policy(Verdict isPublic, Verdict ownOnly) {
        return question -> Optional.of(
                new Answer(question == PolicyQuestion.IS_PUBLIC ? isPublic : ownOnly, List.of(), "made up"));
    }

    @Test
    void aBucketIsPublicWhenS3SaysSoAndNothingRestrictsIt() {
        assertThat(bucket(Map.of("policyPublic", true), NOT_READ)).isEqualTo(new Impact(Exposure.PUBLIC, 0));
        assertThat(bucket(
                        Map.of("policyPublic", true, "publicAccessBlock", Map.of("restrictPublicBuckets", true)),
                        NOT_READ))
                .isEqualTo(new Impact(Exposure.ACCOUNT, 0));
    }

    @Test
    void aBucketWhosePolicyLetsInOthersIsShared() {
        assertThat(bucket(Map.of("policyPublic", false), policy(Verdict.FALSE, Verdict.FALSE)))
                .isEqualTo(new Impact(Exposure.SHARED, 0));
        assertThat(bucket(Map.of("policyPublic", false), policy(Verdict.FALSE, Verdict.TRUE)))
                .isEqualTo(Impact.NONE);
    }

    @Test
    void whatWasNotReadCountsAsTheOwnAccountAndIsNotCertain() {
        assertThat(bucket(Map.of(), NOT_READ)).isEqualTo(new Impact(Exposure.ACCOUNT, 0, false));
        assertThat(bucket(Map.of("policyPublic", false), policy(Verdict.UNKNOWN, Verdict.UNKNOWN)))
                .isEqualTo(new Impact(Exposure.ACCOUNT, 0, false));
        assertThat(snapshot(Map.of("publiclyRestorable", false))).isEqualTo(new Impact(Exposure.ACCOUNT, 0, false));
        assertThat(key(Map.of("grants", List.of()), Optional.empty(), policy(Verdict.FALSE, Verdict.TRUE)))
                .isEqualTo(new Impact(Exposure.ACCOUNT, 0, false));
    }

    @Test
    void snapshotsAreExposedByTheirPermissions() {
        assertThat(snapshot(Map.of("publiclyRestorable", true)).exposure()).isEqualTo(Exposure.PUBLIC);
        assertThat(snapshot(Map.of("publiclyRestorable", false, "sharedWith", List.of("444455556666"))))
                .isEqualTo(new Impact(Exposure.SHARED, 0));
        assertThat(snapshot(Map.of("publiclyRestorable", false, "sharedWith", List.of())))
                .isEqualTo(Impact.NONE);
    }

    @Test
    void keysReachAsFarAsPolicyAndGrantsLetAndToAllThatTheyEncrypt() {
        var grants = Map.<String, Object>of(
                "grants", List.of(Map.of("granteePrincipal", "arn:aws:iam::444455556666:role/backup")));
        assertThat(key(grants, Optional.of(12L), policy(Verdict.FALSE, Verdict.TRUE)))
                .isEqualTo(new Impact(Exposure.SHARED, 12));
        assertThat(key(Map.of("grants", List.of()), Optional.of(0L), policy(Verdict.TRUE, Verdict.FALSE)))
                .isEqualTo(new Impact(Exposure.PUBLIC, 0));
        assertThat(key(Map.of("metadata", Map.of("manager", "AWS")), Optional.of(3L), NOT_READ))
                .isEqualTo(new Impact(Exposure.ACCOUNT, 3));
    }
}
