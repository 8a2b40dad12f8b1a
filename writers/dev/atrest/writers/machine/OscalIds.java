package dev.atrest.writers.machine;

import dev.atrest.model.Framework;
import java.util.UUID;

/**
 * The ids of one document, made from what they name.
 *
 * @param document its own
 */
record OscalIds(UUID document) {

    private static final UUID NAMESPACE = UUID.fromString("5c1f7e0a-3d0b-5f6e-9a57-0b6f2f0a7c11");

    static OscalIds of(String assessmentId) {
        return new OscalIds(NamedUuid.of(NAMESPACE, "assessment " + assessmentId));
    }

    UUID result() {
        return of("result", "");
    }

    UUID observation(String ruleId) {
        return of("rule", ruleId);
    }

    UUID resource(String arn) {
        return of("resource", arn);
    }

    UUID control(Framework framework, Framework.Control control) {
        return of("control", framework.id() + " " + control.id());
    }

    private UUID of(String kind, String name) {
        return NamedUuid.of(document, kind + " " + name);
    }
}
