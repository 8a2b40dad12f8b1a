package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Bucket;
import dev.atrest.embeddedaws.estate.Changed;
import dev.atrest.embeddedaws.estate.JsonText;
import dev.atrest.embeddedaws.estate.PublicAccessBlock;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Service;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.LoggingEnabled;
import software.amazon.awssdk.services.s3.model.MFADelete;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.PutBucketLoggingRequest;
import software.amazon.awssdk.services.s3.model.PutBucketLoggingResponse;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.VersioningConfiguration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** S3 and S3 Control: configuration of buckets, and Block Public Access of the account. */
final class BucketWrites {

    private final PublicPolicy publicPolicy = new PublicPolicy();
    private final JsonMapper json = new JsonMapper();

    void register(Writes writes) {
        writes.onBucket("encryption", PutBucketEncryptionRequest.class, this::encryption)
                .onBucket("policy", PutBucketPolicyRequest.class, this::policy)
                .onBucket("publicAccessBlock", PutPublicAccessBlockRequest.class, this::block)
                .onBucket("versioning", PutBucketVersioningRequest.class, this::versioning)
                .onBucket("logging", PutBucketLoggingRequest.class, this::logging)
                .onPath(
                        Service.S3CONTROL,
                        "/v20180820/configuration/publicAccessBlock",
                        software.amazon.awssdk.services.s3control.model.PutPublicAccessBlockRequest.class,
                        this::accountBlock);
    }

    private PutBucketEncryptionResponse encryption(Call call, PutBucketEncryptionRequest request) {
        Bucket bucket = S3Operations.bucket(call, request.bucket());
        var rules = request.serverSideEncryptionConfiguration().rules();
        if (rules.size() != 1 || rules.getFirst().applyServerSideEncryptionByDefault() == null) {
            throw new AwsError("MalformedXML", "The XML you provided did not validate against our schema", 400);
        }
        ServerSideEncryptionRule rule = rules.getFirst();
        var byDefault = rule.applyServerSideEncryptionByDefault();
        String algorithm = String.valueOf(byDefault.sseAlgorithmAsString());
        boolean kms = algorithm.startsWith("aws:kms");
        if (!kms && byDefault.kmsMasterKeyID() != null) {
            throw new AwsError(
                    "InvalidArgument",
                    "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
                    400);
        }
        change(
                call,
                bucket,
                "encryption",
                new Bucket.Encryption(
                        algorithm,
                        Optional.ofNullable(byDefault.kmsMasterKeyID()),
                        Boolean.TRUE.equals(rule.bucketKeyEnabled())));
        return PutBucketEncryptionResponse.builder().build();
    }

    private PutBucketPolicyResponse policy(Call call, PutBucketPolicyRequest request) {
        Bucket bucket = S3Operations.bucket(call, request.bucket());
        requirePolicy(call.region().bucketArn(bucket.name()), request.policy());
        boolean blocked = bucket.publicAccessBlock().blockPublicPolicy()
                || call.account().account().publicAccessBlock().blockPublicPolicy();
        if (blocked && publicPolicy.test(request.policy())) {
            throw new AwsError(
                    "AccessDenied",
                    "User: %s is not authorized to perform: s3:PutBucketPolicy on resource: \"%s\" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."
                            .formatted(call.identity().arn(), call.region().bucketArn(bucket.name())),
                    403);
        }
        change(call, bucket, "policy", Optional.of(new JsonText(request.policy())));
        change(call, S3Operations.bucket(call, request.bucket()), "policyPublic", Optional.empty());
        return PutBucketPolicyResponse.builder().build();
    }

    /** The least that S3 asks of a policy: statements, and resources of this bucket. */
    private void requirePolicy(String bucketArn, @Nullable String policy) {
        JsonNode statements = parsed(String.valueOf(policy)).path("Statement");
        Set<String> known = Set.of("*", bucketArn);
        Stream<JsonNode> all = statements.isArray() ? statements.valueStream() : Stream.of(statements);
        boolean ours = all.allMatch(statement -> statement.path("Effect").isString()
                && texts(statement.path("Resource"))
                        .allMatch(resource -> known.contains(resource) || resource.startsWith(bucketArn + "/")));
        if (!ours || statements.isEmpty()) {
            throw new AwsError("MalformedPolicy", "Policy has invalid resource or lacks a statement", 400);
        }
    }

    private JsonNode parsed(String policy) {
        try {
            return json.readTree(policy);
        } catch (JacksonException e) {
            throw new AwsError("MalformedPolicy", "This policy contains invalid Json", 400);
        }
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isArray() ? node.valueStream().map(JsonNode::asString) : Stream.of(node.asString(""));
    }

    private PutPublicAccessBlockResponse block(Call call, PutPublicAccessBlockRequest request) {
        PublicAccessBlockConfiguration wanted = request.publicAccessBlockConfiguration();
        change(
                call,
                S3Operations.bucket(call, request.bucket()),
                "publicAccessBlock",
                block(
                        wanted.blockPublicAcls(),
                        wanted.ignorePublicAcls(),
                        wanted.blockPublicPolicy(),
                        wanted.restrictPublicBuckets()));
        return PutPublicAccessBlockResponse.builder().build();
    }

    private software.amazon.awssdk.services.s3control.model.PutPublicAccessBlockResponse accountBlock(
            Call call, software.amazon.awssdk.services.s3control.model.PutPublicAccessBlockRequest request) {
        if (!call.account().id().equals(request.accountId())) {
            throw new AwsError("AccessDenied", "Access Denied", 403);
        }
        var wanted = request.publicAccessBlockConfiguration();
        PublicAccessBlock block = block(
                wanted.blockPublicAcls(),
                wanted.ignorePublicAcls(),
                wanted.blockPublicPolicy(),
                wanted.restrictPublicBuckets());
        call.account().change(account -> Changed.with(account, "publicAccessBlock", block));
        return software.amazon.awssdk.services.s3control.model.PutPublicAccessBlockResponse.builder()
                .build();
    }

    private static PublicAccessBlock block(
            @Nullable Boolean blockAcls,
            @Nullable Boolean ignoreAcls,
            @Nullable Boolean blockPolicy,
            @Nullable Boolean restrict) {
        return new PublicAccessBlock(
                true,
                Boolean.TRUE.equals(blockAcls),
                Boolean.TRUE.equals(ignoreAcls),
                Boolean.TRUE.equals(blockPolicy),
                Boolean.TRUE.equals(restrict));
    }

    private PutBucketVersioningResponse versioning(Call call, PutBucketVersioningRequest request) {
        Bucket bucket = S3Operations.bucket(call, request.bucket());
        VersioningConfiguration wanted = request.versioningConfiguration();
        boolean withMfa = String.valueOf(request.mfa()).matches("\\S+ \\d{6}");
        if ((wanted.mfaDelete() != null || bucket.mfaDelete()) && !withMfa) {
            throw new AwsError(
                    "AccessDenied",
                    "Mfa Authentication must be used for this request; only the root user of the account has it",
                    403);
        }
        change(call, bucket, "versioning", wanted.statusAsString());
        if (wanted.mfaDelete() != null) {
            change(
                    call,
                    S3Operations.bucket(call, request.bucket()),
                    "mfaDelete",
                    wanted.mfaDelete() == MFADelete.ENABLED);
        }
        return PutBucketVersioningResponse.builder().build();
    }

    private PutBucketLoggingResponse logging(Call call, PutBucketLoggingRequest request) {
        Bucket bucket = S3Operations.bucket(call, request.bucket());
        Optional<LoggingEnabled> enabled =
                Optional.ofNullable(request.bucketLoggingStatus().loggingEnabled());
        enabled.ifPresent(wanted -> requireTarget(call, wanted.targetBucket()));
        change(
                call,
                bucket,
                "logging",
                enabled.map(wanted -> new Bucket.Logging(wanted.targetBucket(), wanted.targetPrefix())));
        return PutBucketLoggingResponse.builder().build();
    }

    /** Logs go to a bucket of the same account and region. */
    private static void requireTarget(Call call, @Nullable String target) {
        boolean usable = call.account()
                .buckets()
                .find(String.valueOf(target))
                .filter(bucket -> call.world().regionOf(bucket).equals(call.regionName()))
                .isPresent();
        if (!usable) {
            throw new AwsError(
                    "InvalidTargetBucketForLogging",
                    "The target bucket for logging does not exist, or is not in the same account and region",
                    400);
        }
    }

    private static void change(Call call, Bucket bucket, String component, @Nullable Object value) {
        call.account()
                .change(account -> Changed.with(
                        account,
                        "buckets",
                        new Series<>(account.buckets())
                                .changed(bucket.name(), found -> Optional.of(Changed.with(found, component, value)))));
    }
}
