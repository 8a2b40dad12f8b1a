package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atrest.model.Account;
import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import dev.atrest.readers.ScriptedEndpoint.Answer;
import dev.atrest.readers.ScriptedEndpoint.Request;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** An account is read with credentials of that account only. */
class AssumedAccountTest {

    private static final String CALLERS = "111111111111";
    private static final String ASKED = "222222222222";
    private static final String OTHER = "333333333333";

    @Test
    void aRoleThatBelongsToAnotherAccountFailsTheAccount() throws IOException {
        assertThatExceptionOfType(ReadException.class)
                .isThrownBy(() -> regions(request -> switch (request.operation()) {
                    case "AssumeRole" ->
                        assumed("<AssumedRoleUser><Arn>arn:aws:sts::" + OTHER
                                + ":assumed-role/r/s</Arn></AssumedRoleUser>");
                    default -> identity(CALLERS);
                }))
                .satisfies(AssumedAccountTest::isOtherAccount);
    }

    @Test
    void whoseTheRoleIsIsAskedWhereAssumingItDoesNotTell() throws IOException {
        var asked = new AtomicInteger();
        assertThatExceptionOfType(ReadException.class)
                .isThrownBy(() -> regions(request -> switch (request.operation()) {
                    case "AssumeRole" -> assumed("");
                    default -> identity(asked.getAndIncrement() == 0 ? CALLERS : OTHER);
                }))
                .satisfies(AssumedAccountTest::isOtherAccount);
        assertThat(asked).hasValue(2);
    }

    @Test
    void anEndpointThatNeverTellsWhoseTheRoleIsDoesNotStopTheScan() throws IOException {
        var asked = new AtomicInteger();
        assertThat(regions(request -> switch (request.operation()) {
                    case "AssumeRole" -> assumed("");
                    default ->
                        asked.getAndIncrement() == 0
                                ? identity(CALLERS)
                                : new Answer(400, Map.of(), "<html>unknown action</html>");
                }))
                .containsExactly("eu-central-1");
    }

    @Test
    void aRoleWhoseCredentialsCannotBeReadIsAskedForAgain() throws IOException {
        var asked = new AtomicInteger();
        assertThat(regions(request -> switch (request.operation()) {
                    case "AssumeRole" ->
                        switch (asked.getAndIncrement()) {
                            case 0 -> Answer.of("<r/>");
                            case 1 -> Answer.of("<AssumeRoleResponse><AssumeRoleResult><Cred");
                            default ->
                                assumed("<AssumedRoleUser><Arn>arn:aws:sts::" + ASKED
                                        + ":assumed-role/r/s</Arn></AssumedRoleUser>");
                        };
                    default -> identity(CALLERS);
                }))
                .containsExactly("eu-central-1");
        assertThat(asked).hasValue(3);
    }

    @Test
    void aRoleThatIsRefusedIsNotAskedForAgain() throws IOException {
        var asked = new AtomicInteger();
        assertThatExceptionOfType(ReadException.class)
                .isThrownBy(() -> regions(request -> switch (request.operation()) {
                    case "AssumeRole" -> {
                        asked.incrementAndGet();
                        yield new Answer(
                                403,
                                Map.of(),
                                "<ErrorResponse><Error><Code>AccessDenied</Code><Message>no</Message></Error>"
                                        + "</ErrorResponse>");
                    }
                    default -> identity(CALLERS);
                }))
                .satisfies(e -> assertThat(e.coverage()).isEqualTo(Coverage.Status.DENIED));
        assertThat(asked).hasValue(1);
    }

    private static void isOtherAccount(ReadException e) {
        assertThat(e.coverage()).isEqualTo(Coverage.Status.FAILED);
        assertThat(e.gap().error()).isEqualTo("OtherAccount");
        assertThat(e.gap().detail()).contains(ASKED, OTHER);
    }

    private static List<String> regions(Function<Request, Answer> script) throws IOException {
        try (var endpoint = new ScriptedEndpoint(request -> request.operation().equals("DescribeRegions")
                        ? Answer.of("<DescribeRegionsResponse><regionInfo><item><regionName>eu-central-1</regionName>"
                                + "</item></regionInfo></DescribeRegionsResponse>")
                        : script.apply(request));
                var session = AwsSession.connect(
                        new AwsAccess(
                                Optional.of(endpoint.uri()),
                                Optional.of("eu-central-1"),
                                Optional.empty(),
                                Optional.of("audit"),
                                Optional.empty(),
                                "atrest-test",
                                Optional.empty(),
                                8),
                        new Scope(Set.of(), Set.of(), Set.of(ResourceType.EBS_VOLUME), true),
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")));
                var reader = session.open(new Account(ASKED, "Asked", "ACTIVE", ""))) {
            return reader.regions();
        }
    }

    private static Answer assumed(String whose) {
        return Answer.of("<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId>"
                + "<SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>"
                + "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>" + whose
                + "</AssumeRoleResult></AssumeRoleResponse>");
    }

    private static Answer identity(String account) {
        return Answer.of("<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::" + account
                + ":user/ada</Arn><Account>" + account
                + "</Account></GetCallerIdentityResult></GetCallerIdentityResponse>");
    }
}
