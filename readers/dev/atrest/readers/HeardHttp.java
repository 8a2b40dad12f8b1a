package dev.atrest.readers;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The way to one service of one region, which learns from each attempt whether that answers. What waits here takes no turn
 * from the others. Closing it leaves the shared connections open.
 */
record HeardHttp(SdkHttpClient http, Hearing hearing) implements SdkHttpClient {

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = http.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                String host = request.httpRequest().host();
                if (hearing.missingHosts().isMissing(host)) {
                    throw NoSuchHost.of(host);
                }
                Hearing.Attempt attempt = begin();
                boolean answered = true;
                try {
                    HttpExecuteResponse answer = prepared.call();
                    hearing.missingHosts().found(host);
                    return answer;
                } catch (UnknownHostException e) {
                    hearing.missingHosts().notFound(host);
                    throw e;
                } catch (InterruptedIOException e) {
                    // All timeouts are of this class; one of our own stopping says nothing of the service.
                    answered = Thread.currentThread().isInterrupted();
                    throw e;
                } finally {
                    hearing.end(attempt, answered);
                }
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    private Hearing.Attempt begin() throws IOException {
        try {
            return hearing.begin();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before the call was made");
        }
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    @Override
    public void close() {}
}
