package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Account;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import dev.atrest.readers.ScriptedEndpoint.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Errors of which only a part came say nothing, and others what they say. */
class BrokenErrorsTest {

    private static final String REGION = "eu-central-1";
    private static final int ATTEMPTS = 2;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | <Error><Code>Throttl                         | 6 | HTTP 400",
                "403 | <Error><Code>AccessDenied</Code></Err        | 6 | HTTP 403",
                "404 | <?xml version                                | 6 | HTTP 404",
                "403 | {\"__type\": \"Acc                           | 6 | HTTP 403",
                "404 | `  `                                         | 2 | HTTP 404",
                "400 | ``                                           | 2 | HTTP 400",
                "403 | <html><body>Forbidden<br></html>             | 1 | HTTP 403",
                "403 | <!DOCTYPE html><html>                        | 1 | HTTP 403",
                "400 | no such thing                                | 1 | HTTP 400",
                "403 | <Error><Code>AccessDenied</Code></Error>     | 1 | AccessDenied",
                "404 | <Error><Code>NoSuchThing</Code></Error>      | 1 | NoSuchThing"
            })
    void anErrorThatIsNotWholeIsAskedForAgainAndThenNamedAsFarAsItIsKnown(
            int status, String body, int calls, String error) throws IOException {
        var reading = new Read(Map.of("GET /data?tagging", new Answer(status, Map.of(), body)));
        assertThat(reading.facts().unread()).containsEntry("tags", new Unread("s3:GetBucketTagging", error));
        assertThat(reading.calls("GET /data?tagging")).isEqualTo(calls);
    }

    @Test
    void whatIsNotConfiguredIsAFactOnlyIfTheErrorSaysItToItsEnd() throws IOException {
        var whole = new Read(Map.of("GET /data?tagging", Answer.s3Error(404, "NoSuchTagSet")));
        assertThat(whole.facts().values()).containsEntry("tags", Map.of());
        var half = new Read(Map.of(
                "GET /data?tagging",
                new Answer(404, Map.of(), "<Error><Code>NoSuchTagSet</Code><Message>There is no Tag")));
        assertThat(half.facts().unread()).containsEntry("tags", new Unread("s3:GetBucketTagging", "HTTP 404"));
    }

    @Test
    void anErrorWithoutABodyIsWholeWhereNoneIsSent() throws IOException {
        var reading = new Read(Map.of("HEAD /data", new Answer(403, Map.of("x-amz-bucket-region", REGION), "")));
        assertThat(reading.bucket().region()).isEqualTo(REGION);
        assertThat(reading.calls("HEAD /data")).isEqualTo(1);
    }

    @Test
    void aRegionOfWhichOnlyTheBeginningCameIsNotThatOfTheBucket() throws IOException {
        var reading = new Read(Map.of(
                "HEAD /data",
                new Answer(200, Map.of("x-amz-bucket-region", "eu-cent"), ""),
                "GET /data?location",
                Answer.of("<LocationConstraint>eu-central-1</LocationConstraint>")));
        assertThat(reading.bucket().region()).isEqualTo(REGION);
    }

    @Test
    void halfOfAPolicyIsNoPolicy() throws IOException {
        var reading = new Read(Map.of(
                "GET /data?policy", Answer.of("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\"}")));
        assertThat(reading.facts().unread())
                .containsEntry("policy", new Unread("s3:GetBucketPolicy", AwsError.UNREADABLE_ANSWER));
        assertThat(reading.calls("GET /data?policy")).isEqualTo(6);
    }

    /** A bucket read from an endpoint that answers so, and refuses the rest. */
    private static final class Read {

        private final Resource bucket;
        private final Map<String, Long> calls;

        Read(Map<String, Answer> answers) throws IOException {
            try (var endpoint = new ScriptedEndpoint(request -> answers.getOrDefault(
                            request.operation(),
                            switch (request.operation()) {
                                case "GetCallerIdentity" ->
                                    Answer.of("<GetCallerIdentityResponse><GetCallerIdentityResult>"
                                            + "<Arn>arn:aws:iam::111111111111:user/ada</Arn><Account>111111111111</Account>"
                                            + "</GetCallerIdentityResult></GetCallerIdentityResponse>");
                                case "DescribeRegions" ->
                                    Answer.of("<DescribeRegionsResponse><regionInfo><item><regionName>eu-central-1"
                                            + "</regionName></item></regionInfo></DescribeRegionsResponse>");
                                case "HEAD /data" -> new Answer(200, Map.of("x-amz-bucket-region", REGION), "");
                                default ->
                                    request.operation().startsWith("GET /?")
                                            ? Answer.of("<ListAllMyBucketsResult><Buckets><Bucket><Name>data</Name>"
                                                    + "<CreationDate>2025-01-02T03:04:05Z</CreationDate></Bucket>"
                                                    + "</Buckets></ListAllMyBucketsResult>")
                                            : Answer.s3Error(403, "AccessDenied");
                            }));
                    var session = AwsSession.connect(
                            new AwsAccess(
                                    Optional.of(endpoint.uri()),
                                    Optional.of(REGION),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    "atrest-test",
                                    Optional.empty(),
                                    8),
                            new Scope(Set.of(), Set.of(), Set.of(ResourceType.S3_BUCKET), true),
                            Optional.of(StaticCredentialsProvider.create(
                                    AwsBasicCredentials.create("AKIDEXAMPLE", "secret"))),
                            new Patience(
                                    Duration.ofSeconds(30),
                                    Duration.ofMinutes(2),
                                    Duration.ofMinutes(10),
                                    ATTEMPTS,
                                    Optional.of(Duration.ofNanos(1))));
                    var reader = session.open(new Account("111111111111", "Data", "ACTIVE", ""))) {
                List<Resource> read = Reading.everything(reader);
                assertThat(read).hasSize(1);
                bucket = read.getFirst();
                calls = Map.of(
                        "HEAD /data", endpoint.calls("HEAD /data"),
                        "GET /data?tagging", endpoint.calls("GET /data?tagging"),
                        "GET /data?policy", endpoint.calls("GET /data?policy"));
            }
        }

        Resource bucket() {
            return bucket;
        }

        FactSheet facts() {
            return bucket.facts();
        }

        long calls(String operation) {
            return calls.get(operation);
        }
    }
}
