package dev.atrest.writers.machine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Puts findings together that one call of BatchImportFindings takes: at most 100, all of one account and region. What waits
 * for its batch to be full is bounded; beyond that the fullest batch goes as it is. It waits as JSON, which is small however
 * much evidence a finding has.
 */
final class AsffBatches {

    /** What BatchImportFindings takes. */
    static final int MOST = 100;

    /** The account that imports a batch, and the region it does that in. */
    record Destination(String accountId, String region) {}

    private final int mostWaiting;
    private final Consumer<List<String>> full;
    private final Map<Destination, List<String>> waiting = new LinkedHashMap<>();
    private int count;

    /** @param mostWaiting how many findings may wait at most */
    AsffBatches(int mostWaiting, Consumer<List<String>> full) {
        this.mostWaiting = mostWaiting;
        this.full = full;
    }

    void add(Destination destination, String finding) {
        List<String> batch = waiting.computeIfAbsent(destination, _ -> new ArrayList<>());
        batch.add(finding);
        count++;
        if (batch.size() == MOST) {
            send(destination);
        } else if (count > mostWaiting) {
            send(waiting.entrySet().stream()
                    .max(Comparator.comparingInt(entry -> entry.getValue().size()))
                    .orElseThrow()
                    .getKey());
        }
    }

    /** Sends what is left. */
    void end() {
        List.copyOf(waiting.keySet()).forEach(this::send);
    }

    private void send(Destination destination) {
        List<String> batch = waiting.remove(destination);
        count -= batch.size();
        full.accept(batch);
    }
}
