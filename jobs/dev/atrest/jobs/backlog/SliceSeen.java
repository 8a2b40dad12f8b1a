package dev.atrest.jobs.backlog;

import dev.atrest.jobs.store.FindingSlice;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.ItemKey;
import dev.atrest.jobs.store.SliceStore;
import dev.atrest.jobs.store.Subject;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Resource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an assessment found on a slice of its inventory. Failures are read at once, by any thread; what passes, which nobody asks for where all
 * items go on failing, only when it is.
 */
final class SliceSeen {

    /** A failure, and what the backlog says of it. */
    record Failure(Finding finding, Subject subject) {

        static final Comparator<Failure> ORDER = Comparator.comparing(
                        (Failure failure) -> failure.subject().arn())
                .thenComparing(failure -> failure.subject().ruleId());
    }

    private final String assessmentId;
    private final int slice;
    private final SliceStore slices;
    private final InventoryStore inventory;
    private final Map<ItemKey, Failure> failing;
    private final Map<FindingStatus, Map<ItemKey, Finding>> others = new HashMap<>();
    private @Nullable Map<String, FindingSlice.Result> results;

    SliceSeen(String assessmentId, int slice, SliceStore slices, InventoryStore inventory, Subjects subjects) {
        this.assessmentId = assessmentId;
        this.slice = slice;
        this.slices = slices;
        this.inventory = inventory;
        this.failing = slices.findings(assessmentId, slice, Set.of(FindingStatus.FAIL, FindingStatus.WAIVED)).stream()
                .collect(Collectors.toMap(SliceSeen::key, finding -> new Failure(finding, subjects.of(finding))));
    }

    private static ItemKey key(Finding finding) {
        return new ItemKey(finding.ruleId(), finding.resourceArn());
    }

    private Map<ItemKey, Finding> read(FindingStatus status) {
        return slices.findings(assessmentId, slice, Set.of(status)).stream()
                .collect(Collectors.toMap(SliceSeen::key, Function.identity()));
    }

    /** The failure, waived or not, of a rule on a resource; it is not among {@link #left} any more. */
    Optional<Failure> takeFailure(ItemKey key) {
        return Optional.ofNullable(failing.remove(key));
    }

    /** Failures that nobody has taken, in the order of the backlog. */
    List<Failure> left() {
        return failing.values().stream().sorted(Failure.ORDER).toList();
    }

    /** What was seen of a resource; empty when it is not in the inventory. */
    Optional<FindingSlice.Result> result(String arn) {
        if (results == null) {
            results = slices.results(assessmentId, slice).stream()
                    .collect(Collectors.toMap(FindingSlice.Result::arn, Function.identity()));
        }
        return Optional.ofNullable(results.get(arn));
    }

    /** A resource's finding that is not a failure. */
    Sighting sighting(ItemKey key) {
        Optional<FindingSlice.Result> result = result(key.arn());
        return Sighting.of(
                result,
                key.ruleId(),
                () -> result.map(there -> there.statuses().get(key.ruleId()))
                        .flatMap(status -> Optional.ofNullable(
                                others.computeIfAbsent(status, this::read).get(key))),
                () -> inventory.find(assessmentId, key.arn()).map(Resource::facts));
    }

    /** The same of a failure. */
    Sighting sighting(Finding failure) {
        return new Sighting(
                true,
                Optional.of(failure.status()),
                () -> Optional.of(failure),
                () -> inventory.find(assessmentId, failure.resourceArn()).map(Resource::facts));
    }
}
