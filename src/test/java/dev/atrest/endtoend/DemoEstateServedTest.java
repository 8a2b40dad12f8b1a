package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.endtoend.ExpectedCoverage.Place;
import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.Tag;

/** The demo as the SDK's own clients see it: what the expectations count is there, hostile texts arrive whole. */
class DemoEstateServedTest {

    private static final Path FILE = Path.of("embedded-aws/demo-estate.yml");
    private static final String DEVELOPMENT = "648102937516";

    private final EmbeddedAws aws = EmbeddedAws.start(Estate.load(FILE));
    private final SdkHttpClient http = ApacheHttpClient.create();

    @AfterEach
    void stop() {
        http.close();
        aws.close();
    }

    @Test
    void whatIsExpectedToBeSeenIsThereAndWhatIsExpectedToBeDeniedIsDenied() {
        Map<ResourceType, BiFunction<String, String, Stream<String>>> listings = new EnumMap<>(ResourceType.class);
        listings.put(ResourceType.S3_BUCKET, this::buckets);
        listings.put(ResourceType.EBS_VOLUME, this::volumes);
        listings.put(ResourceType.EBS_SNAPSHOT, this::snapshots);
        listings.put(ResourceType.KMS_KEY, this::keys);
        listings.put(ResourceType.TRAIL, this::trails);
        Map<ResourceType, Set<String>> seen = new EnumMap<>(ResourceType.class);
        Set<String> scanned = Set.copyOf(EstateYaml.read(FILE).scannedAccounts());

        DemoExpectations.coverage(FILE).forEach((place, status) -> {
            var listing = listings.get(place.type());
            if (listing == null || !scanned.contains(place.account())) {
                return;
            }
            if (status == Coverage.Status.DENIED || status == Coverage.Status.EXCLUDED) {
                assertThatThrownBy(() -> listing.apply(place.account(), place.region()))
                        .as(place.toString())
                        .isInstanceOfSatisfying(
                                AwsServiceException.class,
                                error -> assertThat(error.isThrottlingException())
                                        .isFalse());
            } else {
                seen.computeIfAbsent(place.type(), _ -> new HashSet<>())
                        .addAll(listing.apply(place.account(), regionOf(place)).toList());
            }
        });

        Map<ResourceType, Integer> counts = seen.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, found -> found.getValue().size()));
        assertThat(DemoExpectations.resources(FILE)).containsAllEntriesOf(counts);
        assertThat(counts).containsOnlyKeys(listings.keySet());
    }

    @Test
    void textsThatBreakLinesAndTerminalsArriveAsTheyStandInTheFile() {
        assertThat(bucketTags(DEVELOPMENT, "muehlental-entwicklung-lang"))
                .containsEntry("Zweck", "\u009B31mrot\u009B0m");
        assertThat(bucketTags("318264750913", "muehlental-forensik-beweise"))
                .containsEntry("Aktenzeichen", "4 Js 1173/25\nStA Tübingen");
        assertThat(bucketTags("537284019365", "muehlental-sap-transporte"))
                .containsEntry("Kommentar", "Zeile 1\nZeile 2\n\n\tEingerückt;\"Spalte\",'mehr'");
        try (KmsClient kms = client(DEVELOPMENT, "eu-central-1", KmsClient.builder())) {
            assertThat(kms.describeKey(request -> request.keyId("alias/entwicklung"))
                            .keyMetadata()
                            .description())
                    .isEqualTo("\u001B[31m\u001B[2J=cmd|'/C calc'!A0 <script>alert(1)</script>");
        }
    }

    private static String regionOf(Place place) {
        return place.region().equals(Coverage.GLOBAL) ? "eu-central-1" : place.region();
    }

    private Stream<String> buckets(String account, String region) {
        try (S3Client s3 = client(account, region, S3Client.builder().forcePathStyle(true))) {
            return s3.listBuckets().buckets().stream().map(Bucket::name);
        }
    }

    private Stream<String> volumes(String account, String region) {
        try (Ec2Client ec2 = client(account, region, Ec2Client.builder())) {
            return ec2.describeVolumes().volumes().stream().map(Volume::volumeId);
        }
    }

    private Stream<String> snapshots(String account, String region) {
        try (Ec2Client ec2 = client(account, region, Ec2Client.builder())) {
            return ec2.describeSnapshots(request -> request.ownerIds("self")).snapshots().stream()
                    .map(Snapshot::snapshotId);
        }
    }

    private Stream<String> keys(String account, String region) {
        try (KmsClient kms = client(account, region, KmsClient.builder())) {
            return kms.listKeys(request -> request.limit(1000)).keys().stream().map(KeyListEntry::keyArn);
        }
    }

    private Stream<String> trails(String account, String region) {
        try (CloudTrailClient cloudTrail = client(account, region, CloudTrailClient.builder())) {
            return cloudTrail.describeTrails().trailList().stream().map(Trail::trailARN);
        }
    }

    private Map<String, String> bucketTags(String account, String bucket) {
        try (S3Client s3 = client(account, "eu-central-1", S3Client.builder().forcePathStyle(true))) {
            return s3.getBucketTagging(request -> request.bucket(bucket)).tagSet().stream()
                    .collect(Collectors.toMap(Tag::key, Tag::value));
        }
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
            String account, String region, B builder) {
        return builder.endpointOverride(aws.endpoint())
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(aws.accessKeyId(account), aws.secretKey())))
                .httpClient(http)
                .build();
    }
}
