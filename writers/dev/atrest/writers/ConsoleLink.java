package dev.atrest.writers;

import dev.atrest.model.ResourceType;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the AWS console shows a resource. */
public final class ConsoleLink {

    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._/-]{1,255}");

    private ConsoleLink() {}

    /**
     * The address; empty for partitions other than the commercial one and for ARNs that are not of the usual form, since
     * nothing unusual may get into a link.
     *
     * @param region region of the resource; empty for the settings of an account
     */
    public static Optional<String> to(ResourceType type, String arn, String region) {
        String id = arn.substring(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
        boolean usual = arn.startsWith("arn:aws:") && ID.matcher(id).matches();
        if (!usual || !region.isEmpty() && !REGION.matcher(region).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (type) {
                    case S3_BUCKET -> "https://s3.console.aws.amazon.com/s3/buckets/" + id + "?tab=properties";
                    case EBS_VOLUME -> console("ec2", region) + "#VolumeDetails:volumeId=" + id;
                    case EBS_SNAPSHOT -> console("ec2", region) + "#SnapshotDetails:snapshotId=" + id;
                    case KMS_KEY -> console("kms", region) + "#/kms/keys/" + id;
                    case TRAIL -> console("cloudtrailv2", region) + "#/trails";
                    case ACCOUNT_SETTINGS -> "https://s3.console.aws.amazon.com/s3/settings";
                    case REGION_SETTINGS -> console("ec2", region) + "#Settings:";
                });
    }

    private static String console(String service, String region) {
        return "https://" + region + ".console.aws.amazon.com/" + service + "/home?region=" + region;
    }
}
