package dev.atrest.faults;

import static dev.atrest.faults.WireAssessing.FRANKFURT;
import static dev.atrest.faults.WireAssessing.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.Fault;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.model.Calls;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

        assertThat(paged.said()).isEqualTo(undisturbed.said());
        assertThat(paged.gapsInWords()).isEmpty();
        assertThat(aws.calls().of(SHOP, FRANKFURT, "ec2:DescribeVolumes")).isEqualTo(9);
    }

    @Test
    void aListingWhosePageTokenExpiresIsStartedAgainOnce() throws InterruptedException {
        for (String listing :
                List.of("ec2:DescribeVolumes", "ec2:DescribeSnapshots", "s3:ListBuckets", "kms:ListKeys")) {
            aws.faults()
                    .add(Fault.pageSize(listing, 2).account(SHOP).region(FRANKFURT))
                    .add(Fault.staleToken(listing)
                            .account(SHOP)
                            .region(FRANKFURT)
                            .times(1));
        }

        WireOutcome restarted = assessing.assess();

        assertThat(restarted.said()).isEqualTo(undisturbed.said());
        assertThat(restarted.gapsInWords()).isEmpty();
        // Five pages, and those two that were read or refused before the token was lost.
        assertThat(aws.calls().of(SHOP, FRANKFURT, "ec2:DescribeVolumes")).isEqualTo(5 + 2);
        assertThat(restarted.row(SHOP, FRANKFURT, ResourceType.EBS_VOLUME).resources())
                .isEqualTo(9);
    }

    @Test
    void listingsThatCannotBePagedAreNamedAndWhatWasReadStays() throws InterruptedException {
        aws.faults()
                .add(Fault.pageSize("*", 2).account(SHOP).region(FRANKFURT))
                .add(Fault.staleToken("ec2:DescribeVolumes").account(SHOP))
                .add(Fault.repeatedToken("ec2:DescribeSnapshots").account(SHOP))
                .add(Fault.repeatedToken("kms:ListAliases").account(SHOP));

        WireOutcome broken = assessing.assess();

        assertThat(broken.silentDifferences(undisturbed)).isEmpty();
        assertThat(broken.gapsInWords())
                .containsExactlyInAnyOrder(
                        SHOP + " eu-central-1 EBS_VOLUME FAILED ec2:DescribeVolumes InvalidParameterValue",
                        SHOP + " eu-central-1 EBS_SNAPSHOT FAILED ec2:DescribeSnapshots RepeatedPageToken",
                        SHOP + " eu-central-1 KMS_KEY PARTIAL kms:ListAliases RepeatedPageToken");
        // The first page, its token, and both once more.
        assertThat(aws.calls().of(SHOP, FRANKFURT, "ec2:DescribeVolumes")).isEqualTo(4);
        assertThat(broken.row(SHOP, FRANKFURT, ResourceType.EBS_VOLUME).resources())
                .isEqualTo(2);
        assertThat(aws.calls().of(SHOP, FRANKFURT, "ec2:DescribeSnapshots")).isEqualTo(2);
    }

    @Test
    void answersThatAreCutShortAreAskedForAgainAndThenNamed() throws InterruptedException {
        aws.faults()
                .add(Fault.cut("kms:*").account(SHOP).every(4))
                .add(Fault.cut("s3:GetBucketEncryption").resource("shop-orders-00000001"))
                .add(Fault.cut("ec2:DescribeVolumes").account(SHOP).region("us-east-1"));

        WireOutcome cut = assessing.assess();

        assertThat(cut.silentDifferences(undisturbed)).isEmpty();
        assertThat(cut.gapsInWords())
                .containsExactlyInAnyOrder(
                        SHOP + " global S3_BUCKET PARTIAL s3:GetBucketEncryption ConnectionFailed",
                        SHOP + " us-east-1 EBS_VOLUME FAILED ec2:DescribeVolumes ConnectionFailed");
        assertThat(aws.calls().of(SHOP, "us-east-1", "ec2:DescribeVolumes"))
                .isEqualTo(3 * WireAssessing.HASTY.attempts());
    }

    @Test
    void aPageOfFiveThousandIsReadAlthoughAThousandWereAskedFor() throws InterruptedException {
        aws.become(Estate.parse("""
                regions: { enabled: [eu-central-1] }
                accounts:
                  - { id: "111111111111", name: Management }
                  - id: "222222222222"
                    name: Shop
                    regions: { eu-central-1: { volumes: [ { id: "vol-{n}", count: 5000 } ] } }
                """));
        aws.faults().add(Fault.pageSize("ec2:DescribeVolumes", 5000));
        try {
            WireOutcome big = assessing.assess();

            assertThat(big.gapsInWords()).isEmpty();
            assertThat(big.row(SHOP, FRANKFURT, ResourceType.EBS_VOLUME).resources())
                    .isEqualTo(5000);
            assertThat(aws.calls().of(SHOP, FRANKFURT, "ec2:DescribeVolumes")).isEqualTo(1);
            assertThat(big.findings().stream()
                            .filter(finding -> finding.ruleId().equals("ebs-volume-classified"))
                            .map(Finding::status))
                    .hasSize(5000)
                    .containsOnly(FindingStatus.FAIL);
        } finally {
            aws.become(WireAssessing.estate());
        }
    }
}
