package dev.atrest.evaluators.events;

import dev.atrest.model.Unread;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a trail records, by its event selectors. */
final class Recording {

    private static final String MANAGEMENT = "Management";
    private static final String S3_OBJECT = "AWS::S3::Object";
    private static final String UNREAD_LOGGING = "loggingUnread";
    private static final String UNREAD_SELECTORS = "selectorsUnread";

    private final Element trail;

    Recording(Element trail) {
        this.trail = trail;
    }

    Answer isLogging() {
        return trail.optionalFlag("logging")
                .map(Answer::of)
                .or(() -> trail.unread(UNREAD_LOGGING).map(Answer::open))
                .orElseGet(() -> Answer.notUnderstood("FactMissing"));
    }

    Answer recordsCall(ApiCall call) {
        return isLogging().and(() -> selects(new Management(call.source(), Optional.of(call.name()), false)));
    }

    /** Whether every call of a service's management operations is recorded, of those that read or those that write. */
    Answer recordsService(String source, boolean readOnly) {
        return isLogging().and(() -> selects(new Management(source, Optional.empty(), readOnly)));
    }

    /** Whether reads or writes of every object in S3 are recorded. */
    Answer recordsObjects(boolean readOnly) {
        return isLogging().and(() -> selects(new Objects(partition(), readOnly)));
    }

    /** A trail records buckets of its own partition. */
    private String partition() {
        String[] parts = trail.optionalText("arn").orElse("").split(":", 3);
        return parts.length == 3 ? parts[1] : "aws";
    }

    private Answer selects(Subject subject) {
        Optional<Unread> unread = trail.unread(UNREAD_SELECTORS);
        if (unread.isPresent()) {
            return Answer.open(unread.get());
        }
        List<Element> advanced = trail.elements("advancedEventSelectors");
        // Advanced selectors replace basic ones.
        return Answer.of(
                advanced.isEmpty()
                        ? trail.elements("eventSelectors").stream()
                                .anyMatch(selector -> matchesReadWrite(selector, subject.readOnly())
                                        && subject.isSelectedBy(selector))
                        : advanced.stream()
                                .anyMatch(selector -> selector.elements("fieldSelectors").stream()
                                        .allMatch(field -> isMet(field, subject))));
    }

    private static boolean matchesReadWrite(Element selector, boolean readOnly) {
        return switch (selector.text("readWriteType")) {
            case "All" -> true;
            case "ReadOnly" -> readOnly;
            default -> !readOnly;
        };
    }

    /** A condition on a field that may hold anything is not met by all events. */
    private static boolean isMet(Element selector, Subject subject) {
        return subject.beginningOf(selector.text("field"))
                .map(value -> isMet(selector, value))
                .orElse(false);
    }

    private static boolean isMet(Element selector, Value value) {
        return any(
                        selector,
                        "equalTo",
                        other -> value.complete() && value.text().equals(other))
                && any(selector, "startsWith", value.text()::startsWith)
                && any(
                        selector,
                        "endsWith",
                        other -> value.complete() && value.text().endsWith(other))
                && selector.optionalTexts("notEquals").stream().noneMatch(value::mayEqual)
                && selector.optionalTexts("notStartsWith").stream().noneMatch(value::mayStartWith)
                && selector.optionalTexts("notEndsWith").stream()
                        .noneMatch(other -> !value.complete() || value.text().endsWith(other));
    }

    /** An operator that is not used has no values. */
    private static boolean any(Element selector, String operator, Predicate<String> test) {
        List<String> values = selector.optionalTexts(operator);
        return values.isEmpty() || values.stream().anyMatch(test);
    }

    /**
     * The value of a field.
     *
     * @param complete whether the text is all of it, or the beginning that all events share
     */
    private record Value(String text, boolean complete) {

        boolean mayEqual(String other) {
            return complete ? text.equals(other) : other.startsWith(text);
        }

        boolean mayStartWith(String other) {
            return text.startsWith(other) || (!complete && other.startsWith(text));
        }
    }

    /** The events asked about. */
    private sealed interface Subject {
        boolean readOnly();

        /** Whether a basic selector for reads or writes as asked covers the events. */
        boolean isSelectedBy(Element basicSelector);

        /** What the events have in common in a field of advanced selectors; empty for anything. */
        Optional<Value> beginningOf(String field);

        default Optional<Value> complete(String value) {
            return Optional.of(new Value(value, true));
        }
    }

    private record Management(String source, Optional<String> name, boolean readOnly) implements Subject {

        @Override
        public boolean isSelectedBy(Element basicSelector) {
            return basicSelector.flag("includeManagementEvents")
                    && !basicSelector.texts("excludeManagementEventSources").contains(source);
        }

        @Override
        public Optional<Value> beginningOf(String field) {
            return switch (field) {
                case "eventCategory" -> complete(MANAGEMENT);
                case "eventSource" -> complete(source);
                case "readOnly" -> complete(String.valueOf(readOnly));
                case "eventName" -> name.flatMap(this::complete);
                case "eventType" -> name.flatMap(_ -> complete("AwsApiCall"));
                default -> Optional.empty();
            };
        }
    }

    private record Objects(String partition, boolean readOnly) implements Subject {

        @Override
        public boolean isSelectedBy(Element basicSelector) {
            return basicSelector.elements("dataResources").stream()
                    .filter(resource -> resource.text("type").equals(S3_OBJECT))
                    .flatMap(resource -> resource.texts("values").stream())
                    .anyMatch(value -> value.matches("arn:[a-z-]+:s3(:::)?"));
        }

        @Override
        public Optional<Value> beginningOf(String field) {
            return switch (field) {
                case "eventCategory" -> complete("Data");
                case "eventSource" -> complete("s3.amazonaws.com");
                case "readOnly" -> complete(String.valueOf(readOnly));
                case "resources.type" -> complete(S3_OBJECT);
                case "resources.ARN" -> Optional.of(new Value("arn:" + partition + ":s3:::", false));
                default -> Optional.empty();
            };
        }
    }
}
