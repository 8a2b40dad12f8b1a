package dev.atrest.embeddedaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.embeddedaws.estate.Estate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** An estate of AWS China: the SDK's clients see no word of another partition. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartitionedEstateTest {

    private static final String BEIJING = "cn-north-1";
    private static final String KEY = "mrk-1a111111111141118111111111111111";

    private final EmbeddedAws aws = EmbeddedAws.start(Estate.parse("""
            partition: aws-cn
            regions: { enabled: [cn-north-1, cn-northwest-1] }
            accounts:
              - id: "111111111111"
                buckets: [ { name: orders, region: cn-northwest-1, tags: { a: b } }, { name: plain } ]
                regions:
                  cn-north-1:
                    volumes: [ { id: vol-1, encrypted: true } ]
                    keys: [ { id: %s, multiRegion: PRIMARY, replicaRegions: [cn-northwest-1] } ]
            """.formatted(KEY)));
    private final Clients clients = Clients.of(aws);

    @AfterAll
    void stop() {
        aws.close();
    }

    @Test
    void stsNamesUsersRolesAndSessionsOfThePartition() {
        try (var sts = clients.in(BEIJING, StsClient.builder())) {
            assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws-cn:iam::111111111111:user/atrest");
            assertThat(sts.assumeRole(request -> request.roleArn("arn:aws-cn:iam::111111111111:role/audit/reader")
                                    .roleSessionName("test"))
                            .assumedRoleUser()
                            .arn())
                    .isEqualTo("arn:aws-cn:sts::111111111111:assumed-role/reader/test");
            assertThatThrownBy(() -> sts.assumeRole(request -> request.roleArn("arn:aws:iam::111111111111:role/reader")
                            .roleSessionName("test")))
                    .hasMessageContaining("arn:aws:iam::111111111111:role/reader is invalid");
        }
    }

    @Test
    void credentialsAreUnknownInAnotherPartition() {
        try (var sts = clients.in("eu-central-1", StsClient.builder())) {
            assertThatThrownBy(sts::getCallerIdentity)
                    .isInstanceOfSatisfying(
                            StsException.class,
                            refused -> assertThat(refused.awsErrorDetails().errorCode())
                                    .isEqualTo("InvalidClientTokenId"));
        }
    }

    @Test
    void regionsTellTheEndpointsOfThePartition() {
        try (var ec2 = clients.in(BEIJING, Ec2Client.builder())) {
            assertThat(ec2.describeRegions().regions())
                    .extracting(Region::endpoint)
                    .containsExactly("ec2.cn-north-1.amazonaws.com.cn", "ec2.cn-northwest-1.amazonaws.com.cn");
            assertThat(ec2.describeVolumes().volumes().getFirst().kmsKeyId())
                    .startsWith("arn:aws-cn:kms:cn-north-1:111111111111:key/");
        }
    }

    @Test
    void bucketsTellTheirRegionByEachWayThatThereIs() {
        try (var s3 = clients.in(BEIJING, S3Client.builder().forcePathStyle(true));
                var tagging = clients.in("cn-northwest-1", ResourceGroupsTaggingApiClient.builder())) {
            assertThat(s3.headBucket(request -> request.bucket("plain")).bucketRegion())
                    .isEqualTo("cn-north-1");
            assertThatThrownBy(() -> s3.headBucket(request -> request.bucket("orders")))
                    .isInstanceOfSatisfying(
                            S3Exception.class,
                            moved -> assertThat(moved.awsErrorDetails()
                                            .sdkHttpResponse()
                                            .firstMatchingHeader("x-amz-bucket-region"))
                                    .contains("cn-northwest-1"));
            assertThat(s3.getBucketLocation(request -> request.bucket("plain")).locationConstraintAsString())
                    .isEqualTo("cn-north-1");
            assertThat(s3.listBuckets(request -> request.maxBuckets(10)).buckets())
                    .extracting(bucket -> bucket.bucketRegion() + " " + bucket.bucketArn())
                    .containsExactly("cn-northwest-1 arn:aws-cn:s3:::orders", "cn-north-1 arn:aws-cn:s3:::plain");
            assertThat(tagging.getResources(request -> request.resourceARNList("arn:aws-cn:s3:::orders"))
                            .resourceTagMappingList())
                    .hasSize(1);
        }
    }

    @Test
    void keysAndTheirPoliciesAreOfThePartition() {
        String arn = "arn:aws-cn:kms:cn-north-1:111111111111:key/" + KEY;
        try (var kms = clients.in(BEIJING, KmsClient.builder())) {
            var metadata = kms.describeKey(request -> request.keyId(arn)).keyMetadata();
            assertThat(metadata.arn()).isEqualTo(arn);
            assertThat(metadata.multiRegionConfiguration()
                            .replicaKeys()
                            .getFirst()
                            .arn())
                    .isEqualTo(arn.replace("cn-north-1", "cn-northwest-1"));
            assertThat(kms.getKeyPolicy(request -> request.keyId(arn)).policy())
                    .contains("\"arn:aws-cn:iam::111111111111:root\"");
            assertThat(kms.getKeyPolicy(request -> request.keyId(kms.describeKey(key -> key.keyId("alias/aws/ebs"))
                                    .keyMetadata()
                                    .keyId()))
                            .policy())
                    .contains("\"ec2.cn-north-1.amazonaws.com\"");
            assertThatThrownBy(() -> kms.describeKey(request -> request.keyId(arn.replace("aws-cn", "aws"))))
                    .hasMessageContaining("Invalid arn");
        }
    }

    @Test
    void organizationsNamesAccountsOfThePartition() {
        try (var organizations = clients.in(BEIJING, OrganizationsClient.builder())) {
            assertThat(organizations.listAccounts().accounts().getFirst().arn())
                    .startsWith("arn:aws-cn:organizations::111111111111:account/");
            assertThat(organizations.describeOrganization().organization().masterAccountArn())
                    .startsWith("arn:aws-cn:organizations::111111111111:account/");
        }
    }
}
