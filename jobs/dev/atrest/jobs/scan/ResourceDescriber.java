package dev.atrest.jobs.scan;

import dev.atrest.model.Resource;
import dev.atrest.readers.AccountReader;
import dev.atrest.readers.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads the facts of all resources of a page, at the same time where that takes calls. */
final class ResourceDescriber {

    private final AccountReader reader;

    ResourceDescriber(AccountReader reader) {
        this.reader = reader;
    }

    /**
     * @param again the listing started again from its first page with this one
     * @throws ExecutionException when we fail, and not AWS
     */
    Scanned describe(Page page, boolean again) throws InterruptedException, ExecutionException {
        return new Scanned(page.listing(), again, describe(page), page.nextToken(), Optional.empty());
    }

    private List<Resource> describe(Page page) throws InterruptedException, ExecutionException {
        return reader.asksForEach(page.listing()) ? describeAtOnce(page) : describeInTurn(page);
    }

    private List<Resource> describeInTurn(Page page) {
        return page.items().stream()
                .flatMap(item -> reader.describe(page.listing(), item).stream())
                .toList();
    }

    private List<Resource> describeAtOnce(Page page) throws InterruptedException, ExecutionException {
        var tasks = page.items().stream()
                .<Callable<Optional<Resource>>>map(item -> () -> reader.describe(page.listing(), item))
                .toList();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var resources = new ArrayList<Resource>(tasks.size());
            for (Future<Optional<Resource>> task : executor.invokeAll(tasks)) {
                task.get().ifPresent(resources::add);
            }
            return resources;
        }
    }
}
