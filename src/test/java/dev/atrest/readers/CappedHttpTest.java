package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;

class CappedHttpTest {

    private static final HttpExecuteRequest REQUEST = HttpExecuteRequest.builder()
            .request(SdkHttpFullRequest.builder()
                    .method(SdkHttpMethod.GET)
                    .protocol("http")
                    .host("127.0.0.1")
                    .encodedPath("/")
                    .build())
            .build();

    @Test
    void asManyCallsAsAllowedAreUnderWayAndNoMore() throws InterruptedException {
        int cap = 3;
        var underWay = new AtomicInteger();
        var most = new AtomicInteger();
        // A call is answered when as many as are allowed have come.
        var all = new CyclicBarrier(cap);
        try (var http = new CappedHttp(
                        answering(() -> {
                            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                            await(all);
                            underWay.decrementAndGet();
                            return answer("");
                        }),
                        cap);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = threads.invokeAll(IntStream.range(0, 7 * cap)
                    .<Callable<HttpExecuteResponse>>mapToObj(
                            n -> () -> http.prepareRequest(REQUEST).call())
                    .toList());
            assertThat(calls).allSatisfy(call -> assertThat(call.get()).isNotNull());
            assertThat(most).hasValue(cap);
        }
    }

    @Test
    void aCallThatFailsGivesItsTurnBack() throws IOException {
        var calls = new AtomicInteger();
        try (var http = new CappedHttp(
                answering(() -> {
                    if (calls.getAndIncrement() == 0) {
                        throw new IOException("reset");
                    }
                    return answer("body");
                }),
                1)) {
            assertThatIOException()
                    .isThrownBy(() -> http.prepareRequest(REQUEST).call());
            var answered = http.prepareRequest(REQUEST).call();
            // The turn came back although nobody has read the answer yet.
            http.prepareRequest(REQUEST).call();
            assertThat(answered.responseBody().orElseThrow()).hasContent("body");
        }
    }

    private static HttpExecuteResponse answer(String body) {
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder().statusCode(200).build())
                .responseBody(
                        AbortableInputStream.create(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
    }

    private interface Answer {
        HttpExecuteResponse answer() throws IOException;
    }

    private static SdkHttpClient answering(Answer answer) {
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                return new ExecutableHttpRequest() {
                    @Override
                    public HttpExecuteResponse call() throws IOException {
                        return answer.answer();
                    }

                    @Override
                    public void abort() {}
                };
            }

            @Override
            public void close() {}
        };
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
