package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Changed;
import dev.atrest.embeddedaws.estate.Trail;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Service;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.PutEventSelectorsRequest;
import software.amazon.awssdk.services.cloudtrail.model.PutEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.StartLoggingRequest;
import software.amazon.awssdk.services.cloudtrail.model.StartLoggingResponse;
import software.amazon.awssdk.services.cloudtrail.model.UpdateTrailRequest;
import software.amazon.awssdk.services.cloudtrail.model.UpdateTrailResponse;

/** CloudTrail: changes of a trail, in its account and home region. */
final class TrailWrites {

    void register(Writes writes) {
        writes.on(Service.CLOUDTRAIL, UpdateTrailRequest.class, this::update)
                .on(Service.CLOUDTRAIL, PutEventSelectorsRequest.class, this::putEventSelectors)
                .on(Service.CLOUDTRAIL, StartLoggingRequest.class, this::start);
    }

    private UpdateTrailResponse update(Call call, UpdateTrailRequest request) {
        Optional<LocatedKey> key =
                Optional.ofNullable(request.kmsKeyId()).map(reference -> KeyLookup.any(call, reference));
        if ((request.cloudWatchLogsLogGroupArn() == null) != (request.cloudWatchLogsRoleArn() == null)) {
            throw new AwsError(
                    "InvalidCloudWatchLogsLogGroupArnException", "A log group and a role must be given together.", 400);
        }
        Trail changed = change(call, request.name(), trail -> {
            Trail next = set(trail, "multiRegion", request.isMultiRegionTrail());
            next = set(next, "organization", request.isOrganizationTrail());
            next = set(next, "logFileValidation", request.enableLogFileValidation());
            next = set(next, "bucket", request.s3BucketName());
            next = set(
                    next,
                    "logGroup",
                    request.cloudWatchLogsLogGroupArn() == null
                            ? null
                            : Optional.of(request.cloudWatchLogsLogGroupArn()));
            return set(next, "key", key.map(found -> Optional.of(found.arn())).orElse(null));
        });
        return UpdateTrailResponse.builder()
                .name(changed.name())
                .trailARN(arn(call, changed))
                .build();
    }

    /** What a request leaves out stays as it is. */
    private static Trail set(Trail trail, String component, @Nullable Object value) {
        return value == null ? trail : Changed.with(trail, component, value);
    }

    /** All selectors are replaced, and those of the other kind with them. */
    private PutEventSelectorsResponse putEventSelectors(Call call, PutEventSelectorsRequest request) {
        boolean basic = request.hasEventSelectors() && !request.eventSelectors().isEmpty();
        boolean advanced = request.hasAdvancedEventSelectors()
                && !request.advancedEventSelectors().isEmpty();
        if (basic == advanced || request.eventSelectors().size() > 5) {
            throw new AwsError(
                    "InvalidEventSelectorsException", "One to five event selectors, or advanced event selectors", 400);
        }
        Trail changed = change(call, request.trailName(), trail -> {
            Trail next = Changed.with(
                    trail,
                    "advancedEventSelectors",
                    request.advancedEventSelectors().stream()
                            .map(TrailWrites::advanced)
                            .toList());
            return Changed.with(
                    next,
                    "eventSelectors",
                    request.eventSelectors().stream().map(TrailWrites::basic).toList());
        });
        return PutEventSelectorsResponse.builder().trailARN(arn(call, changed)).build();
    }

    private static Trail.EventSelector basic(EventSelector selector) {
        return new Trail.EventSelector(
                selector.readWriteTypeAsString(),
                selector.includeManagementEvents(),
                selector.excludeManagementEventSources(),
                selector.dataResources().stream()
                        .map(resource -> new Trail.DataResource(resource.type(), resource.values()))
                        .toList());
    }

    private static Trail.AdvancedEventSelector advanced(AdvancedEventSelector selector) {
        return new Trail.AdvancedEventSelector(
                selector.name(),
                selector.fieldSelectors().stream()
                        .map(field -> new Trail.FieldSelector(
                                field.field(),
                                field.equalsValue(),
                                field.notEquals(),
                                field.startsWith(),
                                field.notStartsWith(),
                                field.endsWith(),
                                field.notEndsWith()))
                        .toList());
    }

    private StartLoggingResponse start(Call call, StartLoggingRequest request) {
        change(call, request.name(), trail -> Changed.with(trail, "logging", true));
        return StartLoggingResponse.builder().build();
    }

    /** @throws AwsError when the trail is not one of this account and region */
    private static Trail change(Call call, @Nullable String nameOrArn, UnaryOperator<Trail> change) {
        List<Trail> trails = call.region().region().trails();
        Trail before = trails.stream()
                .filter(trail ->
                        trail.name().equals(nameOrArn) || arn(call, trail).equals(nameOrArn))
                .findFirst()
                .orElseThrow(() -> new AwsError(
                        "TrailNotFoundException",
                        "Unknown trail: %s for the user: %s"
                                .formatted(nameOrArn, call.account().id()),
                        400));
        Trail after = change.apply(before);
        List<Trail> all = trails.stream()
                .map(trail -> trail.name().equals(before.name()) ? after : trail)
                .toList();
        call.change(region -> Changed.with(region, "trails", all));
        return after;
    }

    private static String arn(Call call, Trail trail) {
        return call.region().arn("cloudtrail", "trail/" + trail.name());
    }
}
