package dev.atrest.readers;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.endpoints.AwsEndpointAttribute;
import software.amazon.awssdk.awscore.endpoints.authscheme.SigV4AuthScheme;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The clients that act with one set of credentials, each made when first asked for. There is one for each service and
 * region, because AWS throttles by account, region and service, and each client keeps a pace of its own.
 */
final class AwsClients implements AutoCloseable {

    private final Map<Key, SdkClient> clients = new ConcurrentHashMap<>();
    private final Transport transport;
    private final AwsCredentialsProvider credentials;
    private final Optional<SessionRenewal> renewal;

    /** @param credentials stay open when these clients are closed */
    AwsClients(Transport transport, AwsCredentialsProvider credentials) {
        this.transport = transport;
        // A method reference, for a client closes what it can close.
        this.credentials = credentials::resolveCredentials;
        this.renewal =
                credentials instanceof RoleCredentials role ? Optional.of(new SessionRenewal(role)) : Optional.empty();
    }

    S3Client s3(String region) {
        return client(
                S3Client.class,
                region,
                () -> S3Client.builder().forcePathStyle(transport.endpoint().isPresent()));
    }

    S3ControlClient s3Control(String region) {
        return client(S3ControlClient.class, region, () -> {
            var builder = S3ControlClient.builder();
            // The service's own rules put the account id before the host, which no local endpoint resolves.
            transport.endpoint().ifPresent(uri -> builder.endpointProvider(params -> fixed(uri, params.region())));
            return builder;
        });
    }

    Ec2Client ec2(String region) {
        return client(Ec2Client.class, region, Ec2Client::builder);
    }

    KmsClient kms(String region) {
        return client(KmsClient.class, region, KmsClient::builder);
    }

    CloudTrailClient cloudTrail(String region) {
        return client(CloudTrailClient.class, region, CloudTrailClient::builder);
    }

    CloudWatchLogsClient logs(String region) {
        return client(CloudWatchLogsClient.class, region, CloudWatchLogsClient::builder);
    }

    CloudWatchClient cloudWatch(String region) {
        return client(CloudWatchClient.class, region, CloudWatchClient::builder);
    }

    SnsClient sns(String region) {
        return client(SnsClient.class, region, SnsClient::builder);
    }

    EventBridgeClient events(String region) {
        return client(EventBridgeClient.class, region, EventBridgeClient::builder);
    }

    ResourceGroupsTaggingApiClient tagging(String region) {
        return client(ResourceGroupsTaggingApiClient.class, region, ResourceGroupsTaggingApiClient::builder);
    }

    OrganizationsClient organizations(String region) {
        return client(OrganizationsClient.class, region, OrganizationsClient::builder);
    }

    StsClient sts(String region) {
        return client(StsClient.class, region, StsClient::builder);
    }

    @Override
    public void close() {
        clients.values().forEach(SdkClient::close);
    }

    private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends SdkClient> C client(
            Class<C> type, String region, Supplier<B> builder) {
        return type.cast(clients.computeIfAbsent(new Key(type, region), _ -> build(type, builder.get(), region)));
    }

    private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends SdkClient> C build(
            Class<C> type, B builder, String region) {
        builder.region(Region.of(region))
                .fipsEnabled(transport.fips())
                .credentialsProvider(credentials)
                .httpClient(transport.to(type, region))
                .overrideConfiguration(configuration());
        transport.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** One for each client: its retries have a memory. */
    private ClientOverrideConfiguration configuration() {
        var configuration = transport.clientConfiguration();
        return renewal.map(interceptor -> configuration.toBuilder()
                        .addExecutionInterceptor(interceptor)
                        .build())
                .orElse(configuration);
    }

    private static CompletableFuture<Endpoint> fixed(URI endpoint, Region region) {
        var signing = SigV4AuthScheme.builder()
                .signingName("s3")
                .signingRegion(region.id())
                .build();
        return CompletableFuture.completedFuture(Endpoint.builder()
                .url(endpoint)
                .putAttribute(AwsEndpointAttribute.AUTH_SCHEMES, List.of(signing))
                .build());
    }

    private record Key(Class<?> client, String region) {}
}
