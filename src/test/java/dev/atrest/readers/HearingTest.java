package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atrest.embeddedaws.Fault;
import dev.atrest.model.Account;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;

/** A service that never answers takes neither turns nor time from those that do. */
class HearingTest {

    private final AtomicLong now = new AtomicLong();
    private final Hearing hearing = new Hearing(now::get, Duration.ofSeconds(180));

    @Test
    void callsFailAtOnceWhereNothingWasAnsweredForAsLongAsACallWouldWait() throws InterruptedException {
        for (int attempt = 0; attempt < 6; attempt++) {
            unanswered();
        }
        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(hearing::begin)
                .withMessageContaining("180 s");
        pass(180);
        assertThat(hearing.begin().alone()).isTrue();
        // While that one tries it, and after it found it silent still.
        assertThatExceptionOfType(SdkClientException.class).isThrownBy(hearing::begin);
    }

    @Test
    void oneAnswerEndsTheSilence() throws InterruptedException {
        for (int attempt = 0; attempt < 6; attempt++) {
            unanswered();
        }
        pass(180);
        hearing.end(hearing.begin(), true);
        assertThat(hearing.begin().alone()).isFalse();
        assertThat(hearing.begin().alone()).isFalse();
    }

    @Test
    void twoThatWereLostOnTheWayAreNoSilence() throws InterruptedException {
        unanswered();
        unanswered();
        assertThat(hearing.begin().alone()).isFalse();
        unanswered();
        assertThat(hearing.begin().alone()).isTrue();
    }

    @Test
    void aRegionThatHangsIsAGapAndTheRestIsRead() {
        try (var estate = EmbeddedReading.of("""
                regions: { enabled: [ eu-central-1, us-east-1 ] }
                accounts:
                  - { id: "111111111111", name: Management }
                  - id: "222222222222"
                    regions:
                      eu-central-1: { keys: [ { id: "00000000-0000-4000-8000-0000{n}", count: 40 } ] }
                      us-east-1: { keys: [ { id: "00000000-0000-4000-8000-0001{n}", count: 4 } ] }
                """)) {
            // Its keys are listed, and then it says nothing more.
            List.of(
                            "DescribeKey",
                            "GetKeyPolicy",
                            "GetKeyRotationStatus",
                            "ListGrants",
                            "ListResourceTags",
                            "ListAliases")
                    .forEach(operation -> estate.aws()
                            .faults()
                            .add(Fault.hang("kms:" + operation).region("eu-central-1")));
            var patience = new Patience(
                    Duration.ofMillis(200),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(20),
                    3,
                    Optional.of(Duration.ofMillis(1)));
            var credentials = AwsBasicCredentials.create(
                    estate.aws().accessKeyId(), estate.aws().secretKey());
            try (var session = AwsSession.connect(
                            estate.access(),
                            EmbeddedReading.only(ResourceType.KMS_KEY),
                            Optional.of(StaticCredentialsProvider.create(credentials)),
                            patience);
                    var reader = session.open(new Account(EmbeddedReading.SHOP, "Shop", "ACTIVE", ""))) {
                List<Resource> keys = Reading.everything(reader);
                assertThat(keys).hasSize(44);
                assertThat(keys)
                        .filteredOn(key -> key.region().equals("us-east-1"))
                        .allSatisfy(key -> assertThat(key.facts().unread()).isEmpty());
                assertThat(keys)
                        .filteredOn(key -> key.region().equals("eu-central-1"))
                        .allSatisfy(key -> assertThat(
                                        key.facts().unread().get("metadata").error())
                                .isEqualTo("Timeout"));
            }
            // 200 calls of three attempts each would be 600.
            assertThat(estate.aws().calls().of(EmbeddedReading.SHOP, "eu-central-1", "kms:*"))
                    .isLessThan(80);
        }
    }

    private void unanswered() throws InterruptedException {
        var attempt = hearing.begin();
        pass(30);
        hearing.end(attempt, false);
    }

    private void pass(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
