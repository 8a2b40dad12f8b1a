package dev.atrest.readers;

import dev.atrest.model.Coverage;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;

/** Tries each action that the account's role needs once, by the cheapest call that takes its permission. */
final class ActionTrials {

    /** A resource's own policy may refuse what the role's allows: one that does is no proof. */
    private static final int MOST_RESOURCES = 3;

    private static final int SMALLEST_EC2_PAGE = 5;

    /** Answered to whoever may ask, where nothing is configured or the question does not apply. */
    private static final Set<String> PERMITTED = Set.of(
            "ServerSideEncryptionConfigurationNotFoundError",
            "NoSuchTagSet",
            "NoSuchBucketPolicy",
            "NoSuchPublicAccessBlockConfiguration",
            "UnsupportedOperationException",
            AccountSettingsReader.NO_ORGANIZATION);

    private static final Set<AwsCall> ONCE_AN_ACCOUNT = Set.of(
            AwsCall.LIST_BUCKETS,
            AwsCall.GET_BUCKET_LOCATION,
            AwsCall.GET_BUCKET_ENCRYPTION,
            AwsCall.GET_BUCKET_TAGGING,
            AwsCall.GET_BUCKET_POLICY,
            AwsCall.GET_BUCKET_POLICY_STATUS,
            AwsCall.GET_BUCKET_PUBLIC_ACCESS_BLOCK,
            AwsCall.GET_BUCKET_VERSIONING,
            AwsCall.GET_BUCKET_LOGGING,
            AwsCall.GET_ACCOUNT_PUBLIC_ACCESS_BLOCK,
            AwsCall.DESCRIBE_REGIONS,
            AwsCall.DESCRIBE_ORGANIZATION);

    private final AwsClients clients;
    private final String accountId;
    private final String region;
    /** What the listings name, to try other actions on; each is asked once. */
    private final Memo<AwsCall, List<String>> names = new Memo<>(this::list);

    private final Memo<String, List<Bucket>> buckets = new Memo<>(this::listBuckets);

    ActionTrials(AwsClients clients, String accountId, String region) {
        this.clients = clients;
        this.accountId = accountId;
        this.region = region;
    }

    /**
     * What became of one action.
     *
     * @param byPolicy a service control policy denied it
     */
    record Outcome(AwsCall call, Check.Result result, String detail, boolean denied, boolean byPolicy) {}

    /** @param accountWide also those that are asked once an account and not in every region */
    List<Outcome> all(boolean accountWide, Executor virtualThreads) {
        List<CompletableFuture<Outcome>> pending = Arrays.stream(AwsCall.values())
                .filter(call -> call.calledBy() == AwsCall.CalledBy.ACCOUNT_ROLE)
                .filter(call -> !call.iamAction().equals(AwsCall.NONE))
                .filter(call -> accountWide || !onceAnAccount(call))
                .map(call -> CompletableFuture.supplyAsync(() -> outcome(call), virtualThreads))
                .toList();
        return pending.stream().map(CompletableFuture::join).toList();
    }

    /** Whether this is asked once an account and not in every region. */
    static boolean onceAnAccount(AwsCall call) {
        return ONCE_AN_ACCOUNT.contains(call);
    }

    /** What becomes of one action. */
    Outcome outcome(AwsCall call) {
        List<Runnable> attempts;
        try {
            attempts = trial(call);
        } catch (ReadException e) {
            return untried(
                    call,
                    "needs " + e.gap().call() + ", which answered " + e.gap().error());
        }
        Outcome last = untried(call, "nothing to try it on");
        for (Runnable attempt : attempts) {
            try {
                attempt.run();
                return new Outcome(call, Check.Result.OK, "", false, false);
            } catch (ResourceGone e) {
                // Deleted since it was listed: that says nothing about the permission.
            } catch (ReadException e) {
                if (PERMITTED.contains(e.gap().error())) {
                    return new Outcome(call, Check.Result.OK, e.gap().error(), false, false);
                }
                last = new Outcome(call, Check.Result.GAP, inWords(e.gap()), e.denied(), e.byPolicy());
            }
        }
        return last;
    }

    private static Outcome untried(AwsCall call, String why) {
        return new Outcome(call, Check.Result.UNTRIED, why, false, false);
    }

    static String inWords(Coverage.Gap gap) {
        return gap.error() + (gap.detail().isEmpty() ? "" : ": " + gap.detail());
    }

    private List<Runnable> trial(AwsCall call) {
        return switch (call) {
            case LIST_BUCKETS -> once(() -> buckets.get(region));
            case GET_BUCKET_LOCATION -> onBuckets(call, (s3, name) -> s3.getBucketLocation(r -> r.bucket(name)));
            case GET_BUCKET_ENCRYPTION -> onBuckets(call, (s3, name) -> s3.getBucketEncryption(r -> r.bucket(name)));
            case GET_BUCKET_TAGGING -> onBuckets(call, (s3, name) -> s3.getBucketTagging(r -> r.bucket(name)));
            case GET_BUCKET_POLICY -> onBuckets(call, (s3, name) -> s3.getBucketPolicy(r -> r.bucket(name)));
            case GET_BUCKET_POLICY_STATUS ->
                onBuckets(call, (s3, name) -> s3.getBucketPolicyStatus(r -> r.bucket(name)));
            case GET_BUCKET_PUBLIC_ACCESS_BLOCK ->
                onBuckets(call, (s3, name) -> s3.getPublicAccessBlock(r -> r.bucket(name)));
            case GET_BUCKET_VERSIONING -> onBuckets(call, (s3, name) -> s3.getBucketVersioning(r -> r.bucket(name)));
            case GET_BUCKET_LOGGING -> onBuckets(call, (s3, name) -> s3.getBucketLogging(r -> r.bucket(name)));
            case GET_ACCOUNT_PUBLIC_ACCESS_BLOCK ->
                once(() -> call.request(
                        () -> clients.s3Control(region).getPublicAccessBlock(r -> r.accountId(accountId))));
            case DESCRIBE_REGIONS ->
                once(() -> call.request(() -> clients.ec2(region).describeRegions(_ -> {})));
            case DESCRIBE_VOLUMES ->
                once(() ->
                        call.request(() -> clients.ec2(region).describeVolumes(r -> r.maxResults(SMALLEST_EC2_PAGE))));
            case DESCRIBE_SNAPSHOTS, LIST_KEYS, DESCRIBE_TRAILS, DESCRIBE_ALARMS, LIST_RULES ->
                once(() -> names.get(call));
            case DESCRIBE_SNAPSHOT_ATTRIBUTE ->
                on(
                        AwsCall.DESCRIBE_SNAPSHOTS,
                        call,
                        id -> clients.ec2(region)
                                .describeSnapshotAttribute(r -> r.snapshotId(id).attribute("createVolumePermission")));
            case GET_EBS_ENCRYPTION_BY_DEFAULT ->
                once(() -> call.request(() -> clients.ec2(region).getEbsEncryptionByDefault(_ -> {})));
            case GET_EBS_DEFAULT_KMS_KEY_ID ->
                once(() -> call.request(() -> clients.ec2(region).getEbsDefaultKmsKeyId(_ -> {})));
            case GET_SNAPSHOT_BLOCK_PUBLIC_ACCESS_STATE ->
                once(() -> call.request(() -> clients.ec2(region).getSnapshotBlockPublicAccessState(_ -> {})));
            case LIST_ALIASES ->
                once(() -> call.request(() -> clients.kms(region).listAliases(r -> r.limit(1))));
            case DESCRIBE_KEY -> onKeys(call, id -> clients.kms(region).describeKey(r -> r.keyId(id)));
            case GET_KEY_POLICY -> onKeys(call, id -> clients.kms(region).getKeyPolicy(r -> r.keyId(id)));
            case GET_KEY_ROTATION_STATUS ->
                onKeys(call, id -> clients.kms(region).getKeyRotationStatus(r -> r.keyId(id)));
            case LIST_GRANTS ->
                onKeys(
                        call,
                        id -> clients.kms(region).listGrants(r -> r.keyId(id).limit(1)));
            case LIST_RESOURCE_TAGS ->
                onKeys(
                        call,
                        id -> clients.kms(region)
                                .listResourceTags(r -> r.keyId(id).limit(1)));
            case GET_TRAIL_STATUS ->
                on(
                        AwsCall.DESCRIBE_TRAILS,
                        call,
                        arn -> clients.cloudTrail(region).getTrailStatus(r -> r.name(arn)));
            case GET_EVENT_SELECTORS ->
                on(
                        AwsCall.DESCRIBE_TRAILS,
                        call,
                        arn -> clients.cloudTrail(region).getEventSelectors(r -> r.trailName(arn)));
            case LOOKUP_EVENTS ->
                once(() -> call.request(() -> clients.cloudTrail(region).lookupEvents(r -> r.maxResults(1))));
            case DESCRIBE_METRIC_FILTERS ->
                once(() -> call.request(() -> clients.logs(region).describeMetricFilters(r -> r.limit(1))));
            case LIST_SUBSCRIPTIONS_BY_TOPIC ->
                on(
                        AwsCall.DESCRIBE_ALARMS,
                        call,
                        topic -> clients.sns(region).listSubscriptionsByTopic(r -> r.topicArn(topic)));
            case LIST_TARGETS_BY_RULE ->
                on(
                        AwsCall.LIST_RULES,
                        call,
                        rule -> clients.events(region)
                                .listTargetsByRule(r -> r.rule(rule).limit(1)));
            case GET_RESOURCES ->
                once(() -> call.request(() -> clients.tagging(region).getResources(r -> r.resourcesPerPage(1))));
            case DESCRIBE_ORGANIZATION ->
                once(() -> call.request(() -> clients.organizations(region).describeOrganization(_ -> {})));
            // These take no permission of the account's role.
            case HEAD_BUCKET,
                    GET_CALLER_IDENTITY,
                    ASSUME_ROLE,
                    LIST_ACCOUNTS,
                    LIST_PARENTS,
                    LIST_ROOTS,
                    LIST_ACCOUNTS_FOR_PARENT,
                    LIST_ORGANIZATIONAL_UNITS_FOR_PARENT,
                    LIST_ACCOUNT_TAGS,
                    DESCRIBE_ORGANIZATIONAL_UNIT -> List.of();
        };
    }

    private static List<Runnable> once(Runnable attempt) {
        return List.of(attempt);
    }

    private List<Runnable> onKeys(AwsCall call, Consumer<String> request) {
        return on(AwsCall.LIST_KEYS, call, request);
    }

    private List<Runnable> on(AwsCall listing, AwsCall call, Consumer<String> request) {
        return names.get(listing).stream()
                .limit(MOST_RESOURCES)
                .<Runnable>map(name -> () -> request(call, () -> request.accept(name)))
                .toList();
    }

    private interface BucketRequest {
        void send(S3Client s3, String bucket);
    }

    /** Buckets answer in their own region; those of this one first. */
    private List<Runnable> onBuckets(AwsCall call, BucketRequest request) {
        return buckets.get(region).stream()
                .sorted(Comparator.comparing(bucket -> !region.equals(regionOf(bucket))))
                .limit(MOST_RESOURCES)
                .<Runnable>map(bucket ->
                        () -> request(call, () -> request.send(clients.s3(regionOf(bucket)), bucket.name())))
                .toList();
    }

    private static void request(AwsCall call, Runnable request) {
        Supplier<Boolean> answered = () -> {
            request.run();
            return true;
        };
        call.request(answered);
    }

    private String regionOf(Bucket bucket) {
        return bucket.bucketRegion() == null ? region : bucket.bucketRegion();
    }

    private List<Bucket> listBuckets(String from) {
        return AwsCall.LIST_BUCKETS
                .request(() -> clients.s3(from).listBuckets(r -> r.maxBuckets(100)))
                .buckets();
    }

    private List<String> list(AwsCall call) {
        Stream<String> listed = switch (call) {
            case LIST_KEYS ->
                call.request(() -> clients.kms(region).listKeys(r -> r.limit(MOST_RESOURCES))).keys().stream()
                        .map(key -> key.keyId());
            case DESCRIBE_SNAPSHOTS ->
                call
                        .request(() -> clients.ec2(region)
                                .describeSnapshots(r -> r.ownerIds("self").maxResults(SMALLEST_EC2_PAGE)))
                        .snapshots()
                        .stream()
                        .map(snapshot -> snapshot.snapshotId());
            case DESCRIBE_TRAILS ->
                call
                        .request(() -> clients.cloudTrail(region).describeTrails(r -> r.includeShadowTrails(false)))
                        .trailList()
                        .stream()
                        .map(trail -> trail.trailARN());
            case DESCRIBE_ALARMS ->
                call.request(() -> clients.cloudWatch(region).describeAlarms(_ -> {})).metricAlarms().stream()
                        .flatMap(this::topicsHere);
            case LIST_RULES ->
                call.request(() -> clients.events(region).listRules(r -> r.limit(1))).rules().stream()
                        .map(rule -> rule.name());
            default -> throw new IllegalArgumentException(call + " lists nothing to try other actions on");
        };
        return listed.toList();
    }

    private Stream<String> topicsHere(MetricAlarm alarm) {
        return alarm.alarmActions().stream().filter(action -> action.matches("arn:[^:]*:sns:" + region + ":.*"));
    }
}
