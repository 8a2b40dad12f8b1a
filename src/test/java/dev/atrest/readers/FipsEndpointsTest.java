package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atrest.model.Coverage;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/** With {@code --fips} every service is asked at an endpoint that FIPS 140 validates, or not at all. */
class FipsEndpointsTest {

    private static final Patience ONCE = new Patience(
            Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), 1, Optional.of(Duration.ofMillis(1)));

    /** A call of each service that atrest asks. */
    private enum Asked {
        STS(
                AwsCall.GET_CALLER_IDENTITY,
                (clients, region) -> clients.sts(region).getCallerIdentity(_ -> {})),
        ORGANIZATIONS(
                AwsCall.LIST_ACCOUNTS,
                (clients, region) -> clients.organizations(region).listAccounts(_ -> {})),
        EC2(AwsCall.DESCRIBE_VOLUMES, (clients, region) -> clients.ec2(region).describeVolumes(_ -> {})),
        BUCKET(
                AwsCall.GET_BUCKET_ENCRYPTION,
                (clients, region) -> clients.s3(region).getBucketEncryption(request -> request.bucket("orders"))),
        BUCKETS(AwsCall.LIST_BUCKETS, (clients, region) -> clients.s3(region).listBuckets(_ -> {})),
        ACCOUNT(
                AwsCall.GET_ACCOUNT_PUBLIC_ACCESS_BLOCK,
                (clients, region) ->
                        clients.s3Control(region).getPublicAccessBlock(request -> request.accountId("111122223333"))),
        KMS(AwsCall.LIST_KEYS, (clients, region) -> clients.kms(region).listKeys(_ -> {})),
        CLOUDTRAIL(
                AwsCall.DESCRIBE_TRAILS,
                (clients, region) -> clients.cloudTrail(region).describeTrails(_ -> {})),
        LOGS(
                AwsCall.DESCRIBE_METRIC_FILTERS,
                (clients, region) -> clients.logs(region).describeMetricFilters(_ -> {})),
        CLOUDWATCH(
                AwsCall.DESCRIBE_ALARMS,
                (clients, region) -> clients.cloudWatch(region).describeAlarms(_ -> {})),
        SNS(
                AwsCall.LIST_SUBSCRIPTIONS_BY_TOPIC,
                (clients, region) -> clients.sns(region).listSubscriptionsByTopic(request -> request.topicArn("t"))),
        EVENTS(AwsCall.LIST_RULES, (clients, region) -> clients.events(region).listRules(_ -> {})),
        TAGGING(
                AwsCall.GET_RESOURCES,
                (clients, region) -> clients.tagging(region).getResources(_ -> {}));

        private final AwsCall of;
        private final BiFunction<AwsClients, String, Object> call;

        Asked(AwsCall of, BiFunction<AwsClients, String, Object> call) {
            this.of = of;
            this.call = call;
        }
    }

    /** In GovCloud the endpoints of most services are validated ones by their usual names. */
    @ParameterizedTest
    @CsvSource({
        "STS,           sts-fips.us-west-2.amazonaws.com,           sts.us-gov-east-1.amazonaws.com",
        "ORGANIZATIONS, organizations-fips.us-east-1.amazonaws.com, organizations.us-gov-west-1.amazonaws.com",
        "EC2,           ec2-fips.us-west-2.amazonaws.com,           ec2.us-gov-east-1.amazonaws.com",
        "BUCKETS,       s3-fips.us-west-2.amazonaws.com,            s3-fips.us-gov-east-1.amazonaws.com",
        "BUCKET,        orders.s3-fips.us-west-2.amazonaws.com,     orders.s3-fips.us-gov-east-1.amazonaws.com",
        "KMS,           kms-fips.us-west-2.amazonaws.com,           kms-fips.us-gov-east-1.amazonaws.com",
        "CLOUDTRAIL,    cloudtrail-fips.us-west-2.amazonaws.com,    cloudtrail.us-gov-east-1.amazonaws.com",
        "LOGS,          logs-fips.us-west-2.amazonaws.com,          logs.us-gov-east-1.amazonaws.com",
        "CLOUDWATCH,    monitoring-fips.us-west-2.amazonaws.com,    monitoring.us-gov-east-1.amazonaws.com",
        "SNS,           sns-fips.us-west-2.amazonaws.com,           sns.us-gov-east-1.amazonaws.com",
        "EVENTS,        events-fips.us-west-2.amazonaws.com,        events.us-gov-east-1.amazonaws.com",
        "TAGGING,       tagging-fips.us-west-2.amazonaws.com,       tagging-fips.us-gov-east-1.amazonaws.com",
        "ACCOUNT, 111122223333.s3-control-fips.us-west-2.amazonaws.com, 111122223333.s3-control-fips.us-gov-east-1.amazonaws.com"
    })
    void eachServiceIsAskedAtItsValidatedEndpoint(Asked asked, String aws, String govCloud) {
        assertThat(hosts(asked, "us-west-2")).containsExactly(aws);
        assertThat(hosts(asked, "us-gov-east-1")).containsExactly(govCloud);
    }

    /** The SDK makes the address; that AWS has no such host shows when its name is looked up. */
    @Test
    void aServiceWithoutAValidatedEndpointIsAGapThatNamesTheHost() {
        var asked = new ArrayList<String>();

        assertThatExceptionOfType(ReadException.class)
                .isThrownBy(() -> ask(Asked.EC2, "eu-central-1", asked))
                .withMessage(
                        "ec2:DescribeVolumes: UnknownHost (no host ec2-fips.eu-central-1.amazonaws.com is known: the"
                                + " region has no such endpoint of the service, or names are not resolved here)")
                .satisfies(e -> assertThat(e.coverage()).isEqualTo(Coverage.Status.FAILED));
        assertThat(asked).containsExactly("ec2-fips.eu-central-1.amazonaws.com");
    }

    /** Never at the usual endpoint instead. */
    private static List<String> hosts(Asked asked, String region) {
        var hosts = new ArrayList<String>();
        assertThatExceptionOfType(ReadException.class).isThrownBy(() -> ask(asked, region, hosts));
        return hosts;
    }

    private static void ask(Asked asked, String region, List<String> hosts) {
        try (var ofAccess = Transport.of(8, Optional.empty(), true, ONCE);
                var clients = new AwsClients(
                        new Transport(
                                new NoNames(hosts),
                                ofAccess.timer(),
                                ofAccess.endpoint(),
                                ofAccess.fips(),
                                ONCE,
                                ofAccess.hearings()),
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))) {
            asked.of.request(() -> asked.call.apply(clients, region));
        }
    }

    /** A network in which no host is known. */
    private record NoNames(List<String> hosts) implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            String host = request.httpRequest().host();
            hosts.add(host);
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    throw new UnknownHostException(host + ": Name or service not known");
                }

                @Override
                public void abort() {
                    // there is nothing to end
                }
            };
        }

        @Override
        public void close() {
            // there is nothing to close
        }
    }
}
