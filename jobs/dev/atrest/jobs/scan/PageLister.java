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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
        /** @param written to be counted down when it is */
        record Ready(List<Scanned> scanned, CountDownLatch written) implements Event {}

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
    /** What tells the listings of the pages of the transaction under way that these are written. */
    private final List<CountDownLatch> handedOut = new ArrayList<>();

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
        this.pagesInHand = new Semaphore(pagesInHand, true);
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

    /**
     * The next page is asked for once this one is written, so that a killed run repeats one page of a listing at most. Meanwhile
     * other listings are answered.
     */
    private void follow(Listing listing, Optional<ListingState> earlier)
            throws InterruptedException, ExecutionException {
        Optional<String> token = earlier.flatMap(ListingState::nextToken);
        boolean resumed = token.isPresent();
        boolean again = earlier.isPresent() && !resumed;
        boolean startedAgain = again;
        do {
            pagesInHand.acquire();
            try {
                Page page = reader.page(listing, token);
                handOver(List.of(describer.describe(page, again)));
                token = page.nextToken();
                resumed = false;
                again = false;
            } catch (ReadException e) {
                boolean stale = token.isPresent() && (resumed || refusesToken(e));
                if (!stale || startedAgain) {
                    handOver(List.of(Scanned.refused(listing, e)));
                    return;
                }
                // A page token does not live for ever: the listing starts again, once, from its first page.
                pagesInHand.release();
                token = Optional.empty();
                resumed = false;
                again = true;
                startedAgain = true;
            }
        } while (token.isPresent() || again);
    }

    /** Returns when it is written. */
    private void handOver(List<Scanned> scanned) throws InterruptedException {
        var written = new CountDownLatch(1);
        events.add(new Event.Ready(scanned, written));
        written.await();
    }

    private static boolean refusesToken(ReadException error) {
        return REFUSED_TOKEN.matcher(error.gap().error()).matches();
    }

    private void refuse(Collection<ResourceType> refused, ReadException error) throws InterruptedException {
        pagesInHand.acquire();
        handOver(refused.stream()
                .map(type -> Scanned.refused(new Listing(accountId, Coverage.ALL_REGIONS, type), error))
                .toList());
    }

    @Override
    public @Nullable List<Scanned> read() throws InterruptedException {
        forgetWritten();
        var ready = new ArrayList<Scanned>();
        while (openListings > 0 && ready.isEmpty()) {
            note(events.take(), ready);
        }
        long written = System.nanoTime() + SOON.toNanos();
        while (handedOut.size() < openListings) {
            @Nullable Event next = events.poll(written - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            note(next, ready);
        }
        return ready.isEmpty() ? null : ready;
    }

    /** The step reads on only when the transaction of what it read last has ended well. */
    private void forgetWritten() {
        pagesInHand.release(handedOut.size());
        handedOut.forEach(CountDownLatch::countDown);
        handedOut.clear();
    }

    private void note(Event event, List<Scanned> ready) {
        switch (event) {
            case Event.Ready(List<Scanned> scanned, CountDownLatch written) -> {
                ready.addAll(scanned);
                handedOut.add(written);
            }
            case Event.End() -> openListings--;
            case Event.Broken(Throwable error) ->
                throw new IllegalStateException("Listing account " + accountId + " failed", error);
        }
    }

    @Override
    public void close() {
        listers.shutdownNow();
        listers.close();
    }
}
