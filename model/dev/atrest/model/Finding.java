package dev.atrest.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rule on one resource.
 *
 * @param resourceName what people call the resource
 * @param dataProtectionClass empty where the resource stores no data of its own or its tags could not be read
 * @param message one sentence for people, with the values that decided
 * @param evidence the facts that the decision read, in the order of their paths
 * @param unread the unread facts that kept the rule from being decided; empty unless NOT_ASSESSED
 * @param controls control numbers that the rule meets, by framework id
 * @param readAt when the facts were read
 */
public record Finding(
        String ruleId,
        FindingStatus status,
        Severity severity,
        String resourceArn,
        ResourceType resourceType,
        String accountId,
        String region,
        String resourceName,
        Optional<DataProtectionClass> dataProtectionClass,
        String message,
        List<Evidence> evidence,
        List<UnreadFact> unread,
        Map<String, List<String>> controls,
        Instant readAt) {}
