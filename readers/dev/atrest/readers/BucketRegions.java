package dev.atrest.readers;

import static dev.atrest.readers.AwsCall.GET_BUCKET_LOCATION;
import static dev.atrest.readers.AwsCall.HEAD_BUCKET;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;

/** Finds the region of a bucket at endpoints that do not tell it when they list buckets. */
final class BucketRegions {

    private static final String REGION_HEADER = "x-amz-bucket-region";

    private final AccountContext account;

    BucketRegions(AccountContext account) {
        this.account = account;
    }

    /**
     * Empty when nothing tells.
     *
     * @throws ResourceGone when the bucket does not exist
     */
    Optional<String> of(String bucket) {
        S3Client s3 = account.clients().s3(account.homeRegion());
        // Where the connection broke off in the head of the answer the name is cut short, and no body shows that.
        return byHead(s3, bucket).filter(RegionNames::wellFormed).or(() -> byLocation(s3, bucket));
    }

    private static Optional<String> byHead(S3Client s3, String bucket) {
        try {
            return Optional.ofNullable(HEAD_BUCKET
                    .request(() -> s3.headBucket(request -> request.bucket(bucket)))
                    .bucketRegion());
        } catch (ReadException e) {
            // S3 tells the region also when it redirects or refuses.
            return e.getCause() instanceof AwsServiceException refused ? regionHeader(refused) : Optional.empty();
        }
    }

    private static Optional<String> regionHeader(AwsServiceException exception) {
        var details = exception.awsErrorDetails();
        return details == null || details.sdkHttpResponse() == null
                ? Optional.empty()
                : details.sdkHttpResponse().firstMatchingHeader(REGION_HEADER);
    }

    private static Optional<String> byLocation(S3Client s3, String bucket) {
        try {
            @Nullable
            String constraint = GET_BUCKET_LOCATION
                    .request(() -> s3.getBucketLocation(request -> request.bucket(bucket)))
                    .locationConstraintAsString();
            return Optional.of(region(AccountContext.text(constraint)));
        } catch (ReadException e) {
            return Optional.empty();
        }
    }

    /** The two names that are older than the scheme of region names. */
    private static String region(String locationConstraint) {
        return switch (locationConstraint) {
            case "", "null" -> "us-east-1";
            case "EU" -> "eu-west-1";
            default -> locationConstraint;
        };
    }
}
