package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atrest.model.Account;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.readers.ScriptedEndpoint.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** The partitions aws, aws-us-gov and aws-cn differ in their ARNs and in the addresses of their services. */
class PartitionsTest {

    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));

    @ParameterizedTest
    @CsvSource({
        "eu-central-1,  false, sts.eu-central-1.amazonaws.com,     organizations.us-east-1.amazonaws.com",
        "us-east-1,     false, sts.us-east-1.amazonaws.com,        organizations.us-east-1.amazonaws.com",
        "us-west-2,     true,  sts-fips.us-west-2.amazonaws.com,   organizations-fips.us-east-1.amazonaws.com",
        "us-gov-east-1, false, sts.us-gov-east-1.amazonaws.com,    organizations.us-gov-west-1.amazonaws.com",
        "cn-north-1,    false, sts.cn-north-1.amazonaws.com.cn,    organizations.cn-northwest-1.amazonaws.com.cn"
    })
    void servicesAreAskedInTheirPartitionAndStsInItsRegion(
            String region, boolean fips, String sts, String organizations) {
        var http = new Unconnected();
        try (var ofAccess = Transport.of(8, Optional.empty(), fips)) {
            var transport = new Transport(
                    http, ofAccess.timer(), ofAccess.endpoint(), ofAccess.fips(), Patience.OF_AWS, ofAccess.hearings());
            try (var clients = new AwsClients(transport, CREDENTIALS)) {
                assertThatExceptionOfType(IllegalStateException.class)
                        .isThrownBy(() -> clients.sts(region).getCallerIdentity(_ -> {}));
                assertThatExceptionOfType(IllegalStateException.class)
                        .isThrownBy(() -> clients.organizations(region).listAccounts(_ -> {}));
            }
        }
        assertThat(http.hosts).containsExactly(sts, organizations);
    }

    @Test
    void rolesAndResourcesAreNamedInThePartitionOfTheCaller() throws IOException {
        var roles = new CopyOnWriteArrayList<String>();
        try (var endpoint = new ScriptedEndpoint(request -> switch (request.operation()) {
                    case "AssumeRole" -> {
                        roles.add(URLDecoder.decode(request.body(), StandardCharsets.UTF_8));
                        yield Answer.of("<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAEXAMPLE"
                                + "</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token"
                                + "</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>"
                                + "<AssumedRoleUser><Arn>arn:aws-cn:sts::222222222222:assumed-role/audit/s</Arn>"
                                + "</AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>");
                    }
                    case "DescribeVolumes" ->
                        Answer.of(
                                "<DescribeVolumesResponse><volumeSet><item><volumeId>vol-1</volumeId>"
                                        + "<size>8</size><encrypted>false</encrypted>"
                                        + "<createTime>2026-01-01T00:00:00Z</createTime><status>in-use</status><volumeType>gp3"
                                        + "</volumeType><availabilityZone>cn-north-1a</availabilityZone></item></volumeSet></DescribeVolumesResponse>");
                    case "DescribeRegions" ->
                        Answer.of("<DescribeRegionsResponse><regionInfo><item><regionName>cn-north-1</regionName>"
                                + "</item></regionInfo></DescribeRegionsResponse>");
                    default ->
                        Answer.of("<GetCallerIdentityResponse><GetCallerIdentityResult>"
                                + "<Arn>arn:aws-cn:iam::111111111111:user/ada</Arn><Account>111111111111</Account>"
                                + "</GetCallerIdentityResult></GetCallerIdentityResponse>");
                });
                var session = AwsSession.connect(
                        access(Optional.of(endpoint.uri()), "cn-north-1")
                                .withSessions(
                                        Optional.of(Duration.ofMinutes(30)),
                                        Map.of("Purpose", "audit", "CostCentre", "42")),
                        new Scope(Set.of(), Set.of(), Set.of(ResourceType.EBS_VOLUME), true),
                        CREDENTIALS);
                var reader = session.open(new Account("222222222222", "Shop", "ACTIVE", ""))) {
            assertThat(Reading.everything(reader))
                    .extracting(Resource::arn)
                    .containsExactly("arn:aws-cn:ec2:cn-north-1:222222222222:volume/vol-1");
        }
        assertThat(roles)
                .singleElement()
                .asString()
                .contains("RoleArn=arn:aws-cn:iam::222222222222:role/audit")
                .contains("DurationSeconds=1800")
                .contains("Tags.member.1.Key=CostCentre&Tags.member.1.Value=42")
                .contains("Tags.member.2.Key=Purpose&Tags.member.2.Value=audit");
    }

    private static AwsAccess access(Optional<URI> endpoint, String region) {
        return new AwsAccess(
                endpoint,
                Optional.of(region),
                Optional.empty(),
                Optional.of("audit"),
                Optional.empty(),
                "atrest-test",
                Optional.empty(),
                8);
    }

    /** Notes where a request would go, and goes nowhere. */
    private static final class Unconnected implements SdkHttpClient {

        private final List<String> hosts = new CopyOnWriteArrayList<>();

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            hosts.add(request.httpRequest().host());
            throw new IllegalStateException("goes nowhere");
        }

        @Override
        public void close() {
            // there is nothing to close
        }
    }
}
