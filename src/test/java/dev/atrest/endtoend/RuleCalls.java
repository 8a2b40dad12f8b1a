package dev.atrest.endtoend;

import dev.atrest.evaluators.FactUse;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.readers.FactOrigins;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which AWS operations a rule depends on: those that tell the facts that it names, or lead to its resources. */
final class RuleCalls {

    private static final String LISTING = "";

    /** They ask whether an account belongs to the own organisation. */
    private static final Set<String> TRUSTING_THE_ORGANIZATION = Set.of(
            "kms-key-grants-trusted-principals",
            "kms-key-policy-trusted-accounts-only",
            "ebs-snapshot-shared-with-trusted-accounts-only");

    private RuleCalls() {}

    static Set<String> of(RuleCatalog catalog, Rule rule) {
        var calls = new TreeSet<>(tellersOfPresence(rule.resource()).toList());
        catalog.factsOf(rule.id()).stream()
                .flatMap(fact -> tellersOf(rule.resource(), fact))
                .forEach(calls::add);
        if (TRUSTING_THE_ORGANIZATION.contains(rule.id())) {
            calls.addAll(List.of("organizations:DescribeOrganization", "organizations:ListAccounts"));
        }
        return calls;
    }

    /** What leads to the resources of a type. */
    private static Stream<String> tellersOfPresence(ResourceType type) {
        Stream<String> ways = type.scope() == ResourceType.Scope.REGION
                ? Stream.of("sts:AssumeRole", "ec2:DescribeRegions")
                : Stream.of("sts:AssumeRole");
        return switch (type) {
            // There is nothing to list: the settings are there, read or not.
            case ACCOUNT_SETTINGS, REGION_SETTINGS -> ways;
            default -> Stream.concat(ways, FactOrigins.of(type, LISTING).stream());
        };
    }

    private static Stream<String> tellersOf(ResourceType type, FactUse fact) {
        return switch (fact.origin()) {
            case RESOURCE -> FactOrigins.of(type, fact.toldBy()).stream();
            case KEY -> Stream.concat(FactOrigins.of(type, fact.path()).stream(), tellersOfKey(type));
            case INVENTORY -> tellersOfOthers(type, fact);
        };
    }

    private static Stream<String> tellersOfKey(ResourceType type) {
        Stream<String> ofKey = Stream.concat(
                tellersOfPresence(ResourceType.KMS_KEY), FactOrigins.of(ResourceType.KMS_KEY, "metadata").stream());
        // S3 keeps the alias that it was given; EC2 and CloudTrail name the key itself.
        return type == ResourceType.S3_BUCKET
                ? Stream.concat(ofKey, FactOrigins.of(ResourceType.KMS_KEY, "aliases").stream())
                : ofKey;
    }

    private static Stream<String> tellersOfOthers(ResourceType type, FactUse fact) {
        String name = fact.path().split("\\.")[0];
        if (type == ResourceType.EBS_SNAPSHOT && name.equals("volume")) {
            return FactOrigins.of(ResourceType.EBS_VOLUME, LISTING).stream();
        }
        if (type == ResourceType.KMS_KEY && name.equals("uses")) {
            return Stream.of(
                            tellersOfKey(ResourceType.S3_BUCKET),
                            FactOrigins.of(ResourceType.S3_BUCKET, LISTING).stream(),
                            FactOrigins.of(ResourceType.S3_BUCKET, "encryption").stream(),
                            FactOrigins.of(ResourceType.EBS_VOLUME, LISTING).stream(),
                            FactOrigins.of(ResourceType.EBS_SNAPSHOT, LISTING).stream(),
                            FactOrigins.of(ResourceType.TRAIL, LISTING).stream(),
                            FactOrigins.of(ResourceType.REGION_SETTINGS, "ebsDefaultKey").stream(),
                            fact.path().equals("uses.classes")
                                    ? FactOrigins.of(ResourceType.S3_BUCKET, "tags").stream()
                                    : Stream.<String>empty())
                    .flatMap(calls -> calls);
        }
        if (type == ResourceType.TRAIL && name.equals("logBucket")) {
            return Stream.of(
                            FactOrigins.of(ResourceType.S3_BUCKET, LISTING).stream(),
                            fact.path().startsWith("logBucket.policy")
                                    ? FactOrigins.of(ResourceType.S3_BUCKET, "policy").stream()
                                    : FactOrigins.of(ResourceType.S3_BUCKET, "logging").stream())
                    .flatMap(calls -> calls);
        }
        if (type == ResourceType.ACCOUNT_SETTINGS && name.equals("tiers")) {
            return Stream.of(
                            tellersOfPresence(ResourceType.S3_BUCKET),
                            FactOrigins.of(ResourceType.S3_BUCKET, "tags").stream(),
                            tellersOfPresence(ResourceType.EBS_VOLUME),
                            tellersOfPresence(ResourceType.EBS_SNAPSHOT),
                            tellersOfPresence(ResourceType.KMS_KEY),
                            FactOrigins.of(ResourceType.KMS_KEY, "metadata").stream(),
                            FactOrigins.of(ResourceType.KMS_KEY, "tags").stream())
                    .flatMap(calls -> calls);
        }
        throw new IllegalStateException("which calls tell '%s' of %s is not entered here".formatted(fact.path(), type));
    }
}
