package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atrest.model.Account;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import dev.atrest.readers.ScriptedEndpoint.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** An endpoint that is S3 and nothing else, so that nobody tells whose the credentials are. */
class EndpointWithoutStsTest {

    private static final String ACCOUNT = "111122223333";

    @TempDir
    Path directory;

    private Optional<ScriptedEndpoint> endpoint = Optional.empty();
    private Optional<AwsSession> session = Optional.empty();

    @AfterEach
    void close() {
        session.ifPresent(AwsSession::close);
        endpoint.ifPresent(ScriptedEndpoint::close);
    }

    /** What emulators of S3 say to a call of STS. */
    static Stream<Answer> unknown() {
        return Stream.of(
                new Answer(404, Map.of(), "404 page not found"),
                new Answer(404, Map.of(), ""),
                Answer.htmlPage(),
                Answer.s3Error(501, "NotImplemented"),
                Answer.s3Error(405, "MethodNotAllowed"),
                Answer.s3Error(400, "InvalidRequest"),
                Answer.s3Error(400, "AuthorizationHeaderMalformed"),
                Answer.of("<ListAllMyBucketsResult><Buckets></Buckets></ListAllMyBucketsResult>"));
    }

    static Stream<Answer> refused() {
        return Stream.of(
                ofSts(403, "AccessDenied"),
                ofSts(403, "InvalidClientTokenId"),
                ofSts(400, "UnrecognizedClientException"),
                ofSts(400, "ExpiredToken"),
                ofSts(403, "SignatureDoesNotMatch"),
                ofSts(400, "Throttling"),
                Answer.s3Error(403, "InvalidAccessKeyId"),
                new Answer(403, Map.of(), "forbidden"),
                new Answer(401, Map.of(), "who are you?"),
                Answer.s3Error(503, "ServiceUnavailable"));
    }

    private static Answer ofSts(int status, String code) {
        return new Answer(
                status,
                Map.of(),
                "<ErrorResponse><Error><Code>" + code + "</Code><Message>no</Message></Error></ErrorResponse>");
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void theOnlyAccountThatIsNamedIsReadAndTheLedgerSaysWhoDidNotTellTheCaller(Answer sts) throws IOException {
        var connected = connect(sts, Optional.empty(), Optional.empty(), ACCOUNT);
        assertThat(connected.accounts()).extracting(Account::id).containsExactly(ACCOUNT);
        assertThat(connected.caller()).isEqualTo("unknown: the endpoint does not know sts:GetCallerIdentity");
        try (var reader = connected.open(connected.accounts().getFirst())) {
            var buckets = reader.listings(List.of()).stream()
                    .filter(listing -> listing.type() == ResourceType.S3_BUCKET)
                    .findFirst()
                    .orElseThrow();
            assertThat(Reading.listed(reader, buckets))
                    .extracting(Resource::arn)
                    .containsExactly("arn:aws-us-gov:s3:::data");
            var settings = reader.listings(List.of()).stream()
                    .filter(listing -> listing.type() == ResourceType.ACCOUNT_SETTINGS)
                    .findFirst()
                    .orElseThrow();
            assertThat(Reading.listed(reader, settings)
                            .getFirst()
                            .facts()
                            .unread()
                            .get("organizationAccounts"))
                    .extracting(Unread::call)
                    .isEqualTo("sts:GetCallerIdentity");
        }
    }

    @Test
    void theAccountMayStandInAnAccountsFile() throws IOException {
        Path file = Files.writeString(directory.resolve("accounts.yml"), "accounts: [ { id: " + ACCOUNT + " } ]\n");
        assertThat(connect(Answer.htmlPage(), Optional.empty(), Optional.of(file))
                        .accounts())
                .extracting(Account::id)
                .containsExactly(ACCOUNT);
    }

    @Test
    void withoutAnAccountTheUserIsToldToNameOne() throws IOException {
        assertNotConnected(connect(Answer.htmlPage(), Optional.empty(), Optional.empty()), "--account");
        assertNotConnected(
                connect(Answer.htmlPage(), Optional.empty(), Optional.empty(), ACCOUNT, "444455556666"), "--account");
    }

    @Test
    void aRoleCannotBeAssumedWithoutSts() throws IOException {
        assertNotConnected(connect(Answer.htmlPage(), Optional.of("audit"), Optional.empty(), ACCOUNT), "and no role");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void credentialsThatAreRefusedAreNotTakenForThoseOfTheAccount(Answer sts) throws IOException {
        assertNotConnected(
                connect(sts, Optional.empty(), Optional.empty(), ACCOUNT), "AWS does not tell whose credentials");
    }

    @Test
    void theDoctorSaysWhichAccountItIsReadAsOrThatOneIsToBeNamed() throws IOException {
        assertThat(connect(Answer.htmlPage(), Optional.empty(), Optional.empty(), ACCOUNT)
                        .checks()
                        .caller(Clock.systemUTC()))
                .anySatisfy(
                        check -> assertThat(check.detail()).endsWith("it is read as account 111122223333, as named"))
                .noneMatch(check -> check.result() == Check.Result.GAP);
        assertThat(connect(Answer.htmlPage(), Optional.empty(), Optional.empty())
                        .checks()
                        .caller(Clock.systemUTC()))
                .anySatisfy(check -> assertThat(check.fix()).contains("--account"));
    }

    private static void assertNotConnected(AwsSession connected, String message) {
        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(connected::accounts)
                .withMessageContaining(message)
                .withMessageContaining("sts:GetCallerIdentity");
        connected.close();
    }

    private AwsSession connect(Answer sts, Optional<String> role, Optional<Path> accountsFile, String... accounts)
            throws IOException {
        close();
        endpoint = Optional.of(new ScriptedEndpoint(request -> switch (request.operation()) {
            case "GetCallerIdentity" -> sts;
            case "HEAD /data" -> new Answer(200, Map.of("x-amz-bucket-region", "us-gov-west-1"), "");
            default ->
                request.operation().startsWith("GET /?")
                        ? Answer.of(
                                "<ListAllMyBucketsResult><Buckets><Bucket><Name>data</Name>"
                                        + "<CreationDate>2025-01-02T03:04:05Z</CreationDate></Bucket></Buckets></ListAllMyBucketsResult>")
                        : Answer.s3Error(501, "NotImplemented");
        }));
        session = Optional.of(AwsSession.connect(
                new AwsAccess(
                        Optional.of(endpoint.get().uri()),
                        Optional.of("us-gov-west-1"),
                        Optional.empty(),
                        role,
                        Optional.empty(),
                        "atrest-test",
                        accountsFile,
                        8),
                new Scope(
                        Set.of(accounts),
                        Set.of(),
                        Set.of(ResourceType.S3_BUCKET, ResourceType.ACCOUNT_SETTINGS),
                        true),
                Optional.of(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"))),
                new Patience(
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(10),
                        2,
                        Optional.of(Duration.ofNanos(1)))));
        return session.get();
    }
}
