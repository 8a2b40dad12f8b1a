package dev.atrest.jobs.report;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.model.Framework;
import java.util.stream.Collectors;

/** A framework is named that the catalogue does not have; the message lists those it has. */
public final class UnknownFramework extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private UnknownFramework(RuleCatalog catalog, String id) {
        super("no framework '" + id + "'; there are "
                + catalog.frameworks().stream().map(Framework::id).collect(Collectors.joining(", ")));
    }

    /** The framework with this id. */
    public static Framework require(RuleCatalog catalog, String id) {
        return catalog.frameworks().stream()
                .filter(framework -> framework.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UnknownFramework(catalog, id));
    }
}
