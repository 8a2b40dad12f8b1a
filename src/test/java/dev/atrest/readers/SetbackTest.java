package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/** How often a call is made, by what it meets. */
class SetbackTest {

    private static final int ATTEMPTS = 6;

    private final PacedRetries retries = new PacedRetries(new Patience(
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            ATTEMPTS,
            Optional.of(Duration.ofNanos(1))));

    static Stream<Met> failures() {
        return Stream.of(
                new Met(answer(400, "ThrottlingException"), 18),
                new Met(answer(429, "Whatever"), 18),
                new Met(answer(503, "SlowDown"), 18),
                new Met(answer(503, ""), 18),
                new Met(answer(500, "InternalFailure"), 18),
                new Met(answer(500, ""), 6),
                new Met(
                        answer(400, "InvalidSignatureException", "Signature expired: 20261124T040000Z is now earlier"),
                        6),
                new Met(answer(403, "SignatureDoesNotMatch", "The signature does not match"), 1),
                new Met(answer(403, "AccessDenied"), 1),
                new Met(answer(400, "ValidationError"), 1),
                new Met(wire(new SocketException("Connection reset")), 18),
                new Met(wire(new EOFException("Unexpected end of ZLIB input stream")), 18),
                new Met(BrokenOff.because(403, "", true), 18),
                new Met(BrokenOff.because(403, "", false), 6),
                new Met(BrokenOff.because(503, "", false), 18),
                new Met(NotAnAwsAnswer.because("the answer is a web page"), 6),
                new Met(wire(new SocketTimeoutException("Read timed out")), 6),
                new Met(wire(new ConnectException("Connection refused")), 6),
                new Met(wire(new UnknownHostException("ec2-fips.eu-central-1.amazonaws.com")), 2),
                new Met(NoSuchHost.of("ec2-fips.eu-central-1.amazonaws.com"), 1));
    }

    private record Met(SdkException failure, int attempts) {}

    @ParameterizedTest
    @MethodSource("failures")
    void aCallIsMadeSoOften(Met met) {
        RetryToken token = first();
        for (int attempt = 1; attempt < met.attempts(); attempt++) {
            token = next(token, met.failure());
        }
        RetryToken last = token;
        assertThatExceptionOfType(TokenAcquisitionFailedException.class).isThrownBy(() -> next(last, met.failure()));
    }

    /** Three of ten connections are closed, and two of ten calls throttled. */
    @Test
    void whatHitsHalfOfTheCallsLeavesNoneUnanswered() {
        var random = new SplittableRandom(4);
        var closed = wire(new IOException("The target server failed to respond"));
        var throttled = answer(400, "ThrottlingException");
        for (int call = 0; call < 2_000; call++) {
            RetryToken token = first();
            for (double luck = random.nextDouble(); luck < 0.5; luck = random.nextDouble()) {
                token = next(token, luck < 0.3 ? closed : throttled);
            }
        }
    }

    private RetryToken first() {
        return retries.acquireInitialToken(AcquireInitialTokenRequest.create("any"))
                .token();
    }

    private RetryToken next(RetryToken token, SdkException failure) {
        return retries.refreshRetryToken(RefreshRetryTokenRequest.builder()
                        .token(token)
                        .failure(failure)
                        .build())
                .token();
    }

    private static SdkException wire(IOException failure) {
        return SdkClientException.create("Unable to execute HTTP request", failure);
    }

    private static SdkException answer(int status, String code) {
        return answer(status, code, "no");
    }

    private static SdkException answer(int status, String code, String message) {
        return AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .build();
    }
}
