package dev.atrest.embeddedaws;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** The SDK's own clients, pointed at the endpoint; they do not retry. */
final class Clients implements AutoCloseable {

    private final URI endpoint;
    private final AwsCredentials credentials;
    private final SdkHttpClient http;

    private Clients(URI endpoint, AwsCredentials credentials, SdkHttpClient http) {
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.http = http;
    }

    static Clients of(EmbeddedAws aws) {
        return new Clients(
                aws.endpoint(),
                AwsBasicCredentials.create(aws.accessKeyId(), aws.secretKey()),
                ApacheHttpClient.builder().build());
    }

    /** As a user of this account. */
    Clients as(EmbeddedAws aws, String account) {
        return with(AwsBasicCredentials.create(aws.accessKeyId(account), aws.secretKey()));
    }

    Clients with(AwsCredentials others) {
        return new Clients(endpoint, others, http);
    }

    /** In the role of the small estate. */
    Clients assume(String account) {
        try (StsClient sts = in("us-east-1", StsClient.builder())) {
            Credentials opened = sts.assumeRole(
                            request -> request.roleArn("arn:aws:iam::" + account + ":role/atrest-audit")
                                    .roleSessionName("test")
                                    .externalId("atrest-demo"))
                    .credentials();
            return with(AwsSessionCredentials.create(
                    opened.accessKeyId(), opened.secretAccessKey(), opened.sessionToken()));
        }
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C in(String region, B builder) {
        return builder.endpointOverride(endpoint)
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(http)
                .overrideConfiguration(configuration -> configuration
                        .retryStrategy(RetryMode.STANDARD)
                        .retryStrategy(strategy -> strategy.maxAttempts(1))
                        .putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
                .build();
    }

    /**
     * S3 Control, whose endpoint rules put the account id before the host even of an endpoint that was set, where no
     * loopback address can resolve it.
     */
    S3ControlClient s3Control(String region) {
        Endpoint fixed = Endpoint.builder().url(endpoint).build();
        return in(
                region,
                S3ControlClient.builder().endpointProvider(parameters -> CompletableFuture.completedFuture(fixed)));
    }

    @Override
    public void close() {
        http.close();
    }
}
