package dev.atrest.jobs.store;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import java.util.Map;
import java.util.Optional;

/**
 * What an item of the backlog is about, as its last failure says.
 *
 * @param owner who is to resolve it; may be empty
 * @param facts those that the commands of the remediation name, by path
 */
public record Subject(
        String ruleId,
        String ruleTitle,
        String arn,
        ResourceType type,
        String accountId,
        String region,
        String name,
        Optional<DataProtectionClass> dataProtectionClass,
        Severity severity,
        Rule.Effort effort,
        String owner,
        BacklogItem.Priority priority,
        Optional<BacklogItem.Group> group,
        String message,
        Map<String, Object> facts) {

    /** Where its resource is listed. */
    public BacklogPlace place() {
        return new BacklogPlace(accountId, region, type);
    }
}
