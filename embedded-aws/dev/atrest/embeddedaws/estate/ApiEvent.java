package dev.atrest.embeddedaws.estate;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A management event that CloudTrail's LookupEvents finds.
 *
 * @param id UUID; made from its place when the YAML names none
 * @param name e.g. {@code Decrypt}
 * @param source e.g. {@code kms.amazonaws.com}
 * @param user name of who called
 * @param accessKeyId access key of who called; may be empty
 * @param readOnly true unless said otherwise
 * @param resources ARNs that the event touches
 * @param record further members of the CloudTrail record, e.g. {@code requestParameters}; added to those that the other
 *     components fill
 */
public record ApiEvent(
        String id,
        Integer count,
        String name,
        String source,
        Instant time,
        String user,
        String accessKeyId,
        Boolean readOnly,
        List<String> resources,
        Map<String, Object> record)
        implements Numbered<ApiEvent> {

    public ApiEvent {
        id = Defaults.or(id, "");
        count = Numbered.checked(count, count == null || !id.isEmpty() ? id : PLACEHOLDER, "event id");
        name = Defaults.required(name, "event name");
        source = Defaults.or(source, "kms.amazonaws.com");
        time = Defaults.or(time, Defaults.CREATED);
        user = Defaults.or(user, "someone");
        accessKeyId = Defaults.or(accessKeyId, "");
        readOnly = Defaults.or(readOnly, true);
        resources = Defaults.list(resources);
        record = Defaults.map(record);
    }

    /** The same event under an id. */
    public ApiEvent withId(String newId) {
        return new ApiEvent(newId, count, name, source, time, user, accessKeyId, readOnly, resources, record);
    }

    @Override
    public ApiEvent copy(int n) {
        return new ApiEvent(
                Numbered.number(id, n), 1, name, source, time, user, accessKeyId, readOnly, resources, record);
    }
}
