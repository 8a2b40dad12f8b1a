package dev.atrest.jobs.scan;

import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.ListingState;
import dev.atrest.jobs.store.UnreadTally;
import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import dev.atrest.readers.AccountReader;
import dev.atrest.readers.Listing;
import dev.atrest.readers.ReadException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Pages through all listings of one account at the same time and hands the pages on as they come. After an interruption
 * it goes on where the coverage rows say that each listing had come to.
 */
final class PageLister implements ItemStreamReader<Listed> {

    /** What a lister thread puts into the queue. */
    private sealed interface Event {
        record Page(Listed listed) implements Event {}

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

    private final AccountReader reader;
    private final String accountId;
    private final Set<ResourceType> types;
    private final InventoryStore inventory;
    private final String assessmentId;
    private final Semaphore pagesInHand;

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final ExecutorService listers = Executors.newVirtualThreadPerTaskExecutor();
    private int openListings;
    private int handedOut;

    /**
     * @param pagesInHand pages that may be in memory at the same time; more than a chunk of the step
     */
    PageLister(
            AccountReader reader,
            String accountId,
            Set<ResourceType> types,
            InventoryStore inventory,
            String assessmentId,
            int pagesInHand) {
        this.reader = reader;
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
        void run() throws InterruptedException;
    }

    private void follow(Listing listing, Optional<ListingState> earlier) throws InterruptedException {
        Optional<String> token = earlier.flatMap(ListingState::nextToken);
        boolean resumed = token.isPresent();
        boolean again = earlier.isPresent() && !resumed;
        boolean startedAgain = again;
        do {
            pagesInHand.acquire();
            try {
                var page = reader.page(listing, token);
                events.add(new Event.Page(new Listed.Found(page, again)));
                token = page.nextToken();
                again = false;
            } catch (ReadException e) {
                boolean stale = token.isPresent() && (resumed || refusesToken(e));
                if (!stale || startedAgain) {
                    events.add(new Event.Page(new Listed.Refused(listing, e)));
                    return;
                }
                // A page token does not live for ever: the listing starts again, once, from its first page.
                pagesInHand.release();
                token = Optional.empty();
                again = true;
                startedAgain = true;
            }
            resumed = false;
        } while (token.isPresent() || again);
    }

    private static boolean refusesToken(ReadException error) {
        return REFUSED_TOKEN.matcher(error.gap().error()).matches();
    }

    private void refuse(Collection<ResourceType> refused, ReadException error) throws InterruptedException {
        for (ResourceType type : refused) {
            pagesInHand.acquire();
            events.add(new Event.Page(new Listed.Refused(new Listing(accountId, Coverage.ALL_REGIONS, type), error)));
        }
    }

    @Override
    public @Nullable Listed read() throws InterruptedException {
        while (openListings > 0) {
            switch (events.take()) {
                case Event.Page(Listed listed) -> {
                    handedOut++;
                    return listed;
                }
                case Event.End() -> openListings--;
                case Event.Broken(Throwable error) ->
                    throw new IllegalStateException("Listing account " + accountId + " failed", error);
            }
        }
        return null;
    }

    /** Called when a chunk is written: its pages have left the memory. */
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
