package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

class MissingHostsTest {

    private static final String HOST = "ec2-fips.eu-central-1.amazonaws.com";

    private static final HttpExecuteRequest REQUEST = HttpExecuteRequest.builder()
            .request(SdkHttpFullRequest.builder()
                    .method(SdkHttpMethod.POST)
                    .protocol("https")
                    .host(HOST)
                    .encodedPath("/")
                    .build())
            .build();

    private final AtomicLong now = new AtomicLong();
    private final MissingHosts hosts = new MissingHosts(now::get);

    @Test
    void aNameThatWasLookedUpTwiceInVainIsAskedForOnceAMinute() {
        hosts.notFound(HOST);
        assertThat(hosts.isMissing(HOST)).isFalse();
        pass(11);
        hosts.notFound(HOST);
        assertThat(hosts.isMissing(HOST)).isTrue();
        assertThat(hosts.isMissing("ec2-fips.us-west-2.amazonaws.com")).isFalse();
        pass(60);
        assertThat(hosts.isMissing(HOST)).isFalse();
        hosts.notFound(HOST);
        assertThat(hosts.isMissing(HOST)).isTrue();
    }

    /** Java answers the second time from memory, and tells no more than the first time. */
    @Test
    void callsThatFailAtTheSameTimeAreOneLookUp() {
        hosts.notFound(HOST);
        pass(1);
        hosts.notFound(HOST);
        assertThat(hosts.isMissing(HOST)).isFalse();
    }

    @Test
    void aNameThatIsFoundAgainIsAsked() {
        hosts.notFound(HOST);
        pass(11);
        hosts.found(HOST);
        hosts.notFound(HOST);
        assertThat(hosts.isMissing(HOST)).isFalse();
    }

    @Test
    void aCallToAHostThatNobodyKnowsIsNotMadeAndNamesIt() {
        var asked = new AtomicInteger();
        var http = new HeardHttp(new NoNames(asked), new Hearing(now::get, Duration.ofMinutes(3)));
        for (int call = 0; call < 2; call++) {
            assertThatExceptionOfType(UnknownHostException.class)
                    .isThrownBy(() -> http.prepareRequest(REQUEST).call());
            pass(11);
        }
        assertThatExceptionOfType(SdkClientException.class)
                .isThrownBy(() -> http.prepareRequest(REQUEST).call())
                .satisfies(e -> assertThat(AwsError.of(e).code()).isEqualTo(AwsError.UNKNOWN_HOST))
                .satisfies(e -> assertThat(AwsError.of(e).message()).startsWith("no host " + HOST + " is known"));
        assertThat(asked).hasValue(2);
    }

    /** A network in which no host is known. */
    private record NoNames(AtomicInteger asked) implements SdkHttpClient {

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    asked.incrementAndGet();
                    throw new UnknownHostException(request.httpRequest().host());
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

    private void pass(int seconds) {
        now.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
