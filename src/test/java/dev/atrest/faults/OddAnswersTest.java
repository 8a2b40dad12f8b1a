package dev.atrest.faults;

import static dev.atrest.faults.WireAssessing.FRANKFURT;
import static dev.atrest.faults.WireAssessing.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.Fault;
import dev.atrest.model.Calls;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the wire does to some calls: the findings are those of an undisturbed assessment, or a gap is named. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Application.SPRING_BATCH)
class OddAnswersTest {

    private static final String ANY_LISTING = "*";

    private EmbeddedAws aws;
    private WireAssessing assessing;
    private WireOutcome undisturbed;

    @BeforeAll
    void assessUndisturbed(@TempDir Path folder) throws IOException, InterruptedException {
        aws = EmbeddedAws.start(WireAssessing.estate());
        assessing = new WireAssessing(aws, WireAssessing.HASTY, folder);
        undisturbed = assessing.assess();
        assertThat(undisturbed.gapsInWords()).isEmpty();
        assertThat(undisturbed.findings()).hasSizeGreaterThan(100);
    }

    @AfterAll
    void close() {
        assessing.close();
        aws.close();
    }

    @BeforeEach
    void noFaults() {
        aws.faults().clear();
        aws.calls().reset();
    }

    @Test
    void oneCallInFiveIsThrottledAndTheLedgerCountsEachTime() throws InterruptedException {
        aws.faults().add(Fault.throttle("*").account(SHOP).every(5));

        WireOutcome throttled = assessing.assess();

        report("throttle 20 %", throttled);
        assertThat(throttled.said()).isEqualTo(undisturbed.said());
        assertThat(throttled.gapsInWords()).isEmpty();
        Calls calls = throttled.calls();
        assertThat(calls.throttled())
                .isEqualTo(aws.calls().of(SHOP, "*", "*") / 5)
                .isPositive();
        assertThat(calls.retries()).isEqualTo(calls.throttled());
        assertThat(calls.made()).isEqualTo(undisturbed.calls().made());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void severalFaultsAtOnceChangeNothingUnlessAGapIsNamed(long seed) throws InterruptedException {
        aws.faults()
                .seed(seed)
                .add(Fault.throttle("*").account(SHOP).probability(0.20))
                .add(Fault.fail("*").account(SHOP).probability(0.05))
                .add(Fault.reset("*").account(SHOP).probability(0.01));

        WireOutcome disturbed = assessing.assess();

        report("throttle, 500 and reset, seed " + seed, disturbed);
        assertThat(disturbed.silentDifferences(undisturbed)).isEmpty();
        assertThat(disturbed.gaps()).allSatisfy(gap -> assertThat(gap.error()).isPresent());
        if (disturbed.gaps().isEmpty()) {
            assertThat(disturbed.said()).isEqualTo(undisturbed.said());
        }
        assertThat(disturbed.calls().retries())
                .isGreaterThan(disturbed.calls().throttled())
                .isGreaterThan(10);
    }

    @Test
    void shortPagesWithEmptyLastTokensAreReadToTheEnd() throws InterruptedException {
        aws.faults().add(Fault.pageSize("*", 1)).add(Fault.blankToken("*"));

        WireOutcome paged = assessing.assess();

        report("pages of one, empty last token", paged);
        assertThat(paged.said()).isEqualTo(undisturbed.said());
        assertThat(paged.gapsInWords()).isEmpty();
        assertThat(aws.calls().of(SHOP, FRANKFURT, "ec2:DescribeVolumes")).isEqualTo(9);
    }

    private void report(String fault, WireOutcome outcome) {
        System.out.println("WIRE " + fault + ": endpoint " + aws.calls().total() + ", " + outcome.calls() + " "
                + outcome.gapsInWords());
    }
}
