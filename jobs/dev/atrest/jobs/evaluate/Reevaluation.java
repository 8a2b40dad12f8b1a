package dev.atrest.jobs.evaluate;

import dev.atrest.evaluators.Evaluation;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.FindingSlice;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.Judged;
import dev.atrest.jobs.store.WaiverUseStore;
import dev.atrest.model.Finding;
import dev.atrest.model.Resource;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.stereotype.Component;

/**
 * Judges a stored inventory again, as of the assessment's start, without asking AWS: some slices at the same time, and given in
 * their order.
 */
@Component
public class Reevaluation {

    private static final int SLICE = 500;

    private final AssessmentStore assessments;
    private final InventoryStore inventory;
    private final FindingStore findings;
    private final WaiverUseStore waivers;

    Reevaluation(AssessmentStore assessments, InventoryStore inventory, FindingStore findings, WaiverUseStore waivers) {
        this.assessments = assessments;
        this.inventory = inventory;
        this.findings = findings;
        this.waivers = waivers;
    }

    /** The findings by resource ARN and rule id, made as they are asked for; the caller closes the stream. */
    public Stream<Finding> findings(String assessmentId, RuleCatalog catalog, Progress progress) {
        return slices(
                        assessmentId,
                        catalog,
                        (slice, evaluation) -> slice.stream()
                                .flatMap(resource -> evaluation.evaluate(resource).stream())
                                .toList(),
                        progress)
                .flatMap(List::stream);
    }

    /** Judges an inventory that has no findings yet, and stores what is found. */
    public void store(String assessmentId, RuleCatalog catalog, Progress progress) {
        waivers.note(assessmentId, catalog.waiversOn(EvaluateStep.startOf(assessmentId, assessments)));
        int[] number = {0};
        try (Stream<List<Judged>> slices = slices(
                assessmentId,
                catalog,
                (slice, evaluation) -> slice.stream()
                        .map(resource -> InventorySlice.judged(resource, evaluation))
                        .toList(),
                progress)) {
            slices.forEach(judged -> findings.insert(assessmentId, List.of(FindingSlice.of(number[0]++, judged))));
        }
    }

    private interface Work<T> {
        T done(List<Resource> slice, Evaluation evaluation);
    }

    private <T> Stream<T> slices(String assessmentId, RuleCatalog catalog, Work<T> work, Progress progress) {
        var lookAhead = new LookAhead(inventory, assessmentId);
        Evaluation evaluation = EvaluateStep.evaluation(assessmentId, catalog, assessments, inventory, lookAhead);
        progress.begin("Evaluating", inventory.count(assessmentId), "resources");
        var slices = new Slices<>(assessmentId, slice -> {
            T done = slice.with(lookAhead, parsed -> work.done(parsed, evaluation));
            progress.advance(slice.resources().size());
            return done;
        });
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(slices, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(slices::close);
    }

    /** So many slices are under way as there are processors, and no more than twice as many in memory. */
    private final class Slices<T> implements Iterator<T>, AutoCloseable {

        private final int ahead = 2 * Runtime.getRuntime().availableProcessors();
        private final ExecutorService executor =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        private final ArrayDeque<Future<T>> underWay = new ArrayDeque<>();
        private final SliceReader reader;
        private final Function<InventorySlice, T> work;
        private boolean ended;

        Slices(String assessmentId, Function<InventorySlice, T> work) {
            this.reader = new SliceReader(inventory, findings, assessmentId, SLICE);
            this.work = work;
        }

        @Override
        public boolean hasNext() {
            while (!ended && underWay.size() < ahead) {
                InventorySlice slice = reader.read();
                if (slice == null) {
                    ended = true;
                } else {
                    underWay.add(executor.submit(() -> work.apply(slice)));
                }
            }
            return !underWay.isEmpty();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            try {
                return underWay.remove().get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("The evaluation was interrupted", e);
            }
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }
}
