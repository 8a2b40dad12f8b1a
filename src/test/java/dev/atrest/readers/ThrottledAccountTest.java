package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.Fault;
import dev.atrest.model.Account;
import dev.atrest.model.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What AWS throttles in one account is no reason to wait with another. */
class ThrottledAccountTest {

    private static final String BANK = "333333333333";

    @Test
    void anAccountThatIsThrottledThroughoutTakesNothingFromAnother() throws InterruptedException {
        try (var estate = EmbeddedReading.of("""
                regions: { enabled: [ eu-central-1 ] }
                accounts:
                  - { id: "111111111111", name: Management }
                  - { id: "222222222222", name: Shop }
                  - id: "333333333333"
                    name: Bank
                    regions:
                      eu-central-1:
                        keys: [ { id: "00000000-0000-4000-8000-0000{n}", count: 5 } ]
                """)) {
            var waiting = new CountDownLatch(2);
            estate.aws().faults().add(Fault.throttle("*").account(EmbeddedReading.SHOP));
            var access = new AwsAccess(
                    estate.access().endpoint(),
                    estate.access().homeRegion(),
                    estate.access().profile(),
                    estate.access().roleName(),
                    estate.access().externalId(),
                    estate.access().sessionName(),
                    estate.access().accountsFile(),
                    1);
            try (var session = estate.session(access, EmbeddedReading.only(ResourceType.KMS_KEY));
                    var throttled = session.open(account(EmbeddedReading.SHOP));
                    var other = session.open(account(BANK));
                    var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                // No listing waits for the answer of another.
                var listing = new Listing(EmbeddedReading.SHOP, EmbeddedReading.FRANKFURT, ResourceType.KMS_KEY);
                List<Future<Page>> attempts = IntStream.range(0, 2)
                        .mapToObj(n -> threads.submit(() -> {
                            waiting.countDown();
                            return throttled.page(listing, Optional.empty());
                        }))
                        .toList();
                waiting.await();
                assertThat(Reading.everything(other)).hasSize(5);
                // DescribeRegions, ListKeys, ListAliases, tags, and four calls a key: none had to be repeated.
                assertThat(estate.aws().calls().of(BANK, "*", "*")).isEqualTo(4 + 5 * 4);
                assertThat(attempts).anyMatch(attempt -> !attempt.isDone());
                threads.shutdownNow();
            }
        }
    }

    private static Account account(String id) {
        return new Account(id, id, "ACTIVE", "");
    }
}
