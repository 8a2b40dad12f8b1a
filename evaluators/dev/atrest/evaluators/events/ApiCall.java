package dev.atrest.evaluators.events;

import java.util.Map;

/**
 * A successful API call that changes something, and what CloudTrail's record of it is sure to hold.
 *
 * @param source as CloudTrail names the service, e.g. {@code kms.amazonaws.com}
 * @param name the operation, e.g. {@code DisableKey}
 */
public record ApiCall(String source, String name) {

    /** Text fields of the record that are the same whoever calls, from wherever. */
    Map<String, String> texts() {
        return Map.of(
                "eventSource", source, "eventName", name, "eventType", "AwsApiCall", "eventCategory", "Management");
    }

    /** Fields that are true or false whoever calls. */
    Map<String, Boolean> flags() {
        return Map.of("readOnly", false, "managementEvent", true);
    }

    /** Whether a record of a call that succeeded never has the field. */
    static boolean isAbsent(String field) {
        return field.equals("errorCode") || field.equals("errorMessage");
    }

    /** As EventBridge names the service, e.g. {@code aws.kms}. */
    String eventBridgeSource() {
        int dot = source.indexOf('.');
        return "aws." + (dot < 0 ? source : source.substring(0, dot));
    }
}
