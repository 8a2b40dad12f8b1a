package dev.atrest.endtoend;

import dev.atrest.endtoend.EstateYaml.Entry;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Which trails record a region of an account, and what. */
final class ExpectedTrails {

    private static final String KMS = "kms.amazonaws.com";
    /** Stands for any service that no selector of the demo leaves out. */
    private static final String ANY_SERVICE = "cloudtrail.amazonaws.com";

    private static final String OBJECTS = "AWS::S3::Object";

    private final EstateYaml estate;
    private final ExpectedKeys keys;

    ExpectedTrails(EstateYaml estate, ExpectedKeys keys) {
        this.estate = estate;
        this.keys = keys;
    }

    /** An organisation's trail is one trail, that of the account it stands in, however many accounts see it. */
    void judge(Entry trail, ExpectedFindings findings) {
        String arn = Arns.trail(trail);
        findings.expect("cloudtrail-log-validation-enabled", arn, Truth.of(trail.flag("logFileValidation")));
        findings.expect("cloudtrail-delivers-to-logs", arn, Truth.of(trail.has("logGroup")));
        Truth namesKey = Truth.of(trail.has("key"));
        var key = keys.answeredAsArn(trail.account(), trail.region(), trail.text("key", ""));
        findings.expect(
                "cloudtrail-encrypted-with-customer-key",
                arn,
                namesKey.and(Truth.of(key, ExpectedKeys.Key::customerManaged)));
    }

    void judge(String account, String region, ExpectedFindings findings) {
        String arn = Arns.regionSettings(account, region);
        findings.expect(
                "cloudtrail-logs-kms-activity",
                arn,
                readsAndWrites(readOnly -> any(account, region, trail -> recordsCalls(account, trail, KMS, readOnly))));
        findings.expect(
                "cloudtrail-multi-region",
                arn,
                readsAndWrites(readOnly -> any(
                        account,
                        region,
                        trail -> Truth.of(isMultiRegion(trail))
                                .and(recordsCalls(account, trail, ANY_SERVICE, readOnly)))));
        findings.expect(
                "cloudtrail-logs-object-reads",
                arn,
                any(account, region, trail -> records(account, trail, selector -> ofObjects(selector, true))));
        findings.expect(
                "cloudtrail-logs-object-writes",
                arn,
                any(account, region, trail -> records(account, trail, selector -> ofObjects(selector, false))));
    }

    /** The trails that an account sees in a region: its own there, its multi-region ones, and those of the organisation. */
    Optional<List<Entry>> seen(String account, String region) {
        if (estate.denied(account, region, "cloudtrail:DescribeTrails")) {
            return Optional.empty();
        }
        return Optional.of(estate.regional("trails")
                .filter(trail -> trail.account().equals(account) || trail.flag("organization"))
                .filter(trail -> trail.region().equals(region) || isMultiRegion(trail))
                .toList());
    }

    /** Whether one of the trails seen is so; unknown when they cannot be listed. */
    Truth any(String account, String region, Function<Entry, Truth> condition) {
        return seen(account, region)
                .map(trails -> trails.stream().map(condition).reduce(Truth.NO, Truth::or))
                .orElse(Truth.UNKNOWN);
    }

    /** @param account that asks: the organisation's trail may be closed to a member */
    Truth isLogging(String account, Entry trail) {
        boolean unread = estate.denied(account, trail.region(), "cloudtrail:GetTrailStatus", Arns.trail(trail));
        return unread ? Truth.UNKNOWN : Truth.of(trail.node().path("logging").asBoolean(true));
    }

    /** Whether a logging trail records the management calls of a service, those that read or those that write. */
    Truth recordsCalls(String account, Entry trail, String service, boolean readOnly) {
        return records(account, trail, selector -> ofCalls(selector, service, readOnly));
    }

    private static Truth readsAndWrites(Function<Boolean, Truth> recorded) {
        return recorded.apply(true).and(recorded.apply(false));
    }

    private Truth records(String account, Entry trail, Predicate<JsonNode> selects) {
        boolean unread = estate.denied(account, trail.region(), "cloudtrail:GetEventSelectors", Arns.trail(trail));
        Truth selected = unread ? Truth.UNKNOWN : Truth.of(selectors(trail).anyMatch(selects));
        return isLogging(account, trail).and(selected);
    }

    /** A trail without selectors records all management events: an empty selector does, by its defaults. */
    private static Stream<JsonNode> selectors(Entry trail) {
        List<JsonNode> selectors = Stream.of("eventSelectors", "advancedEventSelectors")
                .flatMap(kind -> trail.node().path(kind).valueStream())
                .toList();
        return selectors.isEmpty() ? Stream.of(JsonNodeFactory.instance.objectNode()) : selectors.stream();
    }

    private static boolean isMultiRegion(Entry trail) {
        return trail.node().path("multiRegion").asBoolean(true);
    }

    private static boolean ofCalls(JsonNode selector, String service, boolean readOnly) {
        if (selector.has("fieldSelectors")) {
            return fieldsMeet(selector, "Management", service, readOnly);
        }
        return isReadWrite(selector, readOnly)
                && selector.path("includeManagementEvents").asBoolean(true)
                && selector.path("excludeManagementEventSources")
                        .valueStream()
                        .noneMatch(source -> source.asString().equals(service));
    }

    /** Of every bucket: the basic selector then names S3 as a whole. */
    private static boolean ofObjects(JsonNode selector, boolean readOnly) {
        if (selector.has("fieldSelectors")) {
            return fieldsMeet(selector, "Data", "s3.amazonaws.com", readOnly);
        }
        return isReadWrite(selector, readOnly)
                && selector.path("dataResources")
                        .valueStream()
                        .filter(resource -> resource.path("type").asString().equals(OBJECTS))
                        .flatMap(resource -> resource.path("values").valueStream())
                        .anyMatch(value -> value.asString().equals("arn:aws:s3"));
    }

    private static boolean isReadWrite(JsonNode selector, boolean readOnly) {
        return switch (selector.path("readWriteType").asString("All")) {
            case "All" -> true;
            case "ReadOnly" -> readOnly;
            case "WriteOnly" -> !readOnly;
            default -> throw PolicyReading.unknown(selector);
        };
    }

    private static boolean fieldsMeet(JsonNode selector, String category, String service, boolean readOnly) {
        return selector.path("fieldSelectors").valueStream().allMatch(field -> switch (field.path("field")
                .asString()) {
            case "eventCategory" -> meets(field, category);
            case "eventSource" -> meets(field, service);
            case "readOnly" -> meets(field, String.valueOf(readOnly));
            case "resources.type" -> meets(field, OBJECTS);
            default -> throw PolicyReading.unknown(field);
        });
    }

    private static boolean meets(JsonNode field, String value) {
        if (field.has("equalTo") == field.has("notEquals") || field.size() != 2) {
            throw PolicyReading.unknown(field);
        }
        boolean listed = Stream.of("equalTo", "notEquals")
                .flatMap(operator -> field.path(operator).valueStream())
                .anyMatch(one -> one.asString().equals(value));
        return listed == field.has("equalTo");
    }
}
