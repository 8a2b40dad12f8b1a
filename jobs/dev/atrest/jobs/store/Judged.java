package dev.atrest.jobs.store;

import dev.atrest.model.Finding;
import dev.atrest.model.Resource;
import java.util.List;

/**
 * A resource with all that was found on it.
 *
 * @param findings by rule id; empty when no rule applies
 * @param waivers the id of a waiver for each failure that it covers
 */
public record Judged(Resource resource, List<Finding> findings, List<String> waivers) {

    /** Where no waiver covers anything. */
    public Judged(Resource resource, List<Finding> findings) {
        this(resource, findings, List.of());
    }
}
