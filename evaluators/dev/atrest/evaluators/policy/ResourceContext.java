package dev.atrest.evaluators.policy;

import java.util.Optional;

/**
 * What a policy is attached to, as far as its meaning depends on it.
 *
 * @param arn ARN of the key or bucket
 * @param accountId account that owns it, twelve digits
 * @param organizationId the owner's organisation, {@code o-…}; empty when it is not known or there is none
 */
public record ResourceContext(Kind kind, String arn, String accountId, Optional<String> organizationId) {

    /** The kinds of resources whose policies are analysed. */
    public enum Kind {
        KEY("kms"),
        BUCKET("s3");

        private final String service;

        Kind(String service) {
            this.service = service;
        }

        /** Prefix of the kind's actions. */
        String service() {
            return service;
        }
    }

    public static ResourceContext key(String arn, String accountId) {
        return new ResourceContext(Kind.KEY, arn, accountId, Optional.empty());
    }

    public static ResourceContext bucket(String arn, String accountId) {
        return new ResourceContext(Kind.BUCKET, arn, accountId, Optional.empty());
    }

    /** The same resource, owned within this organisation. */
    public ResourceContext in(String organization) {
        return new ResourceContext(kind, arn, accountId, Optional.of(organization));
    }

    String partition() {
        String partition = Arn.part(arn, Arn.PARTITION);
        return partition.isEmpty() ? "aws" : partition;
    }

    String region() {
        return Arn.part(arn, Arn.REGION);
    }
}
