package dev.atrest.model;

import java.time.Instant;

/**
 * One bucket, volume, snapshot, key or trail, or the settings of an account or a region.
 *
 * @param arn identifies the resource; settings have the ARN {@code arn:aws:account:REGION:ACCOUNT:settings} (REGION empty
 *     for those of the account)
 * @param region region of the resource, empty for the settings of an account
 * @param name what people call it: bucket name, Name tag or id, alias or key id
 * @param readAt when its facts were read
 */
public record Resource(
        String arn, ResourceType type, String accountId, String region, String name, Instant readAt, FactSheet facts) {}
