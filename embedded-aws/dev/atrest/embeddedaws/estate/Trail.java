package dev.atrest.embeddedaws.estate;

import java.util.List;
import java.util.Optional;

/**
 * A CloudTrail trail; its home region is the region it stands under.
 *
 * @param multiRegion true unless said otherwise
 * @param organization records all accounts of the organisation, and is seen in all of them
 * @param logFileValidation false unless said otherwise
 * @param key key id, ARN or alias; answered as the key's ARN
 * @param bucket bucket that receives the log files
 * @param logGroup name of the CloudWatch Logs group, or its ARN
 * @param logging the trail is recording; true unless said otherwise
 * @param eventSelectors basic selectors; management events, read and write, unless said otherwise
 * @param advancedEventSelectors replace the basic ones
 */
public record Trail(
        String name,
        Boolean multiRegion,
        Boolean organization,
        Boolean logFileValidation,
        Optional<String> key,
        String bucket,
        Optional<String> logGroup,
        Boolean logging,
        List<EventSelector> eventSelectors,
        List<AdvancedEventSelector> advancedEventSelectors) {

    public Trail {
        name = Defaults.required(name, "trail name");
        multiRegion = Defaults.or(multiRegion, true);
        organization = Defaults.or(organization, false);
        logFileValidation = Defaults.or(logFileValidation, false);
        key = Defaults.or(key, Optional.empty());
        bucket = Defaults.required(bucket, "bucket of trail '" + name + "'");
        logGroup = Defaults.or(logGroup, Optional.empty());
        logging = Defaults.or(logging, true);
        advancedEventSelectors = Defaults.list(advancedEventSelectors);
        eventSelectors = eventSelectors != null || !advancedEventSelectors.isEmpty()
                ? Defaults.list(eventSelectors)
                : List.of(new EventSelector(null, null, null, null));
    }

    /**
     * A basic event selector.
     *
     * @param readWriteType All, ReadOnly or WriteOnly
     */
    public record EventSelector(
            String readWriteType,
            Boolean includeManagementEvents,
            List<String> excludeManagementEventSources,
            List<DataResource> dataResources) {

        public EventSelector {
            readWriteType =
                    Defaults.oneOf(Defaults.or(readWriteType, "All"), "readWriteType", "All", "ReadOnly", "WriteOnly");
            includeManagementEvents = Defaults.or(includeManagementEvents, true);
            excludeManagementEventSources = Defaults.list(excludeManagementEventSources);
            dataResources = Defaults.list(dataResources);
        }
    }

    /** Data events of a basic selector. */
    public record DataResource(String type, List<String> values) {

        public DataResource {
            type = Defaults.required(type, "type of a data resource");
            values = Defaults.list(values);
        }
    }

    /** An advanced event selector: all its field selectors must match. */
    public record AdvancedEventSelector(String name, List<FieldSelector> fieldSelectors) {

        public AdvancedEventSelector {
            name = Defaults.or(name, "");
            fieldSelectors = Defaults.list(fieldSelectors);
        }
    }

    /** One condition of an advanced event selector. */
    public record FieldSelector(
            String field,
            List<String> equalTo,
            List<String> notEquals,
            List<String> startsWith,
            List<String> notStartsWith,
            List<String> endsWith,
            List<String> notEndsWith) {

        public FieldSelector {
            field = Defaults.required(field, "field of a field selector");
            equalTo = Defaults.list(equalTo);
            notEquals = Defaults.list(notEquals);
            startsWith = Defaults.list(startsWith);
            notStartsWith = Defaults.list(notStartsWith);
            endsWith = Defaults.list(endsWith);
            notEndsWith = Defaults.list(notEndsWith);
        }
    }
}
