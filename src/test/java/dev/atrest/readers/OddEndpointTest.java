package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atrest.model.Account;
import dev.atrest.model.Coverage;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import dev.atrest.readers.ScriptedEndpoint.Answer;
import dev.atrest.readers.ScriptedEndpoint.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Endpoints that answer in ways that AWS does not, or hardly ever. */
class OddEndpointTest {

    private static final String ACCOUNT = "111111111111";
    private static final String REGION = "eu-central-1";
    private static final String KEY_ID = "0a1b2c3d-0000-4000-8000-000000000001";

    private static final int ATTEMPTS = 3;

    private boolean deniesRegions;
    private boolean snapshotSharing = true;
    private ScriptedEndpoint endpoint;
    private AwsSession session;
    private AccountReader reader;

    @AfterEach
    void close() {
        reader.close();
        session.close();
        endpoint.close();
    }

    @Test
    void anHtmlPageMakesOneFactUnreadAndNothingElse() throws IOException {
        open(ResourceType.REGION_SETTINGS, request -> switch (request.operation()) {
            case "GetEbsEncryptionByDefault" ->
                Answer.of("<GetEbsEncryptionByDefaultResponse><ebsEncryptionByDefault>true</ebsEncryptionByDefault>"
                        + "</GetEbsEncryptionByDefaultResponse>");
            case "GetEbsDefaultKmsKeyId" ->
                Answer.of("<GetEbsDefaultKmsKeyIdResponse><kmsKeyId>alias/aws/ebs</kmsKeyId>"
                        + "</GetEbsDefaultKmsKeyIdResponse>");
            default -> Answer.htmlPage();
        });
        Resource settings = readAll().getFirst();
        assertThat(settings.facts().values())
                .containsEntry("ebsEncryptionByDefault", true)
                .containsEntry("ebsDefaultKey", Map.of("id", "alias/aws/ebs"));
        assertThat(settings.facts().unread())
                .isEqualTo(Map.of(
                        "snapshotBlockPublicAccess", new Unread("ec2:GetSnapshotBlockPublicAccessState", "HTTP 500"),
                        "trails", new Unread("cloudtrail:DescribeTrails", "HTTP 500"),
                        "trailLogGroups", new Unread("cloudtrail:DescribeTrails", "HTTP 500"),
                        "eventRules", new Unread("events:ListRules", "HTTP 500"),
                        "sensitiveContexts", new Unread("cloudtrail:LookupEvents", "NotRequested")));
    }

    @Test
    void whatEveryAnswerHoldsIsNotGuessedWhenItIsMissing() throws IOException {
        open(
                ResourceType.REGION_SETTINGS,
                request -> Answer.of("<%1$sResponse></%1$sResponse>".formatted(request.operation())));
        Resource settings = readAll().getFirst();
        assertThat(settings.facts().values()).isEmpty();
        assertThat(settings.facts().unread())
                .containsEntry(
                        "ebsEncryptionByDefault", new Unread("ec2:GetEbsEncryptionByDefault", "IncompleteAnswer"))
                .containsEntry("ebsDefaultKey", new Unread("ec2:GetEbsDefaultKmsKeyId", "IncompleteAnswer"));
    }

    @Test
    void aRepeatedPageTokenFailsTheListing() throws IOException {
        open(
                ResourceType.EBS_VOLUME,
                request -> Answer.of("<DescribeVolumesResponse><volumeSet/><nextToken>again</nextToken>"
                        + "</DescribeVolumesResponse>"));
        assertThatExceptionOfType(ReadException.class)
                .isThrownBy(this::readAll)
                .satisfies(e -> assertThat(e.gap().error()).isEqualTo("RepeatedPageToken"))
                .satisfies(e -> assertThat(e.coverage()).isEqualTo(Coverage.Status.FAILED));
        assertThat(endpoint.calls("DescribeVolumes")).isEqualTo(2);
    }

    @Test
    void aRepeatedMarkerInABulkCallMakesItsFactUnreadForEachKey() throws IOException {
        open(ResourceType.KMS_KEY, request -> switch (request.operation()) {
            case "ListKeys" -> Answer.of("""
                        {"Keys": [{"KeyId": "%1$s", "KeyArn": "arn:aws:kms:eu-central-1:111111111111:key/%1$s"}]}
                        """.formatted(KEY_ID));
            case "ListAliases" -> Answer.of("""
                        {"Aliases": [], "NextMarker": "again", "Truncated": true}
                        """);
            case "ListGrants" -> Answer.of("""
                        {"Grants": []}
                        """);
            default -> new Answer(400, Map.of(), """
                        {"__type": "AccessDeniedException", "message": "no"}
                        """);
        });
        Resource key = readAll().getFirst();
        assertThat(key.name()).isEqualTo(KEY_ID);
        assertThat(key.facts().values()).containsEntry("grants", List.of());
        var describeKey = new Unread("kms:DescribeKey", "AccessDeniedException");
        assertThat(key.facts().unread())
                .isEqualTo(Map.of(
                        "aliases", new Unread("kms:ListAliases", "RepeatedPageToken"),
                        "metadata", describeKey,
                        "rotation", describeKey,
                        "policy", describeKey,
                        "tags", new Unread("kms:ListResourceTags", "AccessDeniedException")));
    }

    @Test
    void aListThatIsNotFoundIsUnreadAndTheKeysStay() throws IOException {
        open(ResourceType.KMS_KEY, request -> switch (request.operation()) {
            case "ListKeys" -> Answer.of("""
                        {"Keys": [{"KeyId": "%1$s", "KeyArn": "arn:aws:kms:eu-central-1:111111111111:key/%1$s"}]}
                        """.formatted(KEY_ID));
            case "ListAliases" -> new Answer(400, Map.of(), """
                        {"__type": "NotFoundException", "message": "no"}
                        """);
            default -> new Answer(400, Map.of(), """
                        {"__type": "AccessDeniedException", "message": "no"}
                        """);
        });
        assertThat(readAll().getFirst().facts().unread())
                .containsEntry("aliases", new Unread("kms:ListAliases", "NotFoundException"));
    }

    @Test
    void aKeyThatIsGoneLeavesTheInventory() throws IOException {
        open(ResourceType.KMS_KEY, request -> switch (request.operation()) {
            case "ListKeys" -> Answer.of("""
                        {"Keys": [{"KeyId": "%1$s", "KeyArn": "arn:aws:kms:eu-central-1:111111111111:key/%1$s"}]}
                        """.formatted(KEY_ID));
            case "DescribeKey" -> new Answer(400, Map.of(), """
                        {"__type": "NotFoundException", "message": "no"}
                        """);
            default -> Answer.of("{}");
        });
        assertThat(readAll()).isEmpty();
    }

    @Test
    void aBucketsRegionIsTakenFromARefusedHead() throws IOException {
        open(ResourceType.S3_BUCKET, request -> switch (request.operation()) {
            case "HEAD /data" -> new Answer(403, Map.of("x-amz-bucket-region", REGION), "");
            default -> oneBucket(request);
        });
        assertThat(readAll()).extracting(Resource::region).containsExactly(REGION);
    }

    @Test
    void aBucketsRegionIsAskedForWhereHeadDoesNotTellIt() throws IOException {
        open(ResourceType.S3_BUCKET, request -> switch (request.operation()) {
            case "HEAD /data" -> new Answer(200, Map.of(), "");
            case "GET /data?location" -> Answer.of("<LocationConstraint>EU</LocationConstraint>");
            default -> oneBucket(request);
        });
        // EU is the old name of eu-west-1, which is not in scope.
        assertThat(readAll()).isEmpty();
        assertThat(endpoint.calls("GET /data?location")).isEqualTo(1);
    }

    @Test
    void aBucketWhoseRegionNobodyTellsStaysInTheInventory() throws IOException {
        open(ResourceType.S3_BUCKET, request -> switch (request.operation()) {
            case "HEAD /data" -> new Answer(403, Map.of(), "");
            case "GET /data?location" -> Answer.s3Error(403, "AccessDenied");
            default -> oneBucket(request);
        });
        Resource bucket = readAll().getFirst();
        assertThat(bucket.arn()).isEqualTo("arn:aws:s3:::data");
        assertThat(bucket.facts().unread())
                .containsEntry("encryption", new Unread("s3:GetBucketEncryption", "AccessDenied"));
    }

    @Test
    void aBucketThatIsGoneLeavesTheInventory() throws IOException {
        open(ResourceType.S3_BUCKET, request -> switch (request.operation()) {
            case "HEAD /data" -> new Answer(200, Map.of("x-amz-bucket-region", REGION), "");
            case "GET /data?logging" -> Answer.s3Error(404, "NoSuchBucket");
            default -> oneBucket(request);
        });
        assertThat(readAll()).isEmpty();
    }

    @Test
    void aTagWithoutAValueIsEmpty() throws IOException {
        open(ResourceType.S3_BUCKET, request -> switch (request.operation()) {
            case "HEAD /data" -> new Answer(200, Map.of("x-amz-bucket-region", REGION), "");
            case "GET /data?tagging" -> Answer.of("<Tagging><TagSet><Tag><Key>Owner</Key></Tag></TagSet></Tagging>");
            default -> oneBucket(request);
        });
        assertThat(readAll().getFirst().facts().values()).containsEntry("tags", Map.of("Owner", ""));
    }

    @Test
    void anAnswerThatCannotBeUnderstoodMakesOneFactUnreadAndNothingElse() throws IOException {
        open(ResourceType.S3_BUCKET, request -> switch (request.operation()) {
            case "HEAD /data" -> new Answer(200, Map.of("x-amz-bucket-region", REGION), "");
            case "GET /data?tagging" ->
                Answer.of("<Tagging><TagSet><Tag><Value>no key</Value></Tag></TagSet></Tagging>");
            case "GET /data?logging" -> Answer.of("<BucketLoggingStatus/>");
            default -> oneBucket(request);
        });
        var facts = readAll().getFirst().facts();
        assertThat(facts.unread()).containsEntry("tags", new Unread("s3:GetBucketTagging", AwsError.UNREADABLE_ANSWER));
        assertThat(facts.values()).containsEntry("logging", Map.of("enabled", false, "targetBucket", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "EBS_SNAPSHOT, DescribeSnapshots, snapshot, startTime, volumeSize",
        "EBS_VOLUME, DescribeVolumes, volume, createTime, size"
    })
    void theKeyOfWhatIsEncryptedIsUnreadWhereNobodyTellsIt(
            ResourceType type, String operation, String name, String time, String size) throws IOException {
        open(
                type,
                request -> request.operation().equals(operation)
                        ? Answer.of(
                                "<Response><%1$sSet><item><%1$sId>id-1</%1$sId><%3$s>8</%3$s><encrypted>true</encrypted>"
                                                .formatted(name, time, size)
                                        + "<%2$s>2025-01-02T03:04:05Z</%2$s></item></%1$sSet></Response>"
                                                .formatted(name, time))
                        : Answer.htmlPage());
        assertThat(readAll().getFirst().facts().unread())
                .containsEntry("key", new Unread("ec2:" + operation, AwsError.INCOMPLETE_ANSWER));
    }

    @Test
    void snapshotsAreNotPublicBecauseAnEndpointDoesNotHeedThatOnlyPublicOnesAreAskedFor() throws IOException {
        open(
                ResourceType.EBS_SNAPSHOT,
                request -> request.operation().equals("DescribeSnapshots")
                        ? Answer.of("<DescribeSnapshotsResponse><snapshotSet>" + snapshot("snap-1", false)
                                + snapshot("snap-2", true) + "</snapshotSet></DescribeSnapshotsResponse>")
                        : unauthorized());
        assertThat(readAll())
                .hasSize(2)
                .allSatisfy(snapshot -> assertThat(snapshot.facts().unread())
                        .containsEntry(
                                "publiclyRestorable", new Unread("ec2:DescribeSnapshots", AwsError.FILTER_IGNORED)));
    }

    private static String snapshot(String id, boolean encrypted) {
        return "<item><snapshotId>%s</snapshotId><encrypted>%s</encrypted><kmsKeyId>%s</kmsKeyId>"
                        .formatted(id, encrypted, encrypted ? KEY_ID : "")
                + "<startTime>2025-01-02T03:04:05Z</startTime><volumeSize>8</volumeSize></item>";
    }

    @Test
    void aTrailWithoutSelectorsRecordsWhatCloudTrailDocuments() throws IOException {
        open(ResourceType.TRAIL, request -> switch (request.operation()) {
            case "DescribeTrails" -> Answer.of("""
                        {"trailList": [{"Name": "all", "HomeRegion": "eu-central-1",
                            "TrailARN": "arn:aws:cloudtrail:eu-central-1:111111111111:trail/all"}]}""");
            case "GetEventSelectors" -> Answer.of("{\"EventSelectors\": []}");
            default -> Answer.of("{}");
        });
        assertThat(readAll().getFirst().facts().values())
                .containsEntry(
                        "eventSelectors",
                        List.of(Map.of(
                                "readWriteType",
                                "All",
                                "includeManagementEvents",
                                true,
                                "excludeManagementEventSources",
                                List.of(),
                                "dataResources",
                                List.of())));
    }

    @Test
    void aListingThatCannotBeUnderstoodFailsAlone() throws IOException {
        open(
                ResourceType.EBS_VOLUME,
                _ -> Answer.of("<DescribeVolumesResponse><volumeSet><item><volumeId>vol-1</volumeId><size>8</size>"
                        + "<createTime>2025-01-02T03:04:05Z</createTime><encrypted>true</encrypted>"
                        + "<tagSet><item><value>no key</value></item></tagSet></item></volumeSet>"
                        + "</DescribeVolumesResponse>"));
        assertNotListed(AwsError.UNREADABLE_ANSWER);
    }

    @ParameterizedTest
    @EnumSource(names = {"EBS_VOLUME", "EBS_SNAPSHOT", "KMS_KEY", "TRAIL", "S3_BUCKET"})
    void aWebPageIsNoEmptyListing(ResourceType type) throws IOException {
        open(type, _ -> Answer.of("<!DOCTYPE html>\n<html><body>please log in</body></html>"));
        assertNotListed(AwsError.NOT_AN_AWS_ANSWER);
    }

    @ParameterizedTest
    @EnumSource(names = {"EBS_VOLUME", "EBS_SNAPSHOT", "KMS_KEY", "TRAIL", "S3_BUCKET"})
    void anEmptyBodyIsNoEmptyListing(ResourceType type) throws IOException {
        open(type, _ -> Answer.of(""));
        assertNotListed(AwsError.NOT_AN_AWS_ANSWER);
    }

    @ParameterizedTest
    @EnumSource(names = {"EBS_VOLUME", "EBS_SNAPSHOT", "S3_BUCKET"})
    void aDocumentWithoutTheListIsNoEmptyListing(ResourceType type) throws IOException {
        open(type, _ -> Answer.of("<r/>"));
        assertNotListed(AwsError.INCOMPLETE_ANSWER);
    }

    @ParameterizedTest
    @EnumSource(names = {"KMS_KEY", "TRAIL"})
    void anObjectWithoutTheListIsNoEmptyListing(ResourceType type) throws IOException {
        open(type, _ -> Answer.of("{}"));
        assertNotListed(AwsError.INCOMPLETE_ANSWER);
    }

    @Test
    void anEmptyListIsAnEmptyListing() throws IOException {
        open(
                ResourceType.EBS_VOLUME,
                _ -> Answer.of("<DescribeVolumesResponse><volumeSet/></DescribeVolumesResponse>"));
        assertThat(readAll()).isEmpty();
    }

    @Test
    void aWebPageIsAskedForAgainAsOftenAsAFailure() throws IOException {
        open(ResourceType.EBS_VOLUME, _ -> Answer.of("<html/>"));
        assertNotListed(AwsError.NOT_AN_AWS_ANSWER);
        assertThat(endpoint.calls("DescribeVolumes")).isEqualTo(ATTEMPTS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "busy", "<html><br></html>", "<DescribeVolumesResponse><volumeSet><it"})
    void whatCannotBeReadOnceIsReadWhenItIsAskedForAgain(String once) throws IOException {
        var asked = new AtomicInteger();
        open(
                ResourceType.EBS_VOLUME,
                _ -> Answer.of(
                        asked.getAndIncrement() == 0
                                ? once
                                : "<DescribeVolumesResponse><volumeSet/></DescribeVolumesResponse>"));
        assertThat(readAll()).isEmpty();
        assertThat(asked).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "busy", "{\"Trails\": [", "<html><br></html>"})
    void whatIsNoJsonOnceIsReadWhenItIsAskedForAgain(String once) throws IOException {
        var asked = new AtomicInteger();
        open(ResourceType.TRAIL, _ -> Answer.of(asked.getAndIncrement() == 0 ? once : "{\"trailList\": []}"));
        assertThat(readAll()).isEmpty();
        assertThat(asked).hasValue(2);
    }

    @Test
    void snapshotsOfAnEndpointThatNamesAllAsPublicAreAskedThemselves() throws IOException {
        snapshotSharing = false;
        open(ResourceType.EBS_SNAPSHOT, request -> switch (request.operation()) {
            case "DescribeSnapshots" ->
                Answer.of("<DescribeSnapshotsResponse><snapshotSet>" + snapshot("snap-1", false)
                        + snapshot("snap-2", false) + "</snapshotSet></DescribeSnapshotsResponse>");
            default ->
                Answer.of("<DescribeSnapshotAttributeResponse><createVolumePermission>"
                        + (request.body().contains("snap-2") ? "<item><group>all</group></item>" : "")
                        + "</createVolumePermission></DescribeSnapshotAttributeResponse>");
        });
        assertThat(readAll())
                .extracting(snapshot -> snapshot.facts().values().get("publiclyRestorable"))
                .containsExactly(false, true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<DescribeVolumesResponse><volumeSet/></DescribeVolumesResponse >\n",
                "\uFEFF<a:DescribeVolumesResponse xmlns:a='x'><volumeSet/></a:DescribeVolumesResponse><!-- ü -->",
                "<!-- ü --><DescribeVolumesResponse\n><volumeSet></volumeSet></DescribeVolumesResponse>"
            })
    void anAnswerMayEndInAnyWayThatXmlMay(String body) throws IOException {
        open(ResourceType.EBS_VOLUME, _ -> Answer.of(body));
        assertThat(readAll()).isEmpty();
        assertThat(endpoint.calls("DescribeVolumes")).isEqualTo(1);
    }

    @Test
    void theContentTypeDoesNotMakeAnAnswerAWebPage() throws IOException {
        open(
                ResourceType.EBS_VOLUME,
                _ -> new Answer(
                        200,
                        Map.of("Content-Type", "text/html; charset=utf-8"),
                        "<?xml version=\"1.0\"?>\n<DescribeVolumesResponse><volumeSet></volumeSet></DescribeVolumesResponse>"));
        assertThat(readAll()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<r/>", "<html><body>please log in</body></html>"})
    void nothingIsSaidOfABucketBySomethingElseThanAws(String body) throws IOException {
        open(
                ResourceType.S3_BUCKET,
                request -> request.operation().startsWith("GET /?") ? oneBucket(request) : Answer.of(body));
        var facts = readAll().getFirst().facts();
        assertThat(facts.values()).containsOnlyKeys("name", "createdAt");
        assertThat(facts.unread().values())
                .extracting(Unread::error)
                .isSubsetOf("NotAnAwsAnswer", "IncompleteAnswer", "UnreadableAnswer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<r/>", "<html><body>please log in</body></html>", "{}"})
    void nothingIsSaidOfAnAccountBySomethingElseThanAws(String body) throws IOException {
        open(ResourceType.ACCOUNT_SETTINGS, _ -> Answer.of(body));
        assertThat(readAll().getFirst().facts().values()).isEmpty();
    }

    @Test
    void withoutTheRegionsABucketIsReadWhereverItLies() throws IOException {
        deniesRegions = true;
        open(ResourceType.S3_BUCKET, request -> switch (request.operation()) {
            case "DescribeRegions" -> unauthorized();
            case "HEAD /data" -> new Answer(200, Map.of("x-amz-bucket-region", "eu-west-3"), "");
            default -> oneBucket(request);
        });
        assertThatExceptionOfType(ReadException.class).isThrownBy(reader::regions);
        var listing = reader.listings(List.of()).getFirst();
        assertThat(Reading.listed(reader, listing)).extracting(Resource::region).containsExactly("eu-west-3");
    }

    private static Answer unauthorized() {
        return new Answer(
                403,
                Map.of(),
                "<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors>"
                        + "</Response>");
    }

    private void assertNotListed(String error) {
        assertThatExceptionOfType(ReadException.class)
                .isThrownBy(this::readAll)
                .satisfies(e -> assertThat(e.gap().error()).isEqualTo(error))
                .satisfies(e -> assertThat(e.coverage()).isEqualTo(Coverage.Status.FAILED));
    }

    private static Answer oneBucket(Request request) {
        return request.operation().startsWith("GET /?")
                ? Answer.of(
                        "<ListAllMyBucketsResult><Buckets><Bucket><Name>data</Name>"
                                + "<CreationDate>2025-01-02T03:04:05Z</CreationDate></Bucket></Buckets></ListAllMyBucketsResult>")
                : Answer.s3Error(403, "AccessDenied");
    }

    private void open(ResourceType type, Function<Request, Answer> script) throws IOException {
        endpoint = new ScriptedEndpoint(request -> switch (request.operation()) {
            case "GetCallerIdentity" ->
                Answer.of("<GetCallerIdentityResponse><GetCallerIdentityResult>"
                        + "<Arn>arn:aws:iam::111111111111:user/ada</Arn><Account>111111111111</Account>"
                        + "</GetCallerIdentityResult></GetCallerIdentityResponse>");
            case "DescribeRegions" ->
                deniesRegions
                        ? script.apply(request)
                        : Answer.of(
                                "<DescribeRegionsResponse><regionInfo><item><regionName>eu-central-1</regionName></item>"
                                        + "</regionInfo></DescribeRegionsResponse>");
            default -> script.apply(request);
        });
        var access = new AwsAccess(
                Optional.of(endpoint.uri()),
                Optional.of(REGION),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "atrest-test",
                Optional.empty(),
                8);
        session = AwsSession.connect(
                access,
                new Scope(Set.of(), Set.of(), Set.of(type), snapshotSharing),
                Optional.of(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"))),
                new Patience(
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(10),
                        ATTEMPTS,
                        Optional.of(Duration.ofMillis(1))));
        reader = session.open(new Account(ACCOUNT, "Data", "ACTIVE", ""));
    }

    private List<Resource> readAll() {
        return Reading.everything(reader);
    }
}
