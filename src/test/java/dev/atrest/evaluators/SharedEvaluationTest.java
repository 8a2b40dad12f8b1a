package dev.atrest.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.bench.GeneratedInventory;
import dev.atrest.model.Finding;
import dev.atrest.model.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** One evaluation, asked by several threads at the same time. */
class SharedEvaluationTest {

    private static final int THREADS = 4;

    private final RuleCatalog catalog = ShippedRules.CATALOG;
    private final GeneratedInventory inventory = new GeneratedInventory(7, 400);

    private Evaluation evaluation() {
        return new Evaluation(catalog, inventory, inventory, Resources.TIME);
    }

    @Test
    void comesToTheSameFindingsAsOneThreadAlone() throws Exception {
        List<Finding> alone = judge(evaluation(), inventory.all());
        assertThat(alone).hasSizeGreaterThan(1000);

        var shared = evaluation();
        var start = new CyclicBarrier(THREADS);
        var tasks = new ArrayList<Callable<List<Finding>>>();
        for (int thread = 0; thread < THREADS; thread++) {
            tasks.add(() -> {
                start.await();
                return judge(shared, inventory.all());
            });
        }
        try (var executor = Executors.newFixedThreadPool(THREADS)) {
            for (var findings : executor.invokeAll(tasks)) {
                assertThat(findings.get()).isEqualTo(alone);
            }
        }
    }

    private static List<Finding> judge(Evaluation evaluation, List<Resource> resources) {
        return resources.stream()
                .flatMap(resource -> evaluation.evaluate(resource).stream())
                .toList();
    }
}
