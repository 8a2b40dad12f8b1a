package dev.atrest.readers;

import dev.atrest.model.ResourceType;

/**
 * One thing to page through: the resources of a type in one region of an account.
 *
 * @param region region name, or {@link dev.atrest.model.Coverage#GLOBAL} for a type that AWS lists once an account
 */
public record Listing(String accountId, String region, ResourceType type) {}
