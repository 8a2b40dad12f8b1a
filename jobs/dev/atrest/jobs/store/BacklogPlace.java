package dev.atrest.jobs.store;

import dev.atrest.model.ResourceType;

/**
 * Where resources with items are.
 *
 * @param region of the resources, also where AWS lists their type once an account; empty for settings of an account
 */
public record BacklogPlace(String accountId, String region, ResourceType type) {}
