package dev.atrest.readers;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/**
 * What all clients share: the connections, whose number caps the calls in flight over all accounts, and the timer of their
 * timeouts. A call that waits for a retry holds no connection.
 *
 * @param endpoint answers for all services; empty for AWS itself
 */
record Transport(SdkHttpClient http, ScheduledExecutorService timer, Optional<URI> endpoint) implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    /** Waiting for a free connection counts as part of an attempt. */
    private static final Duration ATTEMPT = Duration.ofMinutes(2);
    /** With all its attempts, and the pauses that throttling asks for. */
    private static final Duration CALL = Duration.ofMinutes(10);

    private static final int ATTEMPTS = 6;

    static Transport of(int callsInFlight, Optional<URI> endpoint) {
        SdkHttpClient http = ApacheHttpClient.builder()
                .maxConnections(callsInFlight)
                .connectionTimeout(CONNECT)
                .socketTimeout(SILENCE)
                .connectionAcquisitionTimeout(ATTEMPT)
                .tcpKeepAlive(true)
                .build();
        var timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("aws-timeouts").daemon().factory());
        return new Transport(http, timer, endpoint);
    }

    /** Settings of one client; its pace adapts to how AWS throttles this client alone. */
    ClientOverrideConfiguration clientConfiguration() {
        var configuration = ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.adaptiveRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .build())
                .addExecutionInterceptor(new AnswerGuard())
                .addMetricPublisher(new CallCounter())
                .apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(CALL)
                .scheduledExecutorService(timer);
        if (endpoint.isPresent()) {
            configuration.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true);
        }
        return configuration.build();
    }

    @Override
    public void close() {
        http.close();
        timer.shutdownNow();
    }
}
