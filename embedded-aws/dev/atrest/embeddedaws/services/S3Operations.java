package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Bucket;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Operations;
import dev.atrest.embeddedaws.wire.Service;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyStatusResponse;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.MFADeleteStatus;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;

/** S3: buckets and their configuration. */
final class S3Operations {

    private final PublicPolicy publicPolicy = new PublicPolicy();

    void register(Operations<Call> operations) {
        operations
                .onPath(Service.S3, "/", "ListAllMyBucketsResult", ListBucketsRequest.class, this::listBuckets)
                .onBucket("HEAD", "", "", HeadBucketRequest.class, this::headBucket)
                .onBucket("GET", "location", "Location", GetBucketLocationRequest.class, this::location)
                .onBucket("GET", "encryption", "Encryption", GetBucketEncryptionRequest.class, this::encryption)
                .onBucket("GET", "tagging", "Tagging", GetBucketTaggingRequest.class, this::tagging)
                .onBucket("GET", "policy", "", GetBucketPolicyRequest.class, this::policy)
                .onBucket("GET", "policyStatus", "PolicyStatus", GetBucketPolicyStatusRequest.class, this::policyStatus)
                .onBucket("GET", "publicAccessBlock", "Block", GetPublicAccessBlockRequest.class, this::block)
                .onBucket(
                        "GET",
                        "versioning",
                        "VersioningConfiguration",
                        GetBucketVersioningRequest.class,
                        this::versioning)
                .onBucket("GET", "logging", "BucketLoggingStatus", GetBucketLoggingRequest.class, this::logging);
    }

    private ListBucketsResponse listBuckets(Call call, ListBucketsRequest request) {
        boolean filtered = request.prefix() != null || request.bucketRegion() != null;
        boolean paged = filtered || request.maxBuckets() != null || request.continuationToken() != null;
        World world = call.world();
        Series<Bucket> own = call.account().buckets();
        Series<Bucket> shown = filtered
                ? own.where(bucket -> (request.prefix() == null || bucket.name().startsWith(request.prefix()))
                        && (request.bucketRegion() == null
                                || world.regionOf(bucket).equals(request.bucketRegion())))
                : own;
        int size = Pages.size(
                request.maxBuckets(),
                1,
                10_000,
                10_000,
                bound -> new AwsError("InvalidArgument", "Argument max-buckets must be " + bound, 400));
        // The listing is the same in every region, and so are its tokens.
        var page = Pages.page(
                shown,
                "ListBuckets/" + call.account().id() + "/" + request.prefix() + "/" + request.bucketRegion(),
                request.continuationToken(),
                size,
                () -> new AwsError("InvalidArgument", "The continuation token provided is incorrect", 400));
        return ListBucketsResponse.builder()
                .buckets(page.items().stream()
                        .map(bucket -> software.amazon.awssdk.services.s3.model.Bucket.builder()
                                .name(bucket.name())
                                .creationDate(bucket.created())
                                .bucketRegion(paged ? world.regionOf(bucket) : null)
                                .bucketArn(paged ? call.region().bucketArn(bucket.name()) : null)
                                .build())
                        .toList())
                .owner(owner ->
                        owner.id("%064x".formatted(Long.parseLong(call.account().id()))))
                .continuationToken(page.next())
                .prefix(request.prefix())
                .build();
    }

    private HeadBucketResponse headBucket(Call call, HeadBucketRequest request) {
        Bucket bucket = bucket(call, request.bucket());
        return HeadBucketResponse.builder()
                .bucketRegion(call.world().regionOf(bucket))
                .bucketArn(call.region().bucketArn(bucket.name()))
                .accessPointAlias(false)
                .build();
    }

    private GetBucketLocationResponse location(Call call, GetBucketLocationRequest request) {
        String region = call.world().regionOf(own(call, request.bucket()));
        return GetBucketLocationResponse.builder()
                .locationConstraint(region.equals("us-east-1") ? null : region)
                .build();
    }

    private GetBucketEncryptionResponse encryption(Call call, GetBucketEncryptionRequest request) {
        Bucket.Encryption encryption = bucket(call, request.bucket()).encryption();
        if (!encryption.configured()) {
            throw absent(
                    "ServerSideEncryptionConfigurationNotFoundError",
                    "The server side encryption configuration was not found");
        }
        return GetBucketEncryptionResponse.builder()
                .serverSideEncryptionConfiguration(configuration ->
                        configuration.rules(ServerSideEncryptionRule.builder()
                                .applyServerSideEncryptionByDefault(byDefault -> byDefault
                                        .sseAlgorithm(encryption.algorithm())
                                        .kmsMasterKeyID(encryption.key().orElse(null)))
                                .bucketKeyEnabled(encryption.bucketKey())
                                .build()))
                .build();
    }

    private GetBucketTaggingResponse tagging(Call call, GetBucketTaggingRequest request) {
        Map<String, String> tags = bucket(call, request.bucket()).tags();
        if (tags.isEmpty()) {
            throw absent("NoSuchTagSet", "The TagSet does not exist");
        }
        return GetBucketTaggingResponse.builder()
                .tagSet(tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    private GetBucketPolicyResponse policy(Call call, GetBucketPolicyRequest request) {
        return GetBucketPolicyResponse.builder()
                .policy(bucket(call, request.bucket())
                        .policy()
                        .orElseThrow(noPolicy())
                        .text())
                .build();
    }

    private GetBucketPolicyStatusResponse policyStatus(Call call, GetBucketPolicyStatusRequest request) {
        Bucket bucket = bucket(call, request.bucket());
        String policy = bucket.policy().orElseThrow(noPolicy()).text();
        return GetBucketPolicyStatusResponse.builder()
                .policyStatus(
                        status -> status.isPublic(bucket.policyPublic().orElseGet(() -> publicPolicy.test(policy))))
                .build();
    }

    private static Supplier<AwsError> noPolicy() {
        return () -> absent("NoSuchBucketPolicy", "The bucket policy does not exist");
    }

    private GetPublicAccessBlockResponse block(Call call, GetPublicAccessBlockRequest request) {
        var block = bucket(call, request.bucket()).publicAccessBlock();
        if (!block.configured()) {
            throw absent("NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found");
        }
        return GetPublicAccessBlockResponse.builder()
                .publicAccessBlockConfiguration(configuration -> configuration
                        .blockPublicAcls(block.blockPublicAcls())
                        .ignorePublicAcls(block.ignorePublicAcls())
                        .blockPublicPolicy(block.blockPublicPolicy())
                        .restrictPublicBuckets(block.restrictPublicBuckets()))
                .build();
    }

    private GetBucketVersioningResponse versioning(Call call, GetBucketVersioningRequest request) {
        Bucket bucket = bucket(call, request.bucket());
        GetBucketVersioningResponse.Builder answer = GetBucketVersioningResponse.builder();
        if (!bucket.versioning().equals("NONE")) {
            answer.status(BucketVersioningStatus.fromValue(bucket.versioning()))
                    .mfaDelete(bucket.mfaDelete() ? MFADeleteStatus.ENABLED : MFADeleteStatus.DISABLED);
        }
        return answer.build();
    }

    private GetBucketLoggingResponse logging(Call call, GetBucketLoggingRequest request) {
        GetBucketLoggingResponse.Builder answer = GetBucketLoggingResponse.builder();
        bucket(call, request.bucket())
                .logging()
                .ifPresent(logging -> answer.loggingEnabled(
                        enabled -> enabled.targetBucket(logging.bucket()).targetPrefix(logging.prefix())));
        return answer.build();
    }

    /** The caller's bucket, asked for in its own region. */
    static Bucket bucket(Call call, @Nullable String name) {
        Bucket bucket = own(call, name);
        String region = call.world().regionOf(bucket);
        if (!region.equals(call.regionName())) {
            throw new AwsError(
                    "PermanentRedirect",
                    "The bucket you are attempting to access must be addressed using the specified endpoint. Please"
                            + " send all future requests to this endpoint.",
                    301,
                    Map.of("x-amz-bucket-region", region));
        }
        return bucket;
    }

    private static Bucket own(Call call, @Nullable String name) {
        String wanted = String.valueOf(name);
        Optional<Bucket> own = call.account().buckets().find(wanted);
        if (own.isPresent()) {
            return own.get();
        }
        for (World.AccountView other : call.world().accounts()) {
            if (other.buckets().find(wanted).isPresent()) {
                throw new AwsError("AccessDenied", "Access Denied", 403);
            }
        }
        throw absent("NoSuchBucket", "The specified bucket does not exist");
    }

    private static AwsError absent(String code, String message) {
        return new AwsError(code, message, 404);
    }
}
