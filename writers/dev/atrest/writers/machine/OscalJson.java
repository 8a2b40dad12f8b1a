package dev.atrest.writers.machine;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** JSON with OSCAL's data types and properties. */
final class OscalJson {

    /** Names the properties that OSCAL does not know. */
    static final String NAMESPACE = "https://atrest.dev/ns/oscal";

    private final JsonFile json;

    OscalJson(JsonFile json) {
        this.json = json;
    }

    OscalJson object(Runnable members) {
        json.object(members);
        return this;
    }

    OscalJson object(String name, Runnable members) {
        json.object(name, members);
        return this;
    }

    OscalJson array(String name, Runnable items) {
        json.array(name, items);
        return this;
    }

    OscalJson text(String name, String value) {
        json.text(name, value);
        return this;
    }

    OscalJson texts(String name, List<String> values) {
        json.textsIfAny(name, values);
        return this;
    }

    OscalJson uuid(String name, UUID value) {
        return text(name, value.toString());
    }

    OscalJson time(String name, Instant value) {
        return text(name, value.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    OscalJson prop(String name, long value) {
        return prop(name, Long.toString(value));
    }

    OscalJson prop(String name, String value) {
        return object(() -> text("name", name).text("ns", NAMESPACE).text("value", OscalText.string(value)));
    }

    /** One of OSCAL's own. */
    OscalJson standardProp(String name, String value) {
        return object(() -> text("name", name).text("value", OscalText.string(value)));
    }
}
