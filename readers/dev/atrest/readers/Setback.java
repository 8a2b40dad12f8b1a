package dev.atrest.readers;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Why an attempt did not succeed, which says how often the call is worth another. */
enum Setback {
    /** AWS asks for a slower pace: it was only too early. */
    THROTTLED,
    /** The answer or a part of it got lost on the way, or the service stumbled: chance, which another attempt need not have. */
    LOST,
    /** Nobody listens, nothing is said, or what answers is not AWS: the next attempt will hardly be better. */
    FAILED,
    /** Nobody knows the host. */
    NO_HOST;

    private static final Duration LONGEST_WHEN_LOST = Duration.ofSeconds(5);

    /** Java remembers for 10 seconds that it does not know a host. */
    private static final Duration NAME_IS_REMEMBERED = Duration.ofSeconds(11);

    private static final Set<Integer> OF_WHAT_IS_BUSY = Set.of(502, 503, 504);
    private static final int INTERNAL_ERROR = 500;

    /** @param failure the SDK's exception for an attempt */
    static Setback of(Throwable failure) {
        if (failure instanceof SdkServiceException refused) {
            return ofAnswer(refused);
        }
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(Setback::ofCause)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(FAILED);
    }

    private static Setback ofAnswer(SdkServiceException refused) {
        if (refused.isThrottlingException()) {
            return THROTTLED;
        }
        // An endpoint that does not know a call fails at it, too, but in other words than those of AWS.
        boolean stumbled = refused.statusCode() == INTERNAL_ERROR
                && !AwsError.of(refused).code().startsWith(AwsError.WITHOUT_CODE);
        return stumbled || OF_WHAT_IS_BUSY.contains(refused.statusCode()) ? LOST : FAILED;
    }

    private static Optional<Setback> ofCause(Throwable cause) {
        return switch (cause) {
            case UnknownHostException _ -> Optional.of(NO_HOST);
            case SocketTimeoutException _, ConnectException _, SSLHandshakeException _, NotAnAwsAnswer _ ->
                Optional.of(FAILED);
            case BrokenOff answer ->
                Optional.of(answer.begun() || OF_WHAT_IS_BUSY.contains(answer.status()) ? LOST : FAILED);
            case IOException _, XMLStreamException _ -> Optional.of(LOST);
            default -> Optional.empty();
        };
    }

    /** @param attempts most attempts of a call that fails */
    int most(int attempts) {
        return switch (this) {
            case THROTTLED, LOST -> 3 * attempts;
            case FAILED -> attempts;
            case NO_HOST -> Math.min(2, attempts);
        };
    }

    /** Most attempts of a call that meets all of them. */
    static int mostOfAll(int attempts) {
        return Arrays.stream(values())
                .mapToInt(setback -> setback.most(attempts))
                .sum();
    }

    /** How long to wait before the next attempt, where the SDK would wait so long. */
    Duration pause(Duration growing) {
        return switch (this) {
            case THROTTLED, FAILED -> growing;
            case LOST -> growing.compareTo(LONGEST_WHEN_LOST) < 0 ? growing : LONGEST_WHEN_LOST;
            case NO_HOST -> NAME_IS_REMEMBERED;
        };
    }
}
