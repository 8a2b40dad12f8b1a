package dev.atrest.readers;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RecordSuccessResponse;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * The retries of one client, whose attempts keep a pace that AWS's throttling sets. What AWS throttled is asked again more often
 * than what it failed at: there it was only too early.
 *
 * <p>The SDK's adaptive strategy lowers its pace with each throttled call: an account in which every fifth is throttled would be
 * read at a call or two a second.
 */
final class PacedRetries implements RetryStrategy {

    private static final int ATTEMPTS_WHEN_THROTTLED = 12;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    private final RetryStrategy retries;
    private final int attempts;
    private final Pace pace;

    /** A call with how often it failed, other than by being throttled. */
    private record Attempted(RetryToken token, int failures) implements RetryToken {}

    /** @param attempts most attempts of a call that is not throttled, the first included */
    PacedRetries(int attempts) {
        var pauses = BackoffStrategy.exponentialDelay(FIRST_PAUSE, LONGEST_PAUSE);
        this.retries = alsoOfTheUnreadable(AwsRetryStrategy.standardRetryStrategy().toBuilder())
                .maxAttempts(ATTEMPTS_WHEN_THROTTLED)
                .backoffStrategy(pauses)
                .throttlingBackoffStrategy(pauses)
                // It would leave calls unread because others were throttled before.
                .circuitBreakerEnabled(false)
                .build();
        this.attempts = attempts;
        this.pace = new Pace(System::nanoTime);
    }

    /**
     * The SDK asks again when JSON breaks off, but not when XML does, nor for what is no answer of AWS: whether something between
     * here and AWS was only busy shows when it is asked again.
     */
    static StandardRetryStrategy.Builder alsoOfTheUnreadable(StandardRetryStrategy.Builder retries) {
        return retries.retryOnException(PacedRetries::unreadable);
    }

    private static boolean unreadable(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof XMLStreamException || cause instanceof NotAnAwsAnswer);
    }

    @Override
    public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
        AcquireInitialTokenResponse first = retries.acquireInitialToken(request);
        return AcquireInitialTokenResponse.create(new Attempted(first.token(), 0), pause(first.delay()));
    }

    @Override
    public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
        boolean throttled = request.failure() instanceof SdkServiceException refused && refused.isThrottlingException();
        if (throttled) {
            pace.throttled();
        } else {
            pace.answered();
        }
        var attempted = (Attempted) request.token();
        int failures = attempted.failures() + (throttled ? 0 : 1);
        if (failures == attempts) {
            throw new TokenAcquisitionFailedException("failed " + failures + " times", attempted, request.failure());
        }
        RefreshRetryTokenResponse next = retries.refreshRetryToken(
                request.toBuilder().token(attempted.token()).build());
        return RefreshRetryTokenResponse.create(new Attempted(next.token(), failures), pause(next.delay()));
    }

    @Override
    public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
        pace.answered();
        var attempted = (Attempted) request.token();
        return RecordSuccessResponse.create(new Attempted(
                retries.recordSuccess(RecordSuccessRequest.create(attempted.token()))
                        .token(),
                attempted.failures()));
    }

    /** Until the pace lets the next attempt begin, at the least as long as given. Meanwhile others have the turn. */
    private Duration pause(Duration least) {
        Duration turn = pace.turn();
        Duration pause = turn.compareTo(least) > 0 ? turn : least;
        if (pause.isPositive()) {
            Turns.giveUp();
        }
        return pause;
    }

    @Override
    public int maxAttempts() {
        return retries.maxAttempts();
    }

    /** It has them already. */
    @Override
    public boolean useClientDefaults() {
        return false;
    }

    @Override
    public Builder<?, ?> toBuilder() {
        throw new UnsupportedOperationException("the pace belongs to one client");
    }
}
