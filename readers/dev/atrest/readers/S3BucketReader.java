package dev.atrest.readers;

import static dev.atrest.readers.AwsCall.GET_BUCKET_ENCRYPTION;
import static dev.atrest.readers.AwsCall.GET_BUCKET_LOGGING;
import static dev.atrest.readers.AwsCall.GET_BUCKET_POLICY;
import static dev.atrest.readers.AwsCall.GET_BUCKET_POLICY_STATUS;
import static dev.atrest.readers.AwsCall.GET_BUCKET_PUBLIC_ACCESS_BLOCK;
import static dev.atrest.readers.AwsCall.GET_BUCKET_TAGGING;
import static dev.atrest.readers.AwsCall.GET_BUCKET_VERSIONING;
import static dev.atrest.readers.AwsCall.LIST_BUCKETS;

import dev.atrest.model.Fact;
import dev.atrest.model.KeyReference;
import dev.atrest.model.PublicAccessBlock;
import dev.atrest.model.S3Bucket;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.MFADeleteStatus;
import software.amazon.awssdk.services.s3.model.PolicyStatus;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;

/** General purpose buckets: one listing an account, then each bucket is asked in its own region. */
final class S3BucketReader implements ResourceReader<S3BucketReader.Item> {

    private static final int PAGE = 1000;
    private static final String NONE = "NONE";
    /** The key of SSE-KMS that names none. */
    private static final KeyReference S3_MANAGED_KEY = new KeyReference("alias/aws/s3");

    private final AccountContext account;
    private final BucketRegions bucketRegions;

    S3BucketReader(AccountContext account) {
        this.account = account;
        this.bucketRegions = new BucketRegions(account);
    }

    /** @param region empty when the endpoint does not tell it in its listing */
    record Item(String name, Instant createdAt, Optional<String> region, BulkTags.OfPage tags) implements Page.Item {}

    @Override
    public AwsCall listingCall() {
        return LIST_BUCKETS;
    }

    @Override
    public Class<Item> itemType() {
        return Item.class;
    }

    @Override
    public Listed<Item> list(String region, @Nullable String token) {
        S3Client s3 = account.clients().s3(region);
        var answer = LIST_BUCKETS.request(
                () -> s3.listBuckets(request -> request.maxBuckets(PAGE).continuationToken(token)));
        List<Bucket> buckets = LIST_BUCKETS.listed(answer.hasBuckets(), answer.buckets(), "Buckets");
        var regions = new LinkedHashMap<String, String>();
        buckets.forEach(bucket -> region(bucket).ifPresent(found -> regions.put(arn(name(bucket)), found)));
        var tags = account.tags().ofPage(regions);
        return new Listed<>(buckets.stream().map(bucket -> item(bucket, tags)).toList(), answer.continuationToken());
    }

    private static Item item(Bucket bucket, BulkTags.OfPage tags) {
        return new Item(
                name(bucket), LIST_BUCKETS.required(bucket.creationDate(), "CreationDate"), region(bucket), tags);
    }

    private static String name(Bucket bucket) {
        return LIST_BUCKETS.required(bucket.name(), "Name");
    }

    private static Optional<String> region(Bucket bucket) {
        return Optional.ofNullable(bucket.bucketRegion()).filter(region -> !region.isEmpty());
    }

    private String arn(String name) {
        return account.arn("s3", "", "", name);
    }

    @Override
    public Optional<Described> describe(String homeRegion, Item item, FactCalls calls) {
        Optional<String> known = item.region().or(() -> bucketRegions.of(item.name()));
        if (known.isPresent() && !account.inScope().test(known.get())) {
            return Optional.empty();
        }
        // A bucket whose region nobody tells stays in the inventory: S3 at home then says why it cannot be read.
        String region = known.orElse(homeRegion);
        String arn = arn(item.name());
        return Optional.of(new Described(arn, region, item.name(), facts(region, arn, item, calls)));
    }

    private S3Bucket facts(String region, String arn, Item item, FactCalls calls) {
        S3Client s3 = account.clients().s3(region);
        String name = item.name();
        var encryption = calls.start(() -> GET_BUCKET_ENCRYPTION.fact(
                () -> s3.getBucketEncryption(request -> request.bucket(name)),
                answer -> encryption(answer.serverSideEncryptionConfiguration()),
                "ServerSideEncryptionConfigurationNotFoundError",
                new S3Bucket.Encryption(NONE, KeyReference.NONE, false)));
        var policy = calls.start(() -> GET_BUCKET_POLICY.fact(
                () -> s3.getBucketPolicy(request -> request.bucket(name)),
                answer -> GET_BUCKET_POLICY.policy(answer.policy()),
                "NoSuchBucketPolicy",
                ""));
        var policyPublic = calls.startAfter(policy, known -> policyPublic(s3, name, known));
        var publicAccessBlock = calls.start(() -> GET_BUCKET_PUBLIC_ACCESS_BLOCK.fact(
                () -> s3.getPublicAccessBlock(request -> request.bucket(name)),
                answer -> PublicAccessBlocks.of(GET_BUCKET_PUBLIC_ACCESS_BLOCK.required(
                        answer.publicAccessBlockConfiguration(), "PublicAccessBlockConfiguration")),
                PublicAccessBlocks.ABSENT_CODE,
                PublicAccessBlock.NONE));
        var versioning = calls.start(() -> GET_BUCKET_VERSIONING.fact(
                () -> s3.getBucketVersioning(request -> request.bucket(name)), S3BucketReader::versioning));
        var logging = calls.start(() -> GET_BUCKET_LOGGING.fact(
                () -> s3.getBucketLogging(request -> request.bucket(name)), S3BucketReader::logging));
        // Mostly they were told with those of another bucket: while the calls above are under way is soon enough.
        Fact<Map<String, String>> tags = item.tags().of(arn, () -> tags(s3, name));
        return new S3Bucket(
                name,
                item.createdAt(),
                tags,
                encryption.get(),
                policy.get(),
                policyPublic.get(),
                publicAccessBlock.get(),
                versioning.get(),
                logging.get());
    }

    private static Fact<Map<String, String>> tags(S3Client s3, String bucket) {
        return GET_BUCKET_TAGGING.fact(
                () -> s3.getBucketTagging(request -> request.bucket(bucket)),
                answer -> GET_BUCKET_TAGGING.listed(answer.hasTagSet(), answer.tagSet(), "TagSet").stream()
                        .collect(Collectors.toMap(
                                Tag::key, tag -> AccountContext.text(tag.value()), (_, last) -> last, TreeMap::new)),
                "NoSuchTagSet",
                new TreeMap<>());
    }

    private static S3Bucket.Encryption encryption(@Nullable ServerSideEncryptionConfiguration configuration) {
        var rules = GET_BUCKET_ENCRYPTION
                .required(configuration, "ServerSideEncryptionConfiguration")
                .rules();
        ServerSideEncryptionRule rule =
                GET_BUCKET_ENCRYPTION.required(rules.isEmpty() ? null : rules.getFirst(), "Rule");
        var byDefault =
                GET_BUCKET_ENCRYPTION.required(rule.applyServerSideEncryptionByDefault(), "ApplyServerSideEncryption");
        String algorithm = GET_BUCKET_ENCRYPTION.required(byDefault.sseAlgorithmAsString(), "SSEAlgorithm");
        String keyId = AccountContext.text(byDefault.kmsMasterKeyID());
        KeyReference key =
                keyId.isEmpty() && algorithm.startsWith("aws:kms") ? S3_MANAGED_KEY : new KeyReference(keyId);
        return new S3Bucket.Encryption(algorithm, key, AccountContext.on(rule.bucketKeyEnabled()));
    }

    /** Without a policy there is nothing to ask S3's verdict on. */
    private static Fact<Boolean> policyPublic(S3Client s3, String bucket, Fact<String> policy) {
        if (policy instanceof Fact.Known<String>(var text, var call) && text.isEmpty()) {
            return Fact.known(false, call);
        }
        return GET_BUCKET_POLICY_STATUS.fact(
                () -> s3.getBucketPolicyStatus(request -> request.bucket(bucket)),
                answer -> verdict(answer.policyStatus()),
                "NoSuchBucketPolicy",
                false);
    }

    private static boolean verdict(@Nullable PolicyStatus status) {
        return GET_BUCKET_POLICY_STATUS.required(status == null ? null : status.isPublic(), "IsPublic");
    }

    private static S3Bucket.Versioning versioning(GetBucketVersioningResponse answer) {
        @Nullable String status = answer.statusAsString();
        return new S3Bucket.Versioning(
                status == null || status.isEmpty() ? NONE : status, answer.mfaDelete() == MFADeleteStatus.ENABLED);
    }

    private static S3Bucket.AccessLogging logging(GetBucketLoggingResponse answer) {
        var logging = answer.loggingEnabled();
        return logging == null
                ? new S3Bucket.AccessLogging(false, "")
                : new S3Bucket.AccessLogging(true, AccountContext.text(logging.targetBucket()));
    }
}
