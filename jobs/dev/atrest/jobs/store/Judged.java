package dev.atrest.jobs.store;

import dev.atrest.model.Finding;
import dev.atrest.model.Resource;
import java.util.List;

/**
 * A resource with all that was found on it.
 *
 * @param findings by rule id; empty when no rule applies
 */
public record Judged(Resource resource, List<Finding> findings) {}
