package dev.atrest.jobs.scan;

import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.ListingState;
import dev.atrest.jobs.store.UnreadTally;
import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import dev.atrest.readers.AccountReader;
import dev.atrest.readers.Listing;
import dev.atrest.readers.Page;
import dev.atrest.readers.ReadException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Pages through all listings of one account at the same time, has each page described, and hands on together what is ready
 * by then: no page waits for a slower one to be written. After an interruption it goes on where the coverage rows say that
 * each listing had come to.
 */
final class PageLister implements ItemStreamReader<List<Scanned>> {

    /** What a lister thread puts into the queue. */
    private sealed interface Event {
        record Ready(Scanned scanned) implements Event {}

        record End() implements Event {}

        record Broken(Throwable error) implements Event {}
    }

    /**
     * InvalidNextToken, InvalidMarkerException, InvalidPaginationTokenException, ExpiredNextTokenException, ... EC2 and S3 speak
     * of a parameter or argument; the token is the only one that the page before did not have. Not meant are the tokens of
     * credentials.
     */
    private static final Pattern REFUSED_TOKEN =
            Pattern.compile("Invalid(?!ClientTokenId|Token$|IdentityToken).*(Token|Marker).*|ExpiredNextToken.*"
                    + "|InvalidParameterValue|InvalidArgument|ValidationException|ValidationError");

    /** What comes so soon after a page is written with it: a transaction costs more than most pages. */
    private static final Duration SOON = Duration.ofMillis(50);

    private final AccountReader reader;
    private final ResourceDescriber describer;
    private final String accountId;
    private final Set<ResourceType> types;
    private final InventoryStore inventory;
    private final String assessmentId;
    private final Semaphore pagesInHand;

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final ExecutorService listers = Executors.newVirtualThreadPerTaskExecutor();
    private int openListings;
    private int handedOut;

    /** @param pagesInHand pages that may be in memory at the same time */
    PageLister(
            AccountReader reader,
            String accountId,
            Set<ResourceType> types,
            InventoryStore inventory,
            String assessmentId,
            int pagesInHand) {
        this.reader = reader;
        this.describer = new ResourceDescriber(reader);
        this.accountId = accountId;
        this.types = types;
        this.inventory = inventory;
        this.assessmentId = assessmentId;
        this.pagesInHand = new Semaphore(pagesInHand);
    }

    @Override
    public void open(ExecutionContext context) {
        inventory.forgetClosed(assessmentId, accountId);
        try {
            Map<Listing, ListingState> earlier = inventory.listings(assessmentId, accountId).stream()
                    .collect(Collectors.toMap(PageLister::listing, Function.identity()));
            List<String> regions = regions();
            notEnabled().forEach(this::exclude);
            for (Listing listing : reader.listings(regions)) {
                ListingState state = earlier.get(listing);
                if (state == null || state.coverage().status() == Coverage.Status.PENDING) {
                    start(() -> follow(listing, Optional.ofNullable(state)));
                }
            }
        } catch (ReadException e) {
            start(() -> refuse(types, e));
        }
    }

    /** Without its regions an account still has what belongs to no region. */
    private List<String> regions() {
        try {
            return reader.regions();
        } catch (ReadException e) {
            // An account that cannot be entered refuses its listings too, and this with them.
            reader.listings(List.of());
            start(() -> refuse(
                    types.stream()
                            .filter(type -> type.scope() == ResourceType.Scope.REGION)
                            .toList(),
                    e));
            return List.of();
        }
    }

    /** Those that nobody tells cannot be named. */
    private List<String> notEnabled() {
        try {
            return reader.regionsNotEnabled();
        } catch (ReadException e) {
            return List.of();
        }
    }

    private void exclude(String region) {
        types.stream()
                .filter(type -> type.scope() == ResourceType.Scope.REGION)
                .map(type -> Coverage.excluded(
                        accountId, region, type, Coverage.Reason.REGION_NOT_ENABLED, Optional.empty()))
                .forEach(
                        row -> inventory.save(assessmentId, new ListingState(row, Optional.empty(), UnreadTally.NONE)));
    }

    private static Listing listing(ListingState state) {
        Coverage coverage = state.coverage();
        return new Listing(coverage.accountId(), coverage.region(), coverage.type());
    }

    private void start(Task task) {
        openListings++;
        listers.execute(() -> {
            try {
                task.run();
                events.add(new Event.End());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Throwable e) {
                // A defect must end the step, not leave it waiting for a listing that will never end.
                events.add(new Event.Broken(e));
            }
        });
    }

    private interface Task {
        void run() throws InterruptedException, ExecutionException;
    }

    private void follow(Listing listing, Optional<ListingState> earlier)
            throws InterruptedException, ExecutionException {
        Optional<String> token = earlier.flatMap(ListingState::nextToken);
        boolean resumed = token.isPresent();
        boolean again = earlier.isPresent() && !resumed;
        boolean startedAgain = again;
        Future<Page> next = list(listing, token);
        while (true) {
            try {
                Page page = await(next);
                token = page.nextToken();
                if (token.isPresent()) {
                    // While this page is described.
                    next = list(listing, token);
                }
                events.add(new Event.Ready(describer.describe(page, again)));
                if (token.isEmpty()) {
                    return;
                }
                resumed = false;
                again = false;
            } catch (ReadException e) {
                boolean stale = token.isPresent() && (resumed || refusesToken(e));
                if (!stale || startedAgain) {
                    events.add(new Event.Ready(Scanned.refused(listing, e)));
                    return;
                }
                // A page token does not live for ever: the listing starts again, once, from its first page.
                pagesInHand.release();
                token = Optional.empty();
                resumed = false;
                again = true;
                startedAgain = true;
                next = list(listing, token);
            }
        }
    }

    private Future<Page> list(Listing listing, Optional<String> token) {
        return listers.submit(() -> {
            pagesInHand.acquire();
            return reader.page(listing, token);
        });
    }

    private static Page await(Future<Page> page) throws InterruptedException, ExecutionException {
        try {
            return page.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ReadException refused) {
                throw refused;
            }
            throw e;
        }
    }

    private static boolean refusesToken(ReadException error) {
        return REFUSED_TOKEN.matcher(error.gap().error()).matches();
    }

    private void refuse(Collection<ResourceType> refused, ReadException error) throws InterruptedException {
        for (ResourceType type : refused) {
            pagesInHand.acquire();
            events.add(new Event.Ready(Scanned.refused(new Listing(accountId, Coverage.ALL_REGIONS, type), error)));
        }
    }

    @Override
    public @Nullable List<Scanned> read() throws InterruptedException {
        var ready = new ArrayList<Scanned>();
        while (openListings > 0 && ready.isEmpty()) {
            note(events.take(), ready);
        }
        long written = System.nanoTime() + SOON.toNanos();
        while (openListings > 0) {
            @Nullable Event next = events.poll(written - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            note(next, ready);
        }
        handedOut += ready.size();
        return ready.isEmpty() ? null : ready;
    }

    private void note(Event event, List<Scanned> ready) {
        switch (event) {
            case Event.Ready(Scanned scanned) -> ready.add(scanned);
            case Event.End() -> openListings--;
            case Event.Broken(Throwable error) ->
                throw new IllegalStateException("Listing account " + accountId + " failed", error);
        }
    }

    /** Called when pages are written: they have left the memory. */
    @Override
    public void update(ExecutionContext context) {
        pagesInHand.release(handedOut);
        handedOut = 0;
    }

    @Override
    public void close() {
        listers.shutdownNow();
        listers.close();
    }
}
