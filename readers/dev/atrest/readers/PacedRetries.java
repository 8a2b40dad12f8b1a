package dev.atrest.readers;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
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
 * The retries of one client, whose attempts keep a pace that AWS's throttling sets. How often a call is made again depends on
 * what it met ({@link Setback}), each counted by itself: a call that chance hits five times may be throttled yet.
 *
 * <p>The SDK's adaptive strategy lowers its pace with each throttled call: an account in which every fifth is throttled would be
 * read at a call or two a second.
 */
final class PacedRetries implements RetryStrategy {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    private final RetryStrategy retries;
    private final Patience patience;
    private final Pace pace;

    /** A call with what it met so far. */
    private record Attempted(RetryToken token, Map<Setback, Integer> met) implements RetryToken {

        int times(Setback setback) {
            return met.getOrDefault(setback, 0);
        }

        Attempted and(Setback setback) {
            var more = new EnumMap<Setback, Integer>(Setback.class);
            more.putAll(met);
            more.merge(setback, 1, Integer::sum);
            return new Attempted(token, more);
        }

        Attempted with(RetryToken next) {
            return new Attempted(next, met);
        }
    }

    PacedRetries(Patience patience) {
        var pauses = patience.pause()
                .map(BackoffStrategy::fixedDelayWithoutJitter)
                .orElseGet(() -> BackoffStrategy.exponentialDelay(FIRST_PAUSE, LONGEST_PAUSE));
        // The SDK asks again when JSON breaks off, but not when XML does, nor for what is no answer of AWS: whether
        // something between here and AWS was only busy shows when it is asked again.
        this.retries = AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .retryOnException(PacedRetries::unreadable)
                .retryOnException(PacedRetries::signedTooLongAgo)
                .maxAttempts(Setback.mostOfAll(patience.attempts()))
                .backoffStrategy(pauses)
                .throttlingBackoffStrategy(pauses)
                // It would leave calls unread because others were throttled before.
                .circuitBreakerEnabled(false)
                .build();
        this.patience = patience;
        this.pace = new Pace(System::nanoTime);
    }

    private static boolean unreadable(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> cause instanceof XMLStreamException
                        || cause instanceof NotAnAwsAnswer
                        || cause instanceof BrokenOff);
    }

    /**
     * A call that waited long for its turn. Each attempt is signed anew; the SDK makes another only where the time of the answer
     * shows that a clock is wrong.
     */
    private static boolean signedTooLongAgo(Throwable failure) {
        return failure instanceof AwsServiceException refused
                && refused.awsErrorDetails() != null
                && refused.awsErrorDetails().errorMessage() instanceof String message
                && message.startsWith("Signature expired");
    }

    @Override
    public AcquireInitialTokenResponse acquireInitialToken(AcquireInitialTokenRequest request) {
        AcquireInitialTokenResponse first = retries.acquireInitialToken(request);
        return AcquireInitialTokenResponse.create(new Attempted(first.token(), Map.of()), pause(first.delay()));
    }

    @Override
    public RefreshRetryTokenResponse refreshRetryToken(RefreshRetryTokenRequest request) {
        Setback setback = Setback.of(request.failure());
        if (setback == Setback.THROTTLED) {
            pace.throttled();
        } else {
            pace.answered();
        }
        Attempted attempted = ((Attempted) request.token()).and(setback);
        int times = attempted.times(setback);
        if (times >= setback.most(patience.attempts())) {
            throw new TokenAcquisitionFailedException(setback + " " + times + " times", attempted, request.failure());
        }
        RefreshRetryTokenResponse next = retries.refreshRetryToken(
                request.toBuilder().token(attempted.token()).build());
        return RefreshRetryTokenResponse.create(
                attempted.with(next.token()),
                pause(patience.pause()
                        .orElseGet(() -> longer(
                                setback.pause(next.delay()),
                                request.suggestedDelay().orElse(Duration.ZERO)))));
    }

    @Override
    public RecordSuccessResponse recordSuccess(RecordSuccessRequest request) {
        pace.answered();
        var attempted = (Attempted) request.token();
        return RecordSuccessResponse.create(
                attempted.with(retries.recordSuccess(RecordSuccessRequest.create(attempted.token()))
                        .token()));
    }

    /** Until the pace lets the next attempt begin, at the least as long as given. Meanwhile others have the turn. */
    private Duration pause(Duration least) {
        Duration pause = patience.pause().isPresent() ? least : longer(pace.turn(), least);
        if (pause.isPositive()) {
            Turns.giveUp();
        }
        return pause;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
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
