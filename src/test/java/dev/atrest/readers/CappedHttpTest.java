package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
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

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);

    CappedHttpTest() {
        timer.setRemoveOnCancelPolicy(true);
    }

    @AfterEach
    void stopTheTimer() {
        timer.shutdownNow();
    }

    @Test
    void asManyCallsAsAllowedAreUnderWayAndNoMore() throws InterruptedException {
        int cap = 3;
        var underWay = new AtomicInteger();
        var most = new AtomicInteger();
        // A call is answered when as many as are allowed have come.
        var all = new CyclicBarrier(cap);
        try (var http = capped(cap, () -> {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    await(all);
                    underWay.decrementAndGet();
                    return answer("");
                });
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
        try (var http = capped(1, () -> {
            if (calls.getAndIncrement() == 0) {
                throw new IOException("reset");
            }
            return answer("body");
        })) {
            assertThatIOException()
                    .isThrownBy(() -> http.prepareRequest(REQUEST).call());
            var answered = http.prepareRequest(REQUEST).call();
            // The turn came back although nobody has read the answer yet.
            http.prepareRequest(REQUEST).call();
            assertThat(answered.responseBody().orElseThrow()).hasContent("body");
        }
    }

    @Test
    void theTimeOfACallBeginsWithItsTurn() throws Exception {
        var started = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        try (var http = new CappedHttp(
                        answering(() -> {
                            started.countDown();
                            await(goOn);
                            return answer("body");
                        }),
                        1,
                        timer,
                        Duration.ofMillis(20));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> http.prepareRequest(REQUEST).call());
            started.await();
            var second = threads.submit(() -> http.prepareRequest(REQUEST).call());
            timer.schedule(goOn::countDown, 100, TimeUnit.MILLISECONDS);
            first.get();
            assertThat(second.get().responseBody().orElseThrow()).hasContent("body");
            assertThat(timer.getQueue()).isEmpty();
        }
    }

    @Test
    void aCallThatIsNotAnsweredInTimeIsBrokenOff() {
        var aborted = new CountDownLatch(1);
        try (var http = new CappedHttp(
                answering(
                        () -> {
                            await(aborted);
                            throw new IOException("closed");
                        },
                        aborted::countDown),
                1,
                timer,
                Duration.ofMillis(20))) {
            assertThatIOException()
                    .isThrownBy(() -> http.prepareRequest(REQUEST).call())
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void whatWaitsForItsTurnFailsWhenTheConnectionsAreClosed() throws Exception {
        var started = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var http = capped(1, () -> {
                started.countDown();
                await(never);
                return answer("");
            });
            var first = threads.submit(() -> http.prepareRequest(REQUEST).call());
            started.await();
            var second = threads.submit(() -> http.prepareRequest(REQUEST).call());
            // Closing finds the second one in the queue, or turns it away; the first is interrupted.
            http.close();
            assertThat(second)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withCauseInstanceOf(IOException.class);
            assertThat(first).failsWithin(Duration.ofSeconds(10));
            assertThatIOException()
                    .isThrownBy(() -> http.prepareRequest(REQUEST).call())
                    .withMessage("the connections are closed");
        }
    }

    @Test
    void anAnswerThatBreaksOffIsNotReadToItsEnd() {
        var aborted = new AtomicInteger();
        var closed = new AtomicInteger();
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        try (var http = capped(
                1,
                () -> HttpExecuteResponse.builder()
                        .response(SdkHttpResponse.builder().statusCode(200).build())
                        .responseBody(AbortableInputStream.create(broken, aborted::incrementAndGet))
                        .build())) {
            assertThatIOException()
                    .isThrownBy(() -> http.prepareRequest(REQUEST).call())
                    .withMessage("reset");
        }
        assertThat(aborted).hasValue(1);
        assertThat(closed).hasValue(0);
    }

    @Test
    void whatWasPackedOnTheWayIsUnpackedOrBrokenOff() throws IOException {
        byte[] packed = gzip("body");
        try (var http = capped(1, () -> packed(packed))) {
            var answer = http.prepareRequest(REQUEST).call();
            assertThat(answer.responseBody().orElseThrow()).hasContent("body");
            assertThat(answer.httpResponse().firstMatchingHeader("Content-Encoding"))
                    .isEmpty();
        }
        for (int bytes = 1; bytes < packed.length; bytes++) {
            byte[] cut = Arrays.copyOf(packed, bytes);
            try (var http = capped(1, () -> packed(cut))) {
                assertThatIOException()
                        .isThrownBy(() -> http.prepareRequest(REQUEST).call());
            }
        }
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static HttpExecuteResponse packed(byte[] body) {
        return HttpExecuteResponse.builder()
                .response(SdkHttpResponse.builder()
                        .statusCode(200)
                        .putHeader("Content-Encoding", "gzip")
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build();
    }

    private CappedHttp capped(int callsInFlight, Answer answer) {
        return new CappedHttp(answering(answer), callsInFlight, timer, Duration.ofMinutes(1));
    }

    private static void await(CountDownLatch latch) throws InterruptedIOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted");
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
        return answering(answer, () -> {});
    }

    private static SdkHttpClient answering(Answer answer, Runnable onAbort) {
        return new SdkHttpClient() {
            @Override
            public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
                return new ExecutableHttpRequest() {
                    @Override
                    public HttpExecuteResponse call() throws IOException {
                        return answer.answer();
                    }

                    @Override
                    public void abort() {
                        onAbort.run();
                    }
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
