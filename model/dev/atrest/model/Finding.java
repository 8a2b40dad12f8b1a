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
 * @param owner who answers for the resource, as its tags say; empty where they do not
 * @param waiver id of the waiver that accepts the failure; empty unless WAIVED
 * @param impact how far a failure reaches; {@link Impact#NONE} for what passes
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
        Instant readAt,
        String owner,
        Optional<String> waiver,
        Impact impact) {

    /** Of nobody's in particular, with no waiver and no known impact. */
    public Finding(
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
            Instant readAt) {
        this(
                ruleId,
                status,
                severity,
                resourceArn,
                resourceType,
                accountId,
                region,
                resourceName,
                dataProtectionClass,
                message,
                evidence,
                unread,
                controls,
                readAt,
                "",
                Optional.empty(),
                Impact.NONE);
    }

    /** The same failure, accepted by a waiver. */
    public Finding waivedBy(String waiverId) {
        return new Finding(
                ruleId,
                FindingStatus.WAIVED,
                severity,
                resourceArn,
                resourceType,
                accountId,
                region,
                resourceName,
                dataProtectionClass,
                message,
                evidence,
                unread,
                controls,
                readAt,
                owner,
                Optional.of(waiverId),
                impact);
    }
}
