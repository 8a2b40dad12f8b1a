package dev.atrest.writers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.ResourceType;
import org.junit.jupiter.api.Test;

class ConsoleLinkTest {

    @Test
    void aResourceHasAPageInItsRegionsConsole() {
        assertThat(ConsoleLink.to(
                        ResourceType.EBS_VOLUME,
                        "arn:aws:ec2:eu-central-1:111122223333:volume/vol-0a1b",
                        "eu-central-1"))
                .contains("https://eu-central-1.console.aws.amazon.com/ec2/home?region=eu-central-1"
                        + "#VolumeDetails:volumeId=vol-0a1b");
        assertThat(ConsoleLink.to(ResourceType.S3_BUCKET, "arn:aws:s3:::daten.konzern", "eu-central-1"))
                .contains("https://eu-central-1.console.aws.amazon.com/s3/buckets/daten.konzern?region=eu-central-1"
                        + "&tab=properties");
    }

    @Test
    void nothingUnusualGetsIntoALink() {
        assertThat(ConsoleLink.to(ResourceType.S3_BUCKET, "arn:aws:s3:::a\"&<x>", "eu-central-1"))
                .isEmpty();
        assertThat(ConsoleLink.to(ResourceType.KMS_KEY, "arn:aws:kms:x:1:key/1", "evil.example/?"))
                .isEmpty();
        assertThat(ConsoleLink.to(ResourceType.S3_BUCKET, "arn:aws-secret:s3:::bucket", "secret-1"))
                .isEmpty();
    }

    @Test
    void otherPartitionsHaveConsolesOfTheirOwn() {
        assertThat(ConsoleLink.to(ResourceType.S3_BUCKET, "arn:aws-cn:s3:::bucket", "cn-north-1"))
                .contains("https://cn-north-1.console.amazonaws.cn/s3/buckets/bucket?region=cn-north-1&tab=properties");
        assertThat(ConsoleLink.to(
                        ResourceType.KMS_KEY, "arn:aws-us-gov:kms:us-gov-west-1:111122223333:key/1a", "us-gov-west-1"))
                .contains(
                        "https://us-gov-west-1.console.amazonaws-us-gov.com/kms/home?region=us-gov-west-1#/kms/keys/1a");
        assertThat(ConsoleLink.to(ResourceType.ACCOUNT_SETTINGS, "arn:aws-us-gov:s3::111122223333:account", ""))
                .contains("https://console.amazonaws-us-gov.com/s3/settings");
    }
}
