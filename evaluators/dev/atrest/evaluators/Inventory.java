package dev.atrest.evaluators;

import dev.atrest.model.Coverage;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All that an assessment has read, for rules that look at several resources. Asked by many threads. */
public interface Inventory {

    /** An assessment that looked at nothing. */
    Inventory NOTHING = new Inventory() {
        @Override
        public Optional<Resource> find(String arn) {
            return Optional.empty();
        }

        @Override
        public Stream<Resource> resources() {
            return Stream.of();
        }

        @Override
        public List<Coverage> coverage() {
            return List.of();
        }
    };

    /** The resource with this ARN; empty when it was not read, which {@link #coverage} explains. */
    Optional<Resource> find(String arn);

    /** Every resource, by ARN; the caller closes the stream. */
    Stream<Resource> resources();

    /** The resources of one type in no particular order; the caller closes the stream. */
    default Stream<Resource> resources(ResourceType type) {
        return resources().filter(resource -> resource.type() == type);
    }

    /** What was looked at and what was not. */
    List<Coverage> coverage();

    /** Data protection classes, by account id, of what carries none of its own. */
    default Map<String, DataProtectionClass> defaultClasses() {
        return Map.of();
    }
}
