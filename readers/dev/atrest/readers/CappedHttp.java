package dev.atrest.readers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Lets so many attempts of calls be under way at once, over all clients that share it, in the order in which they came. What
 * waits for a retry or is being parsed is not under way: a throttled account takes nothing from the others.
 *
 * <p>Each call under way has a platform thread, which the operating system wakes as soon as its answer is there. A virtual
 * thread would first wait behind those that parse and judge other answers, and its call take a place meanwhile.
 */
final class CappedHttp implements SdkHttpClient {

    private final SdkHttpClient http;
    private final ExecutorService calls;

    /** @param http can make so many calls at once */
    CappedHttp(SdkHttpClient http, int callsInFlight) {
        this.http = http;
        this.calls = Executors.newFixedThreadPool(
                callsInFlight, Thread.ofPlatform().name("aws-call-", 0).daemon().factory());
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = http.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return await(calls.submit(() -> read(prepared.call())), prepared);
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
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
        var whole = HttpExecuteResponse.builder().response(answer.httpResponse());
        if (answer.responseBody().isPresent()) {
            try (InputStream body = answer.responseBody().get()) {
                whole.responseBody(AbortableInputStream.create(new ByteArrayInputStream(body.readAllBytes())));
            }
        }
        return whole.build();
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    @Override
    public void close() {
        calls.shutdownNow();
        http.close();
    }
}
