package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Trail;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Operations;
import dev.atrest.embeddedaws.wire.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.DataResource;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsRequest;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsResponse;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsRequest;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusRequest;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;

/** CloudTrail: trails, seen from every region and account that they record. */
final class CloudTrailOperations {

    /** A trail, its account and its home region. */
    private record Located(Trail trail, World.AccountView owner, RegionView home) {

        String arn() {
            return home.arn("cloudtrail", "trail/" + trail.name());
        }
    }

    void register(Operations<Call> operations) {
        operations
                .on(Service.CLOUDTRAIL, DescribeTrailsRequest.class, this::describeTrails)
                .on(Service.CLOUDTRAIL, GetTrailStatusRequest.class, this::getTrailStatus)
                .on(Service.CLOUDTRAIL, GetEventSelectorsRequest.class, this::getEventSelectors);
    }

    private DescribeTrailsResponse describeTrails(Call call, DescribeTrailsRequest request) {
        boolean shadows = !Boolean.FALSE.equals(request.includeShadowTrails());
        List<String> wanted = request.trailNameList();
        return DescribeTrailsResponse.builder()
                .trailList(visible(call).stream()
                        .filter(found -> wanted.isEmpty() || named(call, found, wanted))
                        .filter(found -> shadows || !isShadow(call, found))
                        .map(CloudTrailOperations::answer)
                        .toList())
                .build();
    }

    /** A replica of a trail of another region, or of the organisation's in a member account. */
    private static boolean isShadow(Call call, Located found) {
        return !found.home().name().equals(call.regionName()) || found.owner() != call.account();
    }

    private static boolean named(Call call, Located found, List<String> names) {
        return names.contains(found.arn())
                || (!isShadow(call, found) && names.contains(found.trail().name()));
    }

    private static List<Located> visible(Call call) {
        List<Located> trails = new ArrayList<>();
        add(trails, call, call.account());
        if (!call.byManagementAccount()) {
            call.world()
                    .account(call.world().estate().organization().managementAccount())
                    .ifPresent(management -> add(trails, call, management));
        }
        return trails;
    }

    private static void add(List<Located> trails, Call call, World.AccountView owner) {
        for (String region : call.world().estate().regions().enabled()) {
            RegionView view = owner.region(region);
            for (Trail trail : view.region().trails()) {
                boolean records = trail.multiRegion() || region.equals(call.regionName());
                if (records && (owner == call.account() || trail.organization())) {
                    trails.add(new Located(trail, owner, view));
                }
            }
        }
    }

    private static software.amazon.awssdk.services.cloudtrail.model.Trail answer(Located found) {
        Trail trail = found.trail();
        RegionView home = found.home();
        return software.amazon.awssdk.services.cloudtrail.model.Trail.builder()
                .name(trail.name())
                .trailARN(found.arn())
                .homeRegion(home.name())
                .s3BucketName(trail.bucket())
                .includeGlobalServiceEvents(true)
                .isMultiRegionTrail(trail.multiRegion())
                .isOrganizationTrail(trail.organization())
                .logFileValidationEnabled(trail.logFileValidation())
                .kmsKeyId(trail.key().map(home::keyArn).orElse(null))
                .cloudWatchLogsLogGroupArn(trail.logGroup()
                        .map(group -> group.startsWith("arn:") ? group : home.arn("logs", "log-group:" + group + ":*"))
                        .orElse(null))
                .hasCustomEventSelectors(!trail.advancedEventSelectors().isEmpty())
                .hasInsightSelectors(false)
                .build();
    }

    private GetTrailStatusResponse getTrailStatus(Call call, GetTrailStatusRequest request) {
        Trail trail = find(call, request.name()).trail();
        return GetTrailStatusResponse.builder()
                .isLogging(trail.logging())
                .startLoggingTime(Instant.parse("2025-01-15T08:00:00Z"))
                .build();
    }

    private GetEventSelectorsResponse getEventSelectors(Call call, GetEventSelectorsRequest request) {
        Located found = find(call, request.trailName());
        GetEventSelectorsResponse.Builder answer =
                GetEventSelectorsResponse.builder().trailARN(found.arn());
        Trail trail = found.trail();
        if (trail.advancedEventSelectors().isEmpty()) {
            answer.eventSelectors(trail.eventSelectors().stream()
                    .map(CloudTrailOperations::answer)
                    .toList());
        } else {
            answer.advancedEventSelectors(trail.advancedEventSelectors().stream()
                    .map(CloudTrailOperations::answer)
                    .toList());
        }
        return answer.build();
    }

    private static EventSelector answer(Trail.EventSelector selector) {
        return EventSelector.builder()
                .readWriteType(selector.readWriteType())
                .includeManagementEvents(selector.includeManagementEvents())
                .excludeManagementEventSources(selector.excludeManagementEventSources())
                .dataResources(selector.dataResources().stream()
                        .map(data -> DataResource.builder()
                                .type(data.type())
                                .values(data.values())
                                .build())
                        .toList())
                .build();
    }

    private static AdvancedEventSelector answer(Trail.AdvancedEventSelector selector) {
        return AdvancedEventSelector.builder()
                .name(selector.name())
                .fieldSelectors(selector.fieldSelectors().stream()
                        .map(field -> AdvancedFieldSelector.builder()
                                .field(field.field())
                                .equalsValue(orNull(field.equalTo()))
                                .notEquals(orNull(field.notEquals()))
                                .startsWith(orNull(field.startsWith()))
                                .notStartsWith(orNull(field.notStartsWith()))
                                .endsWith(orNull(field.endsWith()))
                                .notEndsWith(orNull(field.notEndsWith()))
                                .build())
                        .toList())
                .build();
    }

    /** CloudTrail leaves operators that are not used away. */
    private static @Nullable List<String> orNull(List<String> values) {
        return values.isEmpty() ? null : values;
    }

    private static Located find(Call call, @Nullable String nameOrArn) {
        List<String> wanted = List.of(String.valueOf(nameOrArn));
        return visible(call).stream()
                .filter(found -> named(call, found, wanted))
                .findFirst()
                .orElseThrow(() -> new AwsError(
                        "TrailNotFoundException",
                        "Unknown trail: %s for the user: %s"
                                .formatted(nameOrArn, call.account().id()),
                        400));
    }
}
