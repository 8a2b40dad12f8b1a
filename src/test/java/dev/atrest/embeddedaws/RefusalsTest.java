package dev.atrest.embeddedaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atrest.embeddedaws.estate.Estate;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.UnsupportedOperationException;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** What goes wrong at AWS goes wrong here in the same words: absent configuration, denial, throttling, expiry, faults. */
class RefusalsTest {

    private static final String SHOP = "222222222222";
    private static final String FRANKFURT = "eu-central-1";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private EmbeddedAws aws;
    private Clients management;
    private Clients shop;

    @BeforeEach
    void start() {
        aws = EmbeddedAws.start(Estate.load(Path.of("src/test/resources/estates/small.yml")), new SettableClock());
        management = Clients.of(aws);
        shop = management.assume(SHOP);
        aws.calls().reset();
    }

    @AfterEach
    void stop() {
        management.close();
        aws.close();
    }

    @Test
    void absentConfigurationHasItsOwnCode() {
        S3Client virginia = shop.in("us-east-1", S3Client.builder());
        S3Client frankfurt = shop.in(FRANKFURT, S3Client.builder());

        assertThat(code(() -> virginia.getBucketEncryption(request -> request.bucket("shop-website"))))
                .isEqualTo("404 ServerSideEncryptionConfigurationNotFoundError");
        assertThat(code(() -> virginia.getPublicAccessBlock(request -> request.bucket("shop-website"))))
                .isEqualTo("404 NoSuchPublicAccessBlockConfiguration");
        assertThat(code(() -> frankfurt.getBucketTagging(request -> request.bucket("shop-access-logs"))))
                .isEqualTo("404 NoSuchTagSet");
        assertThat(code(() -> frankfurt.getBucketPolicy(request -> request.bucket("shop-orders"))))
                .isEqualTo("404 NoSuchBucketPolicy");
        assertThat(code(() -> frankfurt.getBucketPolicyStatus(request -> request.bucket("shop-orders"))))
                .isEqualTo("404 NoSuchBucketPolicy");
        assertThat(catchThrowableOfType(
                        NoSuchBucketException.class,
                        () -> frankfurt.getBucketVersioning(request -> request.bucket("nowhere"))))
                .isNotNull();
        assertThat(code(() -> shop.s3Control(FRANKFURT).getPublicAccessBlock(request -> request.accountId(SHOP))))
                .isEqualTo("404 NoSuchPublicAccessBlockConfiguration");
    }

    @Test
    void aBucketAskedInTheWrongRegionSaysWhereItIs() {
        S3Client virginia = shop.in("us-east-1", S3Client.builder());

        AwsServiceException error = catchThrowableOfType(
                AwsServiceException.class, () -> virginia.getBucketTagging(request -> request.bucket("shop-orders")));

        assertThat(error.statusCode()).isEqualTo(301);
        assertThat(error.awsErrorDetails().errorCode()).isEqualTo("PermanentRedirect");
        assertThat(error.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("x-amz-bucket-region"))
                .contains(FRANKFURT);
    }

    @Test
    void anotherAccountsBucketIsDenied() {
        assertThat(code(() -> shop.in(FRANKFURT, S3Client.builder())
                        .getBucketTagging(request -> request.bucket("atrest-trail-logs"))))
                .isEqualTo("403 AccessDenied");
    }

    @Test
    void keysAnswerErrorsThatTheSdkKnows() {
        KmsClient kms = shop.in(FRANKFURT, KmsClient.builder());

        assertThat(catchThrowableOfType(
                        NotFoundException.class, () -> kms.describeKey(request -> request.keyId("alias/none"))))
                .hasMessageContaining("arn:aws:kms:eu-central-1:222222222222:alias/none");
        assertThat(code(() -> kms.describeKey(request -> request.keyId(
                        "arn:aws:kms:eu-central-1:111111111111:key/1a111111-1111-4111-8111-111111111111"))))
                .as("another account's key")
                .isEqualTo("400 AccessDeniedException");
    }

    @Test
    void aKeyWithImportedMaterialHasNoRotationToAskFor() {
        try (EmbeddedAws imported = EmbeddedAws.start(Estate.parse("""
                        accounts:
                          - id: "111111111111"
                            regions: { us-east-1: { keys: [{ id: imported, origin: EXTERNAL }] } }
                        """));
                Clients clients = Clients.of(imported)) {
            assertThat(catchThrowableOfType(
                            UnsupportedOperationException.class,
                            () -> clients.in("us-east-1", KmsClient.builder())
                                    .getKeyRotationStatus(request -> request.keyId("imported"))))
                    .hasMessageContaining("origin is EXTERNAL which is not valid for this operation");
        }
    }

    @Test
    void rolesAskForTheirExternalIdAndExistNotEverywhere() {
        StsClient sts = management.in("us-east-1", StsClient.builder());
        String role = ":role/atrest-audit";

        assertThat(code(() -> sts.assumeRole(request ->
                        request.roleArn("arn:aws:iam::" + SHOP + role).roleSessionName("test"))))
                .as("without external id")
                .isEqualTo("403 AccessDenied");
        for (String account : List.of("333333333333", "444444444444", "999999999999")) {
            assertThat(code(() -> sts.assumeRole(request -> request.roleArn("arn:aws:iam::" + account + role)
                            .roleSessionName("test")
                            .externalId("atrest-demo"))))
                    .as(account)
                    .isEqualTo("403 AccessDenied");
        }
        assertThat(code(() -> sts.assumeRole(request -> request.roleArn("arn:aws:iam::" + SHOP + role)
                        .roleSessionName("test")
                        .externalId("atrest-demo")
                        .durationSeconds(60))))
                .isEqualTo("400 ValidationError");
    }

    @Test
    void everyServiceDeniesInItsOwnWords() {
        aws.faults().add(Fault.deny("*"));

        assertThat(codesOfEveryService(management))
                .containsExactly(
                        "ec2 403 UnauthorizedOperation",
                        "s3 403 AccessDenied",
                        "s3control 403 AccessDenied",
                        "sts 403 AccessDenied",
                        "sns 403 AuthorizationError",
                        "cloudwatch 403 AccessDenied",
                        "kms 400 AccessDeniedException",
                        "organizations 400 AccessDeniedException",
                        "cloudtrail 400 AccessDeniedException",
                        "logs 400 AccessDeniedException",
                        "events 400 AccessDeniedException",
                        "tag 400 AccessDeniedException");
    }

    @Test
    void everyServiceThrottlesInItsOwnWords() {
        aws.faults().add(Fault.throttle("*"));

        assertThat(codesOfEveryService(management))
                .containsExactly(
                        "ec2 503 RequestLimitExceeded",
                        "s3 503 SlowDown",
                        "s3control 503 SlowDown",
                        "sts 400 Throttling",
                        "sns 400 Throttling",
                        "cloudwatch 400 Throttling",
                        "kms 400 ThrottlingException",
                        "organizations 400 TooManyRequestsException",
                        "cloudtrail 400 ThrottlingException",
                        "logs 400 ThrottlingException",
                        "events 400 ThrottlingException",
                        "tag 400 ThrottledException");
        assertThat(catchThrowableOfType(
                                AwsServiceException.class,
                                () -> management
                                        .in(FRANKFURT, KmsClient.builder())
                                        .listKeys())
                        .isThrottlingException())
                .isTrue();
    }

    @Test
    void everyServiceSaysInItsOwnWordsThatCredentialsExpired() {
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(61)));

        assertThat(codesOfEveryService(shop))
                .containsExactly(
                        "ec2 400 RequestExpired",
                        "s3 400 ExpiredToken",
                        "s3control 400 ExpiredToken",
                        "sts 403 ExpiredToken",
                        "sns 403 ExpiredToken",
                        "cloudwatch 403 ExpiredToken",
                        "kms 400 ExpiredTokenException",
                        "organizations 400 ExpiredTokenException",
                        "cloudtrail 400 ExpiredTokenException",
                        "logs 400 ExpiredTokenException",
                        "events 400 ExpiredTokenException",
                        "tag 400 ExpiredTokenException");
    }

    @Test
    void unknownCredentialsAreRefused() {
        Clients nobody = management.with(AwsBasicCredentials.create("AKIANOBODY", "x"));

        assertThat(codesOfEveryService(nobody))
                .startsWith("ec2 401 AuthFailure", "s3 403 InvalidAccessKeyId")
                .contains("sts 403 InvalidClientTokenId", "kms 400 UnrecognizedClientException");
    }

    @Test
    void aServiceControlPolicyDeniesMembersARegionButNotTheManagementAccount() {
        AwsServiceException error = catchThrowableOfType(
                AwsServiceException.class,
                () -> shop.in("us-west-2", KmsClient.builder()).listKeys());

        assertThat(error.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
        assertThat(error).hasMessageContaining("kms:ListKeys with an explicit deny in a service control policy");
        assertThat(code(() -> shop.in("us-west-2", Ec2Client.builder()).describeVolumes()))
                .isEqualTo("403 UnauthorizedOperation");
        assertThat(shop.in("us-west-2", StsClient.builder()).getCallerIdentity().account())
                .isEqualTo(SHOP);
        assertThat(management.in("us-west-2", KmsClient.builder()).listKeys().keys())
                .isEmpty();
    }

    @Test
    void aRegionThatIsNotOptedInKnowsNoCredentials() {
        assertThat(code(() -> shop.in("ap-east-1", Ec2Client.builder()).describeVolumes()))
                .isEqualTo("401 AuthFailure");
    }

    @Test
    void whatIsNotKnownIsSaidToBeUnknown() {
        assertThat(code(() -> shop.in(FRANKFURT, Ec2Client.builder()).describeInstances()))
                .isEqualTo("400 InvalidAction");
        assertThat(code(() -> shop.in(FRANKFURT, KmsClient.builder()).describeCustomKeyStores()))
                .isEqualTo("400 UnknownOperationException");
        assertThat(code(() ->
                        shop.in(FRANKFURT, S3Client.builder()).getBucketCors(request -> request.bucket("shop-orders"))))
                .isEqualTo("501 NotImplemented");
        assertThat(code(() ->
                        shop.in(FRANKFURT, S3Client.builder()).listObjectsV2(request -> request.bucket("shop-orders"))))
                .isEqualTo("501 NotImplemented");
    }

    @Test
    void aFaultHitsOnlyWhatItNames() {
        aws.faults()
                .add(Fault.deny("s3:GetBucket*").account(SHOP).region(FRANKFURT).resource("shop-ord*"));
        S3Client s3 = shop.in(FRANKFURT, S3Client.builder());

        assertThat(code(() -> s3.getBucketTagging(request -> request.bucket("shop-orders"))))
                .isEqualTo("403 AccessDenied");
        assertThat(s3.getBucketEncryption(request -> request.bucket("shop-access-logs"))
                        .serverSideEncryptionConfiguration()
                        .rules())
                .hasSize(1);
        assertThat(s3.getPublicAccessBlock(request -> request.bucket("shop-orders"))
                        .publicAccessBlockConfiguration()
                        .blockPublicAcls())
                .isTrue();
        aws.faults().clear();
        assertThat(s3.getBucketTagging(request -> request.bucket("shop-orders")).hasTagSet())
                .isTrue();
    }

    @Test
    void aFaultCanHitEachThirdCallLetSomeThroughAndEnd() {
        KmsClient kms = shop.in(FRANKFURT, KmsClient.builder());
        aws.faults().add(Fault.throttle("kms:ListKeys").after(1).every(3).times(2));

        List<Integer> refused = new ArrayList<>();
        for (int call = 1; call <= 12; call++) {
            if (catchThrowableOfType(AwsServiceException.class, kms::listKeys) != null) {
                refused.add(call);
            }
        }

        assertThat(refused).containsExactly(4, 7);
        assertThat(aws.calls().of(SHOP, FRANKFURT, "kms:ListKeys")).isEqualTo(12);
        assertThat(aws.calls().all()).containsOnlyKeys(new Calls.Target(SHOP, FRANKFURT, "kms:ListKeys"));
    }

    @Test
    void chanceIsRepeatable() {
        KmsClient kms = shop.in(FRANKFURT, KmsClient.builder());

        List<List<Boolean>> rounds = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            aws.faults().clear().seed(42).add(Fault.throttle("kms:*").probability(0.5));
            List<Boolean> refused = new ArrayList<>();
            for (int call = 0; call < 20; call++) {
                refused.add(catchThrowableOfType(AwsServiceException.class, kms::listKeys) != null);
            }
            rounds.add(refused);
        }

        assertThat(rounds.get(0)).isEqualTo(rounds.get(1)).contains(true, false);
    }

    @Test
    void serversFailInTheirOwnFormatOrWithAPage() {
        KmsClient kms = shop.in(FRANKFURT, KmsClient.builder());
        aws.faults().add(Fault.fail("kms:*"));
        assertThat(code(kms::listKeys)).isEqualTo("500 InternalFailure");

        aws.faults().clear().add(Fault.failWithHtml("*"));
        assertThat(catchThrowableOfType(SdkServiceException.class, kms::listKeys)
                        .statusCode())
                .isEqualTo(500);
        assertThat(catchThrowableOfType(
                                SdkServiceException.class,
                                () -> shop.in(FRANKFURT, Ec2Client.builder()).describeVolumes())
                        .statusCode())
                .isEqualTo(500);
    }

    @Test
    void aConnectionCanBreakOff() {
        aws.faults().add(Fault.reset("kms:*").times(1));
        KmsClient kms = shop.in(FRANKFURT, KmsClient.builder());

        assertThat(catchThrowableOfType(SdkClientException.class, kms::listKeys))
                .isNotNull();
        assertThat(kms.listKeys().keys()).isNotEmpty();
    }

    @Test
    void anAnswerCanComeLate() {
        aws.faults().add(Fault.delay("kms:*", Duration.ofMillis(150)));
        long start = System.nanoTime();

        shop.in(FRANKFURT, KmsClient.builder()).listKeys();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void theEstateCanBringItsFaults() {
        try (EmbeddedAws faulty = EmbeddedAws.start(Estate.parse("""
                        accounts: [{ id: "111111111111" }]
                        faults:
                          - { fault: deny, action: "kms:ListKeys" }
                        """));
                Clients clients = Clients.of(faulty)) {
            assertThat(code(() -> clients.in("us-east-1", KmsClient.builder()).listKeys()))
                    .isEqualTo("400 AccessDeniedException");
        }
    }

    private List<String> codesOfEveryService(Clients clients) {
        return List.of(
                "ec2 " + code(() -> clients.in(FRANKFURT, Ec2Client.builder()).describeVolumes()),
                "s3 " + code(() -> clients.in(FRANKFURT, S3Client.builder()).listBuckets()),
                "s3control "
                        + code(() ->
                                clients.s3Control(FRANKFURT).getPublicAccessBlock(request -> request.accountId(SHOP))),
                "sts " + code(() -> clients.in(FRANKFURT, StsClient.builder()).getCallerIdentity()),
                "sns "
                        + code(() -> clients.in(FRANKFURT, SnsClient.builder())
                                .listSubscriptionsByTopic(request -> request.topicArn("arn"))),
                "cloudwatch "
                        + code(() -> clients.in(FRANKFURT, CloudWatchClient.builder())
                                .describeAlarms()),
                "kms " + code(() -> clients.in(FRANKFURT, KmsClient.builder()).listKeys()),
                "organizations "
                        + code(() -> clients.in(FRANKFURT, OrganizationsClient.builder())
                                .listAccounts()),
                "cloudtrail "
                        + code(() -> clients.in(FRANKFURT, CloudTrailClient.builder())
                                .describeTrails()),
                "logs "
                        + code(() -> clients.in(FRANKFURT, CloudWatchLogsClient.builder())
                                .describeMetricFilters()),
                "events "
                        + code(() -> clients.in(FRANKFURT, EventBridgeClient.builder())
                                .listRules(request -> {})),
                "tag "
                        + code(() -> clients.in(FRANKFURT, ResourceGroupsTaggingApiClient.builder())
                                .getResources(request -> {})));
    }

    private static String code(Runnable call) {
        AwsServiceException error = catchThrowableOfType(AwsServiceException.class, call::run);
        assertThat(error.requestId()).as("request id").isNotEmpty();
        return error.statusCode() + " " + error.awsErrorDetails().errorCode();
    }

    private final class SettableClock extends Clock {

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
