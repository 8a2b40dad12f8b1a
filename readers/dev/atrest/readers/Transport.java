package dev.atrest.readers;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/**
 * What all clients share: the connections, the cap on calls in flight over all accounts, and the timer of their timeouts.
 *
 * @param hearings whether each service of each region answers, for all accounts
 * @param endpoint answers for all services; empty for AWS itself
 * @param fips whether the endpoints are those whose cryptography is validated by FIPS 140
 */
record Transport(
        SdkHttpClient http,
        ScheduledThreadPoolExecutor timer,
        Optional<URI> endpoint,
        boolean fips,
        Patience patience,
        Memo<Place, Hearing> hearings)
        implements AutoCloseable {

    /** A service, by its client, in a region. */
    record Place(Class<?> service, String region) {}

    private static final Duration CONNECT = Duration.ofSeconds(5);

    static Transport of(int callsInFlight, Optional<URI> endpoint, boolean fips) {
        return of(callsInFlight, endpoint, fips, Patience.OF_AWS);
    }

    static Transport of(int callsInFlight, Optional<URI> endpoint, boolean fips, Patience patience) {
        SdkHttpClient http = ApacheHttpClient.builder()
                .maxConnections(callsInFlight)
                .connectionTimeout(CONNECT)
                .socketTimeout(patience.silence())
                .connectionAcquisitionTimeout(patience.attempt())
                .tcpKeepAlive(true)
                .build();
        var timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("aws-timeouts").daemon().factory());
        // Or the timeouts of calls that were answered long ago would fill the memory until their time has come.
        timer.setRemoveOnCancelPolicy(true);
        return new Transport(
                new CappedHttp(http, callsInFlight, timer, patience.attempt()),
                timer,
                endpoint,
                fips,
                patience,
                new Memo<>(_ -> new Hearing(System::nanoTime, patience.silence().multipliedBy(patience.attempts()))));
    }

    /** The way to a service of a region, for the clients of all accounts. */
    SdkHttpClient to(Class<?> service, String region) {
        return new HeardHttp(http, hearings.get(new Place(service, region)));
    }

    /** Settings of one client; its pace adapts to how AWS throttles this client alone. */
    ClientOverrideConfiguration clientConfiguration() {
        var configuration = ClientOverrideConfiguration.builder()
                .retryStrategy(patience.retries())
                .addExecutionInterceptor(new AnswerGuard())
                .addMetricPublisher(new CallCounter())
                .apiCallTimeout(patience.call())
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
