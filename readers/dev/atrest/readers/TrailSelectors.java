package dev.atrest.readers;

import static dev.atrest.readers.AccountContext.text;
import static dev.atrest.readers.AwsCall.GET_EVENT_SELECTORS;

import dev.atrest.model.Trail;
import java.util.List;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.DataResource;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;

/** What a trail records. One of the two lists is empty. */
record TrailSelectors(List<Trail.EventSelector> basic, List<Trail.AdvancedEventSelector> advanced) {

    static TrailSelectors of(GetEventSelectorsResponse answer) {
        if (!answer.hasEventSelectors() && !answer.hasAdvancedEventSelectors()) {
            // Every trail has the one kind or the other.
            GET_EVENT_SELECTORS.required(null, "EventSelectors");
        }
        if (answer.eventSelectors().isEmpty() && answer.advancedEventSelectors().isEmpty()) {
            // CloudTrail documents what a trail records that was given none; it itself names that selector.
            return new TrailSelectors(List.of(basic(EventSelector.builder().build())), List.of());
        }
        return new TrailSelectors(
                answer.eventSelectors().stream().map(TrailSelectors::basic).toList(),
                answer.advancedEventSelectors().stream()
                        .map(TrailSelectors::advanced)
                        .toList());
    }

    private static Trail.EventSelector basic(EventSelector selector) {
        // CloudTrail's defaults for what a selector leaves out.
        return new Trail.EventSelector(
                selector.readWriteType() == null ? "All" : selector.readWriteTypeAsString(),
                selector.includeManagementEvents() == null || selector.includeManagementEvents(),
                List.copyOf(selector.excludeManagementEventSources()),
                selector.dataResources().stream()
                        .map(TrailSelectors::dataResource)
                        .toList());
    }

    private static Trail.DataResource dataResource(DataResource resource) {
        return new Trail.DataResource(text(resource.type()), List.copyOf(resource.values()));
    }

    private static Trail.AdvancedEventSelector advanced(AdvancedEventSelector selector) {
        return new Trail.AdvancedEventSelector(
                text(selector.name()),
                selector.fieldSelectors().stream().map(TrailSelectors::field).toList());
    }

    private static Trail.FieldSelector field(AdvancedFieldSelector field) {
        return new Trail.FieldSelector(
                text(field.field()),
                List.copyOf(field.equalsValue()),
                List.copyOf(field.notEquals()),
                List.copyOf(field.startsWith()),
                List.copyOf(field.notStartsWith()),
                List.copyOf(field.endsWith()),
                List.copyOf(field.notEndsWith()));
    }
}
