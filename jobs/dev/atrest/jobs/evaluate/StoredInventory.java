package dev.atrest.jobs.evaluate;

import dev.atrest.evaluators.Inventory;
import dev.atrest.jobs.WorkAhead;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.model.Coverage;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The inventory of one assessment as it is stored; holds in memory what is looked up ahead only. */
record StoredInventory(InventoryStore store, AssessmentStore assessments, String assessmentId, LookAhead lookAhead)
        implements Inventory {

    /** Resources that are parsed at a time. */
    private static final int PAGE = 500;

    @Override
    public Optional<Resource> find(String arn) {
        return lookAhead.find(arn);
    }

    /** Parsed on all cores: nothing is judged that waits for what lies with all of them. */
    @Override
    public Stream<Resource> resources() {
        var reader = new SliceReader(store, assessmentId, PAGE);
        return new WorkAhead<>(reader::read, InventorySlice::parsed).stream().flatMap(List::stream);
    }

    @Override
    public Stream<Resource> resources(ResourceType type) {
        return store.resources(assessmentId, type);
    }

    @Override
    public List<Coverage> coverage() {
        return store.coverage(assessmentId);
    }

    @Override
    public Map<String, DataProtectionClass> defaultClasses() {
        var classes = new HashMap<String, DataProtectionClass>();
        assessments
                .accounts(assessmentId)
                .forEach(account -> account.defaultClass().ifPresent(given -> classes.put(account.id(), given)));
        return classes;
    }
}
