package dev.atrest.readers;

import static dev.atrest.readers.AccountContext.on;
import static dev.atrest.readers.AccountContext.text;
import static dev.atrest.readers.AwsCall.DESCRIBE_METRIC_FILTERS;
import static dev.atrest.readers.AwsCall.DESCRIBE_TRAILS;
import static dev.atrest.readers.AwsCall.LIST_RULES;
import static dev.atrest.readers.AwsCall.LOOKUP_EVENTS;

import dev.atrest.model.EventRule;
import dev.atrest.model.Fact;
import dev.atrest.model.RecordingTrail;
import dev.atrest.model.SensitiveContext;
import dev.atrest.model.TrailLogGroup;
import dev.atrest.model.Unread;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/** Who records what happens in a region, and whom that alarms. */
final class RegionMonitoring {

    private final AccountContext account;
    private final TrailAlarms alarms;

    RegionMonitoring(AccountContext account) {
        this.account = account;
        this.alarms = new TrailAlarms(
                account.clients(), account.calls(), account.account().id());
    }

    Fact<List<RecordingTrail>> trails(String region) {
        return DESCRIBE_TRAILS.fact(() -> account.trails().recording(region).stream()
                .filter(trail -> !account.trails()
                        .gone(trail.trailARN(), account.account().id()))
                .map(this::recordingTrail)
                .toList());
    }

    Fact<List<TrailLogGroup>> logGroups(String region) {
        Fact<List<String>> arns = DESCRIBE_TRAILS.fact(() -> account.trails().recording(region).stream()
                .map(trail -> text(trail.cloudWatchLogsLogGroupArn()))
                .filter(arn -> !arn.isEmpty())
                .distinct()
                .toList());
        return switch (arns) {
            case Fact.Known<List<String>>(var known, var call) when known.isEmpty() -> Fact.known(List.of(), call);
            case Fact.Known<List<String>>(var known, var call) ->
                DESCRIBE_METRIC_FILTERS.fact(
                        () -> known.stream().map(alarms::logGroup).toList());
            case Fact.Missing<List<String>>(var reason) -> new Fact.Missing<>(reason);
        };
    }

    Fact<List<EventRule>> eventRules(String region) {
        return LIST_RULES.fact(() -> EventRules.of(account.clients().events(region)));
    }

    Fact<List<SensitiveContext>> sensitiveContexts(String region) {
        if (!account.scope().encryptionContexts()) {
            return Fact.unread(LOOKUP_EVENTS.operation(), Unread.NOT_REQUESTED);
        }
        var window = Duration.ofDays(account.scope().contextDays());
        return LOOKUP_EVENTS.fact(() -> new EncryptionContexts(account.clients().cloudTrail(region)).search(window));
    }

    private RecordingTrail recordingTrail(Trail trail) {
        String arn = trail.trailARN();
        Fact<Boolean> logging = account.trails().logging(arn);
        Fact<TrailSelectors> selectors = account.trails().selectors(arn);
        return new RecordingTrail(
                arn,
                text(trail.name()),
                on(trail.isMultiRegionTrail()),
                on(trail.isOrganizationTrail()),
                on(trail.logFileValidationEnabled()),
                text(trail.kmsKeyId()),
                text(trail.s3BucketName()),
                text(trail.cloudWatchLogsLogGroupArn()),
                value(logging),
                reason(logging),
                value(selectors).map(TrailSelectors::basic).orElse(List.of()),
                value(selectors).map(TrailSelectors::advanced).orElse(List.of()),
                reason(selectors));
    }

    private static <T> Optional<T> value(Fact<T> fact) {
        return fact instanceof Fact.Known<T>(T value, var call) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Unread> reason(Fact<?> fact) {
        return fact instanceof Fact.Missing<?>(Unread reason) ? Optional.of(reason) : Optional.empty();
    }
}
