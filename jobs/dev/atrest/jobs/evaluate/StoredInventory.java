package dev.atrest.jobs.evaluate;

import dev.atrest.evaluators.Inventory;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.model.Coverage;
import dev.atrest.model.Resource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The inventory of one assessment as it is stored; holds in memory what is looked up ahead only. */
record StoredInventory(InventoryStore store, String assessmentId, LookAhead lookAhead) implements Inventory {

    @Override
    public Optional<Resource> find(String arn) {
        return lookAhead.find(arn);
    }

    @Override
    public Stream<Resource> resources() {
        return store.resources(assessmentId);
    }

    @Override
    public List<Coverage> coverage() {
        return store.coverage(assessmentId);
    }
}
