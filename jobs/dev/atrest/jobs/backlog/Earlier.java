package dev.atrest.jobs.backlog;

import dev.atrest.jobs.store.FindingSlice;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.SliceStore;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an assessment that is over has to say of single resources. Asked in the order of ARNs, it reads each slice once; it holds
 * a few of them.
 */
final class Earlier {

    private static final int SLICES = 3;
    private static final int BLOCKS = 40;

    private record Block(int slice, String ruleId, FindingStatus status) {}

    private final String assessmentId;
    private final SliceStore slices;
    private final InventoryStore inventory;
    private final Map<Integer, Map<String, FindingSlice.Result>> results = latest(SLICES);
    private final Map<Block, Map<String, Finding>> findings = latest(BLOCKS);

    Earlier(String assessmentId, SliceStore slices, InventoryStore inventory) {
        this.assessmentId = assessmentId;
        this.slices = slices;
        this.inventory = inventory;
    }

    private static <K, V> Map<K, V> latest(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** What it says of a rule on a resource. */
    Sighting of(String arn, String ruleId) {
        Optional<Integer> slice = slice(arn);
        Optional<FindingSlice.Result> result = slice.map(this::results).map(there -> there.get(arn));
        return Sighting.of(
                result,
                ruleId,
                () -> result.map(there -> there.statuses().get(ruleId))
                        .flatMap(status -> finding(new Block(slice.orElseThrow(), ruleId, status), arn)),
                () -> inventory.find(assessmentId, arn).map(Resource::facts));
    }

    /** What it says of a resource; empty when its inventory has none. */
    Optional<FindingSlice.Result> result(String arn) {
        return slice(arn).map(this::results).map(there -> there.get(arn));
    }

    private Optional<Integer> slice(String arn) {
        for (var known : results.entrySet()) {
            if (known.getValue().containsKey(arn)) {
                return Optional.of(known.getKey());
            }
        }
        return slices.sliceOf(assessmentId, arn);
    }

    private Map<String, FindingSlice.Result> results(int slice) {
        return results.computeIfAbsent(
                slice,
                number -> slices.results(assessmentId, number).stream()
                        .collect(Collectors.toMap(FindingSlice.Result::arn, Function.identity())));
    }

    private Optional<Finding> finding(Block block, String arn) {
        return Optional.ofNullable(findings.computeIfAbsent(
                        block,
                        _ -> slices.findings(assessmentId, block.slice(), block.ruleId(), block.status()).stream()
                                .collect(Collectors.toMap(Finding::resourceArn, Function.identity())))
                .get(arn));
    }
}
