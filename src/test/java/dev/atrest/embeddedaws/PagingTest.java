package dev.atrest.embeddedaws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.estate.Estate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.ListAliasesResponse;
import software.amazon.awssdk.services.kms.model.ListKeysResponse;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagingTest {

    private static final String REGION = "eu-west-1";

    private EmbeddedAws aws;
    private Clients clients;

    @BeforeAll
    void start() {
        aws = EmbeddedAws.start(Estate.parse("""
                accounts:
                  - id: "111111111111"
                    buckets:
                      - { name: "b-{n}", count: 2500, tags: { DataProtectionClass: PUBLIC } }
                      - { name: a-first }
                    regions:
                      eu-west-1:
                        volumes:
                          - { id: "vol-000000000{n}", count: 1000000 }
                          - { id: vol-single, encrypted: true }
                        keys:
                          - { id: "00000000-0000-4000-8000-0000{n}", count: 1101, aliases: ["alias/k-{n}"] }
                        events:
                          - { name: Decrypt, count: 120, time: -1h }
                  - { id: "3333{n}", count: 41 }
                """));
        clients = Clients.of(aws);
    }

    @AfterAll
    void stop() {
        clients.close();
        aws.close();
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrRepetition() {
        Ec2Client ec2 = clients.in(REGION, Ec2Client.builder());

        Set<String> seen = new HashSet<>();
        String token = null;
        for (int page = 0; page < 3; page++) {
            String previous = token;
            var answer = ec2.describeVolumes(request -> request.maxResults(1000).nextToken(previous));
            answer.volumes()
                    .forEach(volume -> assertThat(seen.add(volume.volumeId())).isTrue());
            token = answer.nextToken();
        }

        assertThat(seen).hasSize(3000);
        assertThat(token).isNotNull();
    }

    @Test
    void oneOfAMillionIsFoundByItsId() {
        Ec2Client ec2 = clients.in(REGION, Ec2Client.builder());

        assertThat(ec2.describeVolumes(request -> request.volumeIds("vol-00000000000999999"))
                        .volumes())
                .extracting(Volume::volumeId)
                .containsExactly("vol-00000000000999999");
        assertRefused(
                "InvalidVolume.NotFound",
                () -> ec2.describeVolumes(request -> request.volumeIds("vol-00000000001000000")));
    }

    @Test
    void bucketsPageInTheOrderOfTheirNames() {
        S3Client s3 = clients.in(REGION, S3Client.builder());

        List<String> names = s3.listBucketsPaginator(request -> request.maxBuckets(1000)).buckets().stream()
                .map(Bucket::name)
                .toList();

        assertThat(names)
                .hasSize(2501)
                .isSorted()
                .startsWith("a-first", "b-00000000")
                .endsWith("b-00002499");
        assertThat(s3.getBucketTagging(request -> request.bucket("b-00001234")).tagSet())
                .hasSize(1);
    }

    @Test
    void defaultPageSizesAreThoseOfTheServices() {
        KmsClient kms = clients.in(REGION, KmsClient.builder());
        ListKeysResponse keys = kms.listKeys();
        ListAliasesResponse aliases = kms.listAliases();

        assertThat(keys.keys()).hasSize(100);
        assertThat(keys.truncated()).isTrue();
        assertThat(aliases.aliases()).hasSize(50);
        assertThat(kms.listKeysPaginator().stream()
                        .mapToInt(page -> page.keys().size())
                        .sum())
                .isEqualTo(1102);
        assertThat(kms.describeKey(request -> request.keyId("alias/k-00001100"))
                        .keyMetadata()
                        .keyId())
                .isEqualTo("00000000-0000-4000-8000-000000001100");
        assertThat(clients.in(REGION, OrganizationsClient.builder())
                        .listAccounts()
                        .accounts())
                .hasSize(20);
        assertThat(clients.in(REGION, OrganizationsClient.builder()).listAccountsPaginator().stream()
                        .mapToInt(page -> page.accounts().size())
                        .sum())
                .isEqualTo(42);
        var tagging = clients.in(REGION, ResourceGroupsTaggingApiClient.builder());
        assertThat(tagging.getResources(request -> {}).resourceTagMappingList()).hasSize(50);
        assertThat(tagging.getResourcesPaginator(request -> request.resourcesPerPage(100)).stream()
                        .mapToInt(page -> page.resourceTagMappingList().size())
                        .sum())
                .isEqualTo(2500);
        var cloudTrail = clients.in(REGION, CloudTrailClient.builder());
        assertThat(cloudTrail.lookupEvents(request -> {}).events()).hasSize(50);
        assertThat(cloudTrail.lookupEventsPaginator(request -> {}).events().stream()
                        .map(event -> event.eventId())
                        .distinct())
                .hasSize(120);
    }

    @Test
    void pagesThatAreTooLargeOrTooSmallAreRefusedInTheServicesWords() {
        Ec2Client ec2 = clients.in(REGION, Ec2Client.builder());
        KmsClient kms = clients.in(REGION, KmsClient.builder());

        for (int size : new int[] {4, 1001}) {
            assertRefused("InvalidParameterValue", () -> ec2.describeVolumes(request -> request.maxResults(size)));
        }
        for (int size : new int[] {0, 1001}) {
            assertRefused("ValidationException", () -> kms.listKeys(request -> request.limit(size)));
        }
        assertRefused("ValidationException", () -> kms.listAliases(request -> request.limit(101)));
        assertRefused(
                "InvalidInputException",
                () -> clients.in(REGION, OrganizationsClient.builder())
                        .listAccounts(request -> request.maxResults(21)));
        assertRefused(
                "InvalidParameterException",
                () -> clients.in(REGION, ResourceGroupsTaggingApiClient.builder())
                        .getResources(request -> request.resourcesPerPage(101)));
        assertRefused(
                "InvalidMaxResultsException",
                () -> clients.in(REGION, CloudTrailClient.builder()).lookupEvents(request -> request.maxResults(51)));
        assertRefused(
                "InvalidArgument",
                () -> clients.in(REGION, S3Client.builder()).listBuckets(request -> request.maxBuckets(10_001)));
        assertRefused(
                "ValidationError",
                () -> clients.in(REGION, CloudWatchClient.builder())
                        .describeAlarms(request -> request.maxRecords(101)));
    }

    @Test
    void tokensThatTheServiceDidNotHandOutAreRefusedInItsWords() {
        KmsClient kms = clients.in(REGION, KmsClient.builder());
        String ofKeys = kms.listKeys().nextMarker();

        assertThat(ofKeys).as("opaque").doesNotContain("ListKeys");
        assertRefused("InvalidMarkerException", () -> kms.listKeys(request -> request.marker("made up")));
        assertRefused("InvalidMarkerException", () -> kms.listAliases(request -> request.marker(ofKeys)));
        assertRefused(
                "InvalidParameterValue",
                () -> clients.in(REGION, Ec2Client.builder()).describeVolumes(request -> request.nextToken("made up")));
        assertRefused(
                "InvalidNextTokenException",
                () -> clients.in(REGION, CloudTrailClient.builder())
                        .lookupEvents(request -> request.nextToken("made up")));
        assertRefused(
                "InvalidInputException",
                () -> clients.in(REGION, OrganizationsClient.builder())
                        .listAccounts(request -> request.nextToken("made up")));
    }

    @Test
    void manyCallsAtOnceDoNotMix() throws Exception {
        Ec2Client ec2 = clients.in(REGION, Ec2Client.builder());
        List<String> ids =
                IntStream.range(0, 200).mapToObj("vol-000000000%08d"::formatted).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<List<Volume>>> answers = ids.stream()
                    .map(id -> threads.submit(() -> ec2.describeVolumes(request -> request.volumeIds(id))
                            .volumes()))
                    .toList();
            for (int i = 0; i < ids.size(); i++) {
                assertThat(answers.get(i).get()).extracting(Volume::volumeId).containsExactly(ids.get(i));
            }
        }
        assertThat(aws.calls().of("ec2:DescribeVolumes")).isGreaterThanOrEqualTo(200);
    }

    @Test
    void theSmallestPagesReachTheEnd() {
        Ec2Client ec2 = clients.in(REGION, Ec2Client.builder());

        List<String> last = ec2
                .describeVolumesPaginator(request -> request.maxResults(5)
                        .filters(Filter.builder()
                                .name("encrypted")
                                .values("true")
                                .build()))
                .volumes()
                .stream()
                .map(Volume::volumeId)
                .toList();

        assertThat(last).containsExactly("vol-single");
        assertThat(IntStream.range(0, 3)
                        .mapToObj(n -> ec2.describeVolumes(request -> request.maxResults(5))
                                .volumes()
                                .getFirst()
                                .volumeId())
                        .distinct())
                .hasSize(1);
    }

    private static void assertRefused(String code, Runnable call) {
        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(AwsServiceException.class, call::run)
                        .awsErrorDetails()
                        .errorCode())
                .isEqualTo(code);
    }
}
