package dev.atrest.writers;

import dev.atrest.model.ResourceType;
import java.util.Optional;

/** Where the AWS console shows a resource. */
public final class ConsoleLink {

    private static final int LONGEST_REGION = 32;
    private static final int LONGEST_ID = 255;
    private static final String ID_SIGNS = "._/ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private ConsoleLink() {}

    /**
     * The address; empty for partitions without a console that is publicly known and for ARNs that are not of the usual form,
     * since nothing unusual may get into a link.
     *
     * @param region region of the resource; empty for the settings of an account
     */
    public static Optional<String> to(ResourceType type, String arn, String region) {
        String id = arn.substring(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
        boolean usual = !id.isEmpty() && isUsual(id, LONGEST_ID, ID_SIGNS) && isUsual(region, LONGEST_REGION, "");
        return usual ? domain(arn).map(domain -> address(type, id, region, domain)) : Optional.empty();
    }

    /** Of small letters, digits, hyphens and these signs. */
    private static boolean isUsual(String text, int longest, String signs) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean usual = character >= 'a' && character <= 'z'
                    || character >= '0' && character <= '9'
                    || character == '-'
                    || signs.indexOf(character) >= 0;
            if (!usual) {
                return false;
            }
        }
        return text.length() <= longest;
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
