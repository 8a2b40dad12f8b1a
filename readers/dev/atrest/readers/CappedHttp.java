package dev.atrest.readers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Lets so many attempts of calls be under way at once, over all clients that share it, in the order in which they came. What
 * waits for a retry or is being parsed is not under way: a throttled account takes nothing from the others.
 *
 * <p>The connection pool could cap as well, but wakes all that wait whenever a connection comes free.
 */
final class CappedHttp implements SdkHttpClient {

    private final SdkHttpClient http;
    private final Semaphore turns;

    /** @param http can make so many calls at once */
    CappedHttp(SdkHttpClient http, int callsInFlight) {
        this.http = http;
        this.turns = new Semaphore(callsInFlight, true);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = http.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                awaitTurn();
                try {
                    return read(prepared.call());
                } finally {
                    turns.release();
                }
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    private void awaitTurn() throws InterruptedIOException {
        try {
            turns.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before the call was its turn");
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
        http.close();
    }
}
