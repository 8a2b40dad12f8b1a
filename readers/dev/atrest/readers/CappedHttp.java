package dev.atrest.readers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Lets so many attempts of calls be under way at once, over all clients that share it, in the order in which they came. What
 * waits for a retry or is being parsed is not under way: a throttled account takes nothing from the others.
 *
 * <p>Each call under way has a platform thread, which the operating system wakes as soon as its answer is there. A virtual
 * thread would first wait behind those that parse and judge other answers, and its call take a place meanwhile.
 */
final class CappedHttp implements SdkHttpClient {

    private static final String ENCODING = "Content-Encoding";

    private final SdkHttpClient http;
    private final ScheduledExecutorService timer;
    private final Duration attempt;
    private final ExecutorService calls;

    /**
     * @param http can make so many calls at once
     * @param timer ends what takes too long
     * @param attempt how long a call may take from when its turn has come
     */
    CappedHttp(SdkHttpClient http, int callsInFlight, ScheduledExecutorService timer, Duration attempt) {
        this.http = http;
        this.timer = timer;
        this.attempt = attempt;
        this.calls = Executors.newFixedThreadPool(
                callsInFlight, Thread.ofPlatform().name("aws-call-", 0).daemon().factory());
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = http.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return await(submit(() -> inTime(prepared)), prepared);
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    private Future<HttpExecuteResponse> submit(Callable<HttpExecuteResponse> call) throws IOException {
        try {
            return calls.submit(call);
        } catch (RejectedExecutionException e) {
            throw closed(e);
        }
    }

    private static IOException closed(Exception cause) {
        return new IOException("the connections are closed", cause);
    }

    private HttpExecuteResponse inTime(ExecutableHttpRequest request) throws IOException {
        var late = new AtomicBoolean();
        var end = afterwards(() -> {
            late.set(true);
            request.abort();
        });
        try {
            return read(request.call());
        } catch (IOException e) {
            if (late.get()) {
                var timeout = new SocketTimeoutException("not answered within " + attempt);
                timeout.initCause(e);
                throw timeout;
            }
            throw e;
        } finally {
            end.cancel(false);
        }
    }

    private Future<?> afterwards(Runnable action) throws IOException {
        try {
            return timer.schedule(action, attempt.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw closed(e);
        }
    }

    private static HttpExecuteResponse await(Future<HttpExecuteResponse> answer, ExecutableHttpRequest request)
            throws IOException {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(true);
            request.abort();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before the call was answered");
        } catch (CancellationException e) {
            throw closed(e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException failed -> throw failed;
                case RuntimeException failed -> throw failed;
                case Error failed -> throw failed;
                default -> throw new IOException(e.getCause());
            }
        }
    }

    /** An answer is a page at most, and is needed whole before it can be parsed. */
    private static HttpExecuteResponse read(HttpExecuteResponse answer) throws IOException {
        if (answer.responseBody().isEmpty()) {
            return answer;
        }
        SdkHttpResponse head = answer.httpResponse();
        byte[] body = bytes(answer.responseBody().get());
        // Nobody asked for that, but something in between may do it; whatever looks at answers wants their text.
        boolean packed = head.firstMatchingHeader(ENCODING)
                .filter("gzip"::equalsIgnoreCase)
                .isPresent();
        if (packed && body.length > 0) {
            head = head.toBuilder().removeHeader(ENCODING).build();
            body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        }
        return HttpExecuteResponse.builder()
                .response(head)
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build();
    }

    private static byte[] bytes(AbortableInputStream body) throws IOException {
        try {
            byte[] bytes = body.readAllBytes();
            body.close();
            return bytes;
        } catch (IOException e) {
            // Closing it would wait for the rest once more.
            body.abort();
            throw e;
        }
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    @Override
    public void close() {
        // Nobody else would tell those that wait for a turn that it will never come.
        calls.shutdownNow().stream()
                .filter(Future.class::isInstance)
                .map(Future.class::cast)
                .forEach(call -> call.cancel(true));
        http.close();
    }
}
