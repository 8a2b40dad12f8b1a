package dev.atrest.readers;

import dev.atrest.model.Calls;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/**
 * Counts each call when it has ended, with the SDK's own figures: it tells throttled attempts by the same codes that make it
 * slow down. The SDK publishes on the thread that made the call, so the ledger knows whose it is.
 */
final class CallCounter implements MetricPublisher {

    private static final String STS = "STS";
    /** As documented at {@link CoreMetric#ERROR_TYPE}. */
    private static final String THROTTLING = "Throttling";

    @Override
    public void publish(MetricCollection call) {
        var end = Instant.now();
        var calls = new Calls(
                1,
                call.metricValues(CoreMetric.RETRY_COUNT).stream()
                        .mapToLong(Integer::longValue)
                        .sum(),
                call.children().stream()
                        .flatMap(attempt -> attempt.metricValues(CoreMetric.ERROR_TYPE).stream())
                        .filter(THROTTLING::equals)
                        .count(),
                0,
                Optional.of(micros(end.minus(duration(call)))),
                Optional.of(micros(end)));
        if (call.metricValues(CoreMetric.SERVICE_ID).contains(STS)) {
            CallLedger.countForAccount(calls);
        } else {
            CallLedger.count(calls);
        }
    }

    private static Duration duration(MetricCollection call) {
        return call.metricValues(CoreMetric.API_CALL_DURATION).stream().reduce(Duration.ZERO, Duration::plus);
    }

    /** As precise as the database. */
    private static Instant micros(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public void close() {}
}
