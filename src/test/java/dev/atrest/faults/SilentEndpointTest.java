package dev.atrest.faults;

import static dev.atrest.faults.WireAssessing.FRANKFURT;
import static dev.atrest.faults.WireAssessing.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.Fault;
import dev.atrest.readers.Patience;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Calls that are never answered. */
@ResourceLock(Application.SPRING_BATCH)
class SilentEndpointTest {

    private static final String KEY = "2c222222-2222-4222-8222-222222222222";

    /** A silence that a test can wait for, long enough for a busy machine to answer in. */
    private static final Patience SHORT = new Patience(
            Duration.ofSeconds(3), Duration.ofSeconds(30), Duration.ofMinutes(1), 2, Optional.of(Duration.ofMillis(1)));

    @Test
    void aCallThatNobodyAnswersIsTriedAgainAndThenNamedWhileTheRestGoesOn(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (var aws = EmbeddedAws.start(WireAssessing.estate());
                var assessing = new WireAssessing(aws, SHORT, folder)) {
            WireOutcome undisturbed = assessing.assess();
            aws.calls().reset();
            aws.faults()
                    .add(Fault.hang("kms:GetKeyPolicy").resource(KEY))
                    .add(Fault.hang("ec2:DescribeVolumes").account(SHOP).region("us-east-1"))
                    .add(Fault.hang("s3:GetBucketPolicy").resource("shop-trail").times(1));

            WireOutcome silent = assessing.assess();

            assertThat(silent.gapsInWords())
                    .containsExactlyInAnyOrder(
                            SHOP + " eu-central-1 KMS_KEY PARTIAL kms:GetKeyPolicy Timeout",
                            SHOP + " us-east-1 EBS_VOLUME FAILED ec2:DescribeVolumes Timeout");
            assertThat(silent.silentDifferences(undisturbed)).isEmpty();
            assertThat(aws.calls().of(SHOP, "us-east-1", "ec2:DescribeVolumes")).isEqualTo(2);
            // Once a key, and once again.
            assertThat(aws.calls().of(SHOP, FRANKFURT, "kms:GetKeyPolicy")).isGreaterThanOrEqualTo(6 + 1);
            assertThat(silent.calls().retries()).isGreaterThanOrEqualTo(3);
        }
    }
}
