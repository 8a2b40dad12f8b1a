package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.ApiEvent;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Operations;
import dev.atrest.embeddedaws.wire.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudtrail.model.Event;
import software.amazon.awssdk.services.cloudtrail.model.LookupAttribute;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsRequest;
import software.amazon.awssdk.services.cloudtrail.model.LookupEventsResponse;
import software.amazon.awssdk.services.cloudtrail.model.Resource;
import tools.jackson.databind.json.JsonMapper;

/** CloudTrail: the management events of the last 90 days, newest first. */
final class EventLookup {

    private static final Duration KEPT = Duration.ofDays(90);

    private final JsonMapper mapper = new JsonMapper();

    void register(Operations<Call> operations) {
        operations.on(Service.CLOUDTRAIL, LookupEventsRequest.class, this::lookupEvents);
    }

    private LookupEventsResponse lookupEvents(Call call, LookupEventsRequest request) {
        if (request.lookupAttributes().size() > 1) {
            throw new AwsError("InvalidLookupAttributesException", "You can specify only one lookup attribute.", 400);
        }
        if (request.startTime() != null
                && request.endTime() != null
                && request.startTime().isAfter(request.endTime())) {
            throw new AwsError("InvalidTimeRangeException", "The start time is after the end time.", 400);
        }
        Instant oldest = Instant.now().minus(KEPT);
        Series<ApiEvent> events = call.region()
                .events()
                .where(event -> !event.time().isBefore(oldest)
                        && (request.startTime() == null || !event.time().isBefore(request.startTime()))
                        && (request.endTime() == null || !event.time().isAfter(request.endTime()))
                        && request.lookupAttributes().stream().allMatch(attribute -> matches(attribute, event)));
        int size = Pages.size(
                request.maxResults(),
                1,
                50,
                50,
                bound -> new AwsError(
                        "InvalidMaxResultsException", "The maximum number of results must be " + bound, 400));
        var page = Pages.page(
                events,
                call.scope("LookupEvents" + request.lookupAttributes()),
                request.nextToken(),
                size,
                () -> new AwsError("InvalidNextTokenException", "The next token is invalid.", 400));
        return LookupEventsResponse.builder()
                .events(page.items().stream().map(event -> answer(call, event)).toList())
                .nextToken(page.next())
                .build();
    }

    private static boolean matches(LookupAttribute attribute, ApiEvent event) {
        String wanted = attribute.attributeValue();
        return switch (attribute.attributeKey()) {
            case EVENT_ID -> event.id().equals(wanted);
            case EVENT_NAME -> event.name().equals(wanted);
            case EVENT_SOURCE -> event.source().equals(wanted);
            case READ_ONLY -> event.readOnly().toString().equals(wanted);
            case USERNAME -> event.user().equals(wanted);
            case ACCESS_KEY_ID -> event.accessKeyId().equals(wanted);
            case RESOURCE_NAME -> event.resources().contains(wanted);
            case RESOURCE_TYPE ->
                event.resources().stream().anyMatch(arn -> type(arn).equals(wanted));
            case UNKNOWN_TO_SDK_VERSION ->
                throw new AwsError(
                        "InvalidLookupAttributesException", attribute.attributeKeyAsString() + " is not known.", 400);
        };
    }

    private Event answer(Call call, ApiEvent event) {
        List<Resource> resources = event.resources().stream()
                .map(arn -> Resource.builder()
                        .resourceName(arn)
                        .resourceType(type(arn))
                        .build())
                .toList();
        return Event.builder()
                .eventId(event.id())
                .eventName(event.name())
                .eventSource(event.source())
                .eventTime(event.time())
                .readOnly(event.readOnly().toString())
                .username(event.user())
                .accessKeyId(event.accessKeyId().isEmpty() ? null : event.accessKeyId())
                .resources(resources)
                .cloudTrailEvent(record(call, event))
                .build();
    }

    private static String type(String arn) {
        return arn.contains(":key/") ? "AWS::KMS::Key" : "AWS::S3::Object";
    }

    private String record(Call call, ApiEvent event) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("eventVersion", "1.11");
        record.put(
                "userIdentity",
                Map.of(
                        "type",
                        "AssumedRole",
                        "arn",
                        call.world()
                                .partition()
                                .arn("sts", "", call.account().id(), "assumed-role/app/" + event.user()),
                        "accountId",
                        call.account().id()));
        record.put("eventTime", event.time().toString());
        record.put("eventSource", event.source());
        record.put("eventName", event.name());
        record.put("awsRegion", call.regionName());
        record.put("eventID", event.id());
        record.put("readOnly", event.readOnly());
        record.put("eventType", "AwsApiCall");
        record.put("managementEvent", true);
        record.put("recipientAccountId", call.account().id());
        record.put("eventCategory", "Management");
        record.put(
                "resources",
                event.resources().stream()
                        .map(arn -> Map.of(
                                "ARN",
                                arn,
                                "type",
                                type(arn),
                                "accountId",
                                call.account().id()))
                        .toList());
        record.putAll(event.record());
        return mapper.writeValueAsString(record);
    }
}
