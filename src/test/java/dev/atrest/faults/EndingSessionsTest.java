package dev.atrest.faults;

import static dev.atrest.faults.WireAssessing.FRANKFURT;
import static dev.atrest.faults.WireAssessing.SHOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.embeddedaws.Calls;
import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.Fault;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.jobs.AssessmentFailed;
import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Sessions that end before the scan does, roles that are taken away, and clocks that disagree. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Application.SPRING_BATCH)
class EndingSessionsTest {

    /** As many as an assessment may have at once. */
    private static final int UNDER_WAY = 32;

    private static final Duration LONGER_THAN_A_SESSION = Duration.ofHours(2);

    /** The endpoint's clock: sessions end by it. */
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    private final AtomicReference<Consumer<Calls.Target>> onEach = new AtomicReference<>(_ -> {});
    private EmbeddedAws aws;
    private OtherClock clock;
    private WireAssessing assessing;
    private WireOutcome undisturbed;
    private long callsOfShop;
    private long calls;

    @BeforeAll
    void assessUndisturbed(@TempDir Path folder) throws IOException, InterruptedException {
        InstantSource time = () -> Instant.now().plus(ahead.get());
        aws = EmbeddedAws.start(WireAssessing.estate(), time.withZone(ZoneOffset.UTC));
        aws.calls().onEach(call -> onEach.get().accept(call));
        clock = new OtherClock(aws.endpoint());
        assessing = new WireAssessing(aws, clock.uri(), WireAssessing.HASTY, folder);
        undisturbed = assessing.assess();

        assertThat(undisturbed.gapsInWords()).isEmpty();
        callsOfShop = aws.calls().of(SHOP, "*", "*");
        calls = aws.calls().total();
    }

    @AfterAll
    void close() throws IOException {
        assessing.close();
        clock.close();
        aws.close();
    }

    @BeforeEach
    void noFaults() {
        aws.faults().clear();
        aws.calls().reset();
        aws.become(WireAssessing.estate());
        onEach.set(_ -> {});
        clock.putForward(Duration.ZERO);
    }

    @Test
    void sessionsThatAwsEndsBetweenTwoPagesAreRenewedAndNothingIsLost() throws InterruptedException {
        aws.faults().add(Fault.pageSize("*", 2));
        onCall("ec2:DescribeVolumes", 3, this::endSessions);

        WireOutcome renewed = assessing.assess();

        assertThat(renewed.said()).isEqualTo(undisturbed.said());
        assertThat(renewed.gapsInWords()).isEmpty();
        // Both accounts at first, and at most once more each, whoever of the calls under way finds out first.
        assertThat(aws.calls().of("sts:AssumeRole")).isBetween(3L, 4L);
    }

    @Test
    void aCallThatIsToldOfExpiryOutOfTheBlueIsMadeAgain() throws InterruptedException {
        aws.faults()
                .add(Fault.expire("kms:DescribeKey").account(SHOP).times(1))
                .add(Fault.expire("s3:ListBuckets").account(SHOP).times(1))
                .add(Fault.expire("ec2:DescribeVolumes").account(SHOP).times(1));

        WireOutcome renewed = assessing.assess();

        assertThat(renewed.said()).isEqualTo(undisturbed.said());
        assertThat(renewed.gapsInWords()).isEmpty();
    }

    @Test
    void aRoleThatIsTakenAwayHalfWayIsANamedGapAndWhatWasReadStays() throws InterruptedException {
        aws.faults().add(Fault.pageSize("ec2:DescribeVolumes", 2));
        onCall("ec2:DescribeVolumes", 3, () -> {
            aws.become(withoutRole());
            endSessions();
        });

        WireOutcome locked = assessing.assess();

        assertThat(locked.silentDifferences(undisturbed)).isEmpty();
        Coverage volumes = locked.row(SHOP, FRANKFURT, ResourceType.EBS_VOLUME);
        assertThat(volumes.status()).isEqualTo(Coverage.Status.DENIED);
        assertThat(volumes.resources()).isEqualTo(6);
        assertThat(volumes.error().orElseThrow().requestId()).isNotEmpty();
        assertThat(locked.gaps()).allSatisfy(gap -> {
            assertThat(gap.accountId()).isEqualTo(SHOP);
            assertThat(gap.error().orElseThrow().call()).isEqualTo("sts:AssumeRole");
            assertThat(gap.error().orElseThrow().error()).isEqualTo("AccessDenied");
        });
        // Both accounts, and the one refusal: it is not asked for again by every call that is left.
        assertThat(aws.calls().of("sts:AssumeRole")).isBetween(3L, 4L);
        assertThat(aws.calls().of(SHOP, "*", "*"))
                .as("calls, of which those under way when the sessions ended were refused")
                .isLessThanOrEqualTo(callsOfShop + UNDER_WAY);
    }

    @Test
    void aClockThatIsTenMinutesOffIsCorrected() throws InterruptedException {
        clock.putForward(Duration.ofMinutes(10));
        aws.faults().add(Fault.skew(Duration.ofMinutes(10)));

        WireOutcome corrected = assessing.assess();

        assertThat(corrected.said()).isEqualTo(undisturbed.said());
        assertThat(corrected.gapsInWords()).isEmpty();
        // What was refused was signed anew by the clock of the answer.
        assertThat(aws.calls().total()).isGreaterThan(calls);
    }

    @Test
    void aClockThatNobodyCorrectsIsTold() {
        // The answers tell the time of this machine. An hour, for the SDK remembers what it has corrected before.
        aws.faults().add(Fault.skew(Duration.ofHours(1)));

        assertThatThrownBy(assessing::assess)
                .isInstanceOf(AssessmentFailed.class)
                .hasStackTraceContaining("AWS does not tell whose credentials these are: sts:GetCallerIdentity:"
                        + " SignatureDoesNotMatch (Signature expired: ");
    }

    private void endSessions() {
        ahead.updateAndGet(LONGER_THAN_A_SESSION::plus);
    }

    /** Does something when the shop's n-th call of an action in Frankfurt has come, before it is answered. */
    private void onCall(String action, int n, Runnable what) {
        var seen = new AtomicInteger();
        onEach.set(call -> {
            if (call.equals(new Calls.Target(SHOP, FRANKFURT, action)) && seen.incrementAndGet() == n) {
                what.run();
            }
        });
    }

    /** The same estate, in which nobody may enter the shop. */
    private static Estate withoutRole() {
        try {
            return Estate.parse(Files.readString(Path.of("src/test/resources/estates/wire.yml"))
                    .replace("    name: Shop\n", "    name: Shop\n    assumable: false\n"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
