package dev.atrest.readers;

import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.Fact;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Every AWS API operation that the readers call, with the IAM action that permits it: the names often differ. Requests are
 * made through these constants, so that errors carry the operation's name and {@link ReadOnlyPolicy} permits what is called
 * and nothing else.
 */
enum AwsCall {
    LIST_BUCKETS("s3:ListBuckets", "s3:ListAllMyBuckets"),
    /** Asked for a bucket's region, which S3 tells even when it refuses: no need for s3:ListBucket, which shows objects. */
    HEAD_BUCKET("s3:HeadBucket", AwsCall.NONE),
    GET_BUCKET_LOCATION("s3:GetBucketLocation", "s3:GetBucketLocation"),
    GET_BUCKET_ENCRYPTION("s3:GetBucketEncryption", "s3:GetEncryptionConfiguration"),
    GET_BUCKET_TAGGING("s3:GetBucketTagging", "s3:GetBucketTagging"),
    GET_BUCKET_POLICY("s3:GetBucketPolicy", "s3:GetBucketPolicy"),
    GET_BUCKET_POLICY_STATUS("s3:GetBucketPolicyStatus", "s3:GetBucketPolicyStatus"),
    GET_BUCKET_PUBLIC_ACCESS_BLOCK("s3:GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock"),
    GET_BUCKET_VERSIONING("s3:GetBucketVersioning", "s3:GetBucketVersioning"),
    GET_BUCKET_LOGGING("s3:GetBucketLogging", "s3:GetBucketLogging"),
    GET_ACCOUNT_PUBLIC_ACCESS_BLOCK("s3control:GetPublicAccessBlock", "s3:GetAccountPublicAccessBlock"),

    DESCRIBE_REGIONS("ec2:DescribeRegions", "ec2:DescribeRegions"),
    DESCRIBE_VOLUMES("ec2:DescribeVolumes", "ec2:DescribeVolumes"),
    DESCRIBE_SNAPSHOTS("ec2:DescribeSnapshots", "ec2:DescribeSnapshots"),
    DESCRIBE_SNAPSHOT_ATTRIBUTE("ec2:DescribeSnapshotAttribute", "ec2:DescribeSnapshotAttribute"),
    GET_EBS_ENCRYPTION_BY_DEFAULT("ec2:GetEbsEncryptionByDefault", "ec2:GetEbsEncryptionByDefault"),
    GET_EBS_DEFAULT_KMS_KEY_ID("ec2:GetEbsDefaultKmsKeyId", "ec2:GetEbsDefaultKmsKeyId"),
    GET_SNAPSHOT_BLOCK_PUBLIC_ACCESS_STATE(
            "ec2:GetSnapshotBlockPublicAccessState", "ec2:GetSnapshotBlockPublicAccessState"),

    LIST_KEYS("kms:ListKeys", "kms:ListKeys"),
    LIST_ALIASES("kms:ListAliases", "kms:ListAliases"),
    DESCRIBE_KEY("kms:DescribeKey", "kms:DescribeKey"),
    GET_KEY_POLICY("kms:GetKeyPolicy", "kms:GetKeyPolicy"),
    GET_KEY_ROTATION_STATUS("kms:GetKeyRotationStatus", "kms:GetKeyRotationStatus"),
    LIST_GRANTS("kms:ListGrants", "kms:ListGrants"),
    LIST_RESOURCE_TAGS("kms:ListResourceTags", "kms:ListResourceTags"),

    DESCRIBE_TRAILS("cloudtrail:DescribeTrails", "cloudtrail:DescribeTrails"),
    GET_TRAIL_STATUS("cloudtrail:GetTrailStatus", "cloudtrail:GetTrailStatus"),
    GET_EVENT_SELECTORS("cloudtrail:GetEventSelectors", "cloudtrail:GetEventSelectors"),
    LOOKUP_EVENTS("cloudtrail:LookupEvents", "cloudtrail:LookupEvents"),

    DESCRIBE_METRIC_FILTERS("logs:DescribeMetricFilters", "logs:DescribeMetricFilters"),
    DESCRIBE_ALARMS("cloudwatch:DescribeAlarms", "cloudwatch:DescribeAlarms"),
    LIST_SUBSCRIPTIONS_BY_TOPIC("sns:ListSubscriptionsByTopic", "sns:ListSubscriptionsByTopic"),
    LIST_RULES("events:ListRules", "events:ListRules"),
    LIST_TARGETS_BY_RULE("events:ListTargetsByRule", "events:ListTargetsByRule"),

    DESCRIBE_ORGANIZATION("organizations:DescribeOrganization", "organizations:DescribeOrganization"),

    GET_RESOURCES("tag:GetResources", "tag:GetResources"),

    /** STS tells everyone who they are, even those to whom a policy denies it. */
    GET_CALLER_IDENTITY("sts:GetCallerIdentity", AwsCall.NONE, CalledBy.CALLER),
    ASSUME_ROLE("sts:AssumeRole", "sts:AssumeRole", CalledBy.CALLER),
    LIST_ACCOUNTS("organizations:ListAccounts", "organizations:ListAccounts", CalledBy.CALLER),
    LIST_PARENTS("organizations:ListParents", "organizations:ListParents", CalledBy.CALLER),
    LIST_ORGANIZATIONAL_UNITS_FOR_PARENT(
            "organizations:ListOrganizationalUnitsForParent",
            "organizations:ListOrganizationalUnitsForParent",
            CalledBy.CALLER),
    LIST_ACCOUNTS_FOR_PARENT(
            "organizations:ListAccountsForParent", "organizations:ListAccountsForParent", CalledBy.CALLER),
    LIST_ACCOUNT_TAGS("organizations:ListTagsForResource", "organizations:ListTagsForResource", CalledBy.CALLER),
    LIST_ROOTS("organizations:ListRoots", "organizations:ListRoots", CalledBy.CALLER),
    DESCRIBE_ORGANIZATIONAL_UNIT(
            "organizations:DescribeOrganizationalUnit", "organizations:DescribeOrganizationalUnit", CalledBy.CALLER);

    /** Whose credentials make the call. */
    enum CalledBy {
        /** Those of the user or machine that runs the assessment. */
        CALLER,
        /** Those of the role in the account that is assessed. */
        ACCOUNT_ROLE
    }

    /** The call needs no permission of its own. */
    static final String NONE = "";

    private static final Calls REFUSED_BY_POLICY = new Calls(0, 0, 0, 1, Optional.empty(), Optional.empty());

    private static final Logger LOG = LoggerFactory.getLogger(AwsCall.class);

    private final String operation;
    private final String iamAction;
    private final CalledBy calledBy;

    AwsCall(String operation, String iamAction) {
        this(operation, iamAction, CalledBy.ACCOUNT_ROLE);
    }

    AwsCall(String operation, String iamAction, CalledBy calledBy) {
        this.operation = operation;
        this.iamAction = iamAction;
        this.calledBy = calledBy;
    }

    /** As {@code service:Operation}. */
    String operation() {
        return operation;
    }

    String iamAction() {
        return iamAction;
    }

    CalledBy calledBy() {
        return calledBy;
    }

    /**
     * Makes the call: the one place where errors of the AWS SDK are caught.
     *
     * @throws ReadException when AWS, or the way there, does not give an answer
     * @throws ResourceGone when AWS says that the resource asked about does not exist
     */
    <R> R request(Supplier<R> request) {
        try {
            return inThisOrTheNextSession(request);
        } catch (AbortedException e) {
            // The run is being stopped: that is no fact about the resource.
            var cancellation = new CancellationException(operation + " was interrupted");
            cancellation.initCause(e);
            throw cancellation;
        } catch (SdkException e) {
            throw failure(AwsError.of(e), e);
        } catch (RuntimeException e) {
            // The SDK's parsers and endpoint rules throw all kinds of exceptions at what they did not expect.
            LOG.warn("{}: the SDK failed", operation, e);
            throw failure(AwsError.ofClient(), e);
        }
    }

    private static <R> R inThisOrTheNextSession(Supplier<R> request) {
        try {
            return request.get();
        } catch (SdkException e) {
            if (SessionRenewal.followed(e)) {
                return request.get();
            }
            throw e;
        }
    }

    /** A fact that one call tells. */
    <R, T> Fact<T> fact(Supplier<R> request, Function<R, T> value) {
        return fact(() -> value.apply(request(request)));
    }

    /** A fact that one call tells, where AWS answers with an error code that nothing is configured. */
    <R, T> Fact<T> fact(Supplier<R> request, Function<R, T> value, String absentCode, T absent) {
        return fact(() -> {
            try {
                return value.apply(request(request));
            } catch (ReadException e) {
                if (e.gap().error().equals(absentCode)) {
                    return absent;
                }
                throw e;
            }
        });
    }

    /** A fact that this call tells, or the reason why it did not. */
    <T> Fact<T> fact(Supplier<T> value) {
        try {
            return Fact.known(understood(value), operation);
        } catch (ReadException e) {
            CallLedger.note(e.gap());
            return Fact.unread(e.gap().call(), e.gap().error());
        }
    }

    /**
     * What answers of this call say.
     *
     * @throws ReadException also when what was answered is so odd that our own reading of it fails: one strange resource must
     *     not end the run
     */
    <T> T understood(Supplier<T> value) {
        try {
            return value.get();
        } catch (ReadException | ResourceGone | CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("{}: the answer cannot be understood", operation, e);
            throw new ReadException(new Coverage.Gap(operation, AwsError.UNREADABLE_ANSWER, ""), false, e);
        }
    }

    /**
     * Makes the call for every page.
     *
     * @param request asks for a page by its token; null for the first
     */
    <R> void everyPage(
            Function<@Nullable String, R> request, Function<R, @Nullable String> nextToken, Consumer<R> onPage) {
        var tokens = new PageTokens(this);
        Optional<String> token = Optional.empty();
        do {
            @Nullable String asked = token.orElse(null);
            R page = request(() -> request.apply(asked));
            onPage.accept(page);
            token = tokens.follow(token, nextToken.apply(page));
        } while (token.isPresent());
    }

    /**
     * A part that AWS documents to be in every answer.
     *
     * @throws ReadException when it is missing: rather that than a guess
     */
    <T> T required(@Nullable T part, String name) {
        if (part == null) {
            throw new ReadException(
                    new Coverage.Gap(operation, AwsError.INCOMPLETE_ANSWER, name + " is missing"), false, null);
        }
        return part;
    }

    /**
     * A list that AWS sends also when it is empty.
     *
     * @param told whether the answer holds it, which the SDK tells apart from an empty one
     * @throws ReadException when it is missing: that is no empty list
     */
    <T> List<T> listed(boolean told, List<T> list, String name) {
        return required(told ? list : null, name);
    }

    /**
     * A policy document.
     *
     * @throws ReadException when the text is missing, or is no JSON object
     */
    String policy(@Nullable String text) {
        String policy = required(text, "Policy");
        if (!policy.stripLeading().startsWith("{")) {
            throw new ReadException(
                    new Coverage.Gap(operation, AwsError.NOT_AN_AWS_ANSWER, "the policy is no JSON object"),
                    false,
                    null);
        }
        return policy;
    }

    private ReadException failure(AwsError error, RuntimeException cause) {
        // Credentials of a role are fetched while another call is made.
        AwsCall failed = error.ofSts() && this != GET_CALLER_IDENTITY ? ASSUME_ROLE : this;
        LOG.debug("{}: {}", failed.operation, error.code());
        if (error.byPolicy() && failed == this) {
            CallLedger.count(REFUSED_BY_POLICY);
        }
        if (error.meansGone(failed)) {
            throw new ResourceGone(failed);
        }
        return new ReadException(
                new Coverage.Gap(
                        failed.operation, error.code(), error.message(), error.requestId(), error.extendedRequestId()),
                error.denied(),
                error.byPolicy() && failed == this,
                cause);
    }
}
