package dev.atrest.evaluators;

import dev.atrest.model.FactSheet;
import dev.atrest.model.Resource;
import java.util.Optional;

/** Tells the facts of a resource that lie with other resources. */
@FunctionalInterface
interface Relations {

    /** Where facts are from that several listings tell together. */
    String CALL = "atrest:Inventory";

    /** The facts of {@link FactSchema#related()}; empty for a type that has none. */
    Optional<FactSheet> of(Resource resource);

    /** Which account belongs to which organisation. */
    default Organizations organizations() {
        return Organizations.UNKNOWN;
    }

    /** The resource with those parts of its facts that only other accounts could tell. */
    default Resource complete(Resource resource) {
        return resource;
    }
}
