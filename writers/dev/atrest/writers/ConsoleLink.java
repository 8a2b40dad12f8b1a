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
     * The address; empty for partitions without a console that is publicly known and for ARNs that are not of the usual form,
     * since nothing unusual may get into a link.
     *
     * @param region region of the resource; empty for the settings of an account
     */
    public static Optional<String> to(ResourceType type, String arn, String region) {
        String id = arn.substring(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
        boolean usual = ID.matcher(id).matches()
                && (region.isEmpty() || REGION.matcher(region).matches());
        return usual ? domain(arn).map(domain -> address(type, id, region, domain)) : Optional.empty();
    }

    private static Optional<String> domain(String arn) {
        return switch (arn.split(":", 3)[1]) {
            case "aws" -> Optional.of("console.aws.amazon.com");
            case "aws-us-gov" -> Optional.of("console.amazonaws-us-gov.com");
            case "aws-cn" -> Optional.of("console.amazonaws.cn");
            default -> Optional.empty();
        };
    }

    private static String address(ResourceType type, String id, String region, String domain) {
        String regional = region.isEmpty() ? domain : region + "." + domain;
        return "https://"
                + switch (type) {
                    case S3_BUCKET -> regional + "/s3/buckets/" + id + "?region=" + region + "&tab=properties";
                    case EBS_VOLUME -> regional + home("ec2", region) + "#VolumeDetails:volumeId=" + id;
                    case EBS_SNAPSHOT -> regional + home("ec2", region) + "#SnapshotDetails:snapshotId=" + id;
                    case KMS_KEY -> regional + home("kms", region) + "#/kms/keys/" + id;
                    case TRAIL -> regional + home("cloudtrailv2", region) + "#/trails";
                    case ACCOUNT_SETTINGS -> domain + "/s3/settings";
                    case REGION_SETTINGS -> regional + home("ec2", region) + "#Settings:";
                };
    }

    private static String home(String service, String region) {
        return "/" + service + "/home?region=" + region;
    }
}
