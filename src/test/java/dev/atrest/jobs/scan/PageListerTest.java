package dev.atrest.jobs.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.jobs.store.EmptyInventory;
import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import dev.atrest.readers.AccountReader;
import dev.atrest.readers.Listing;
import dev.atrest.readers.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.batch.infrastructure.item.ExecutionContext;

@Timeout(60)
class PageListerTest {

    private static final String ACCOUNT = "111111111111";
    private static final Listing VOLUMES = new Listing(ACCOUNT, "eu-central-1", ResourceType.EBS_VOLUME);
    private static final Listing KEYS = new Listing(ACCOUNT, "eu-central-1", ResourceType.KMS_KEY);

    private record Key() implements Page.Item {}

    /** An account with three pages of volumes, and one of keys that tell nothing until they are let. */
    private static final class Reader implements AccountReader {

        private final CountDownLatch keysTell = new CountDownLatch(1);
        private final AtomicInteger pagesOfVolumes = new AtomicInteger();

        @Override
        public List<String> regions() {
            return List.of("eu-central-1");
        }

        @Override
        public List<String> regionsNotEnabled() {
            return List.of();
        }

        @Override
        public List<Listing> listings(List<String> regions) {
            return List.of(KEYS, VOLUMES);
        }

        @Override
        public Page page(Listing listing, Optional<String> token) {
            if (listing.equals(KEYS)) {
                return new Page(listing, List.of(new Key()), Optional.empty());
            }
            pagesOfVolumes.incrementAndGet();
            int page = token.map(Integer::parseInt).orElse(1);
            return new Page(
                    listing, List.of(), Optional.of(String.valueOf(page + 1)).filter(_ -> page < 3));
        }

        @Override
        public boolean asksForEach(Listing listing) {
            return true;
        }

        @Override
        public Optional<Resource> describe(Listing listing, Page.Item item) {
            try {
                keysTell.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        }

        @Override
        public Map<Listing, Calls> takeCalls() {
            return Map.of();
        }

        @Override
        public void giveBack(Listing listing, Calls early) {}

        @Override
        public Optional<Coverage.Gap> example(Listing listing, Unread reason) {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    @Test
    void aPageThatIsReadDoesNotWaitForASlowerOne() throws InterruptedException {
        try (var inventory = new EmptyInventory()) {
            var reader = new Reader();
            var lister = lister(reader, inventory);

            var volumes = new ArrayList<Scanned>();
            while (volumes.size() < 3) {
                volumes.addAll(written(lister));
            }
            assertThat(volumes).extracting(Scanned::listing).containsOnly(VOLUMES);
            assertThat(volumes)
                    .extracting(Scanned::nextToken)
                    .containsExactly(Optional.of("2"), Optional.of("3"), Optional.empty());

            reader.keysTell.countDown();
            assertThat(written(lister)).extracting(Scanned::listing).containsExactly(KEYS);
            assertThat(lister.read()).isNull();
            lister.close();
        }
    }

    @Test
    void thePageAfterIsAskedForWhenAPageIsWritten() throws InterruptedException {
        try (var inventory = new EmptyInventory()) {
            var reader = new Reader();
            var lister = lister(reader, inventory);

            for (int page = 1; page <= 3; page++) {
                assertThat(written(lister)).hasSize(1);
                assertThat(reader.pagesOfVolumes).hasValue(page);
            }
            lister.close();
        }
    }

    @Test
    void aListerThatIsClosedLeavesWhatItWaitedFor() {
        try (var inventory = new EmptyInventory()) {
            lister(new Reader(), inventory).close();
        }
    }

    private static PageLister lister(Reader reader, EmptyInventory inventory) {
        var lister = new PageLister(
                reader, ACCOUNT, Set.of(ResourceType.EBS_VOLUME, ResourceType.KMS_KEY), inventory.store(), "run", 2);
        lister.open(new ExecutionContext());
        return lister;
    }

    /** What the step writes next. */
    private static List<Scanned> written(PageLister lister) throws InterruptedException {
        return Stream.ofNullable(lister.read()).flatMap(List::stream).toList();
    }
}
