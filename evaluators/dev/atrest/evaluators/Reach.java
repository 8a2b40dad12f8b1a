package dev.atrest.evaluators;

import dev.atrest.evaluators.policy.Answer;
import dev.atrest.model.Impact;
import dev.atrest.model.Impact.Exposure;
import dev.atrest.model.Resource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * How far a failure of a resource reaches, by facts that were read; it is no evidence of any rule. What was not read counts as
 * not reaching beyond the account, and is told to be uncertain.
 */
final class Reach {

    /** Who a policy lets in: empty where it was not read or cannot be decided. */
    @FunctionalInterface
    interface LetIn {
        Optional<Answer> ask(PolicyQuestion question);
    }

    private final Resource resource;
    private final Map<String, Object> facts;
    private final LetIn policy;

    private Reach(Resource resource, LetIn policy) {
        this.resource = resource;
        this.facts = resource.facts().values();
        this.policy = policy;
    }

    /**
     * @param dependents resources that a key encrypts; empty when that is not known
     * @param policy asks the resource's own
     */
    static Impact of(Resource resource, Optional<Long> dependents, LetIn policy) {
        var reach = new Reach(resource, policy);
        return switch (resource.type()) {
            case S3_BUCKET -> reach.ofBucket();
            case EBS_SNAPSHOT -> reach.ofSnapshot();
            case KMS_KEY -> reach.ofKey(dependents);
            case EBS_VOLUME, TRAIL, ACCOUNT_SETTINGS, REGION_SETTINGS -> Impact.NONE;
        };
    }

    private Impact ofBucket() {
        boolean confined = facts.get("publicAccessBlock") instanceof Map<?, ?> block
                && Boolean.TRUE.equals(block.get("restrictPublicBuckets"));
        if (Boolean.TRUE.equals(facts.get("policyPublic"))) {
            // Restricted, what a public policy gives is left to the account itself.
            return exposed(confined ? Exposure.ACCOUNT : Exposure.PUBLIC, true);
        }
        boolean told = facts.containsKey("policyPublic");
        return byPolicy(told ? Optional.of(false) : isPublic());
    }

    private Optional<Boolean> isPublic() {
        return policy.ask(PolicyQuestion.IS_PUBLIC)
                .filter(answer -> !answer.isUnknown())
                .map(Answer::isTrue);
    }

    private Impact byPolicy(Optional<Boolean> isPublic) {
        if (isPublic.orElse(false)) {
            return exposed(Exposure.PUBLIC, true);
        }
        Optional<Answer> own = policy.ask(PolicyQuestion.ONLY_TRUSTED).filter(answer -> !answer.isUnknown());
        return own.map(answer -> exposed(answer.isTrue() ? Exposure.ACCOUNT : Exposure.SHARED, isPublic.isPresent()))
                .orElseGet(() -> exposed(Exposure.ACCOUNT, false));
    }

    private Impact ofSnapshot() {
        if (Boolean.TRUE.equals(facts.get("publiclyRestorable"))) {
            return exposed(Exposure.PUBLIC, true);
        }
        if (facts.get("sharedWith") instanceof Collection<?> accounts) {
            return exposed(
                    accounts.isEmpty() ? Exposure.ACCOUNT : Exposure.SHARED, facts.containsKey("publiclyRestorable"));
        }
        return exposed(Exposure.ACCOUNT, false);
    }

    private Impact ofKey(Optional<Long> dependents) {
        // The policy of an AWS-managed key is AWS's affair, and lets in the account alone.
        boolean managedByAws =
                facts.get("metadata") instanceof Map<?, ?> metadata && "AWS".equals(metadata.get("manager"));
        Impact exposed = managedByAws ? Impact.NONE : byPolicy(isPublic());
        if (!managedByAws && exposed.exposure() == Exposure.ACCOUNT) {
            exposed = facts.containsKey("grants")
                    ? exposed(KeyAccess.grantsStay(resource) ? Exposure.ACCOUNT : Exposure.SHARED, exposed.certain())
                    : exposed(Exposure.ACCOUNT, false);
        }
        return new Impact(exposed.exposure(), dependents.orElse(0L), exposed.certain() && dependents.isPresent());
    }

    private static Impact exposed(Exposure exposure, boolean certain) {
        return new Impact(exposure, 0, certain);
    }
}
