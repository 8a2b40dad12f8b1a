package dev.atrest.evaluators.events;

import dev.atrest.model.Unread;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Answers who records what happens in a region, and whom it alarms. The lists are those of
 * {@link dev.atrest.model.RegionSettings} in plain form: structs as maps by name.
 *
 * <p>What could not be read leaves an answer open only where it could change it. A part that an element must have and does
 * not throws an IllegalArgumentException.
 *
 * <p>Patterns that many accounts have from one template are looked at once. Safe for use by many threads.
 */
public final class Monitoring {

    private final KnownPatterns patterns = new KnownPatterns();

    /** Whether logging trails record all management events of a service, those that read and those that write. */
    public static Answer recordService(List<?> trails, String source) {
        List<Recording> recordings = recordings(trails);
        return Answer.all(
                List.of(false, true),
                readOnly -> Answer.any(recordings, trail -> trail.recordsService(source, readOnly)));
    }

    /** Whether logging trails record reads, or else writes, of all objects in S3. */
    public static Answer recordObjects(List<?> trails, boolean readOnly) {
        return Answer.any(recordings(trails), trail -> trail.recordsObjects(readOnly));
    }

    /**
     * Whether a call reaches someone through CloudWatch: a trail that records it delivers to a log group, where a metric
     * filter matches it, on whose metric an alarm sends to a topic with a confirmed subscription.
     */
    public Answer alarm(List<?> logGroups, ApiCall call, List<?> trails) {
        return Answer.any(
                Element.list(logGroups),
                logGroup -> isDelivered(logGroup.text("arn"), call, trails).and(() -> alarms(logGroup, call)));
    }

    /** Whether an EventBridge rule hands a call on to a target. Such events need a trail that is logging. */
    public Answer handOn(List<?> rules, ApiCall call, List<?> trails) {
        return Answer.any(Element.list(rules), rule -> handsOn(rule, call))
                .and(() -> Answer.any(recordings(trails), Recording::isLogging));
    }

    private static List<Recording> recordings(List<?> trails) {
        var recordings = new ArrayList<Recording>(trails.size());
        for (Element trail : Element.list(trails)) {
            recordings.add(new Recording(trail));
        }
        return recordings;
    }

    private static Answer isDelivered(String logGroupArn, ApiCall call, List<?> trails) {
        var delivering = new ArrayList<Recording>();
        for (Element trail : Element.list(trails)) {
            if (trail.text("logGroupArn").equals(logGroupArn)) {
                delivering.add(new Recording(trail));
            }
        }
        return Answer.any(delivering, trail -> trail.recordsCall(call));
    }

    private Answer alarms(Element logGroup, ApiCall call) {
        Optional<Unread> unread = logGroup.unread("unread");
        if (unread.isPresent()) {
            return Answer.open(unread.get());
        }
        return Answer.any(
                logGroup.elements("metricFilters"),
                filter -> patterns.log(filter.text("pattern"), call).and(() -> alarmsOnMatch(filter)));
    }

    private static Answer alarmsOnMatch(Element filter) {
        Optional<Unread> unread = filter.unread("unread");
        if (unread.isPresent()) {
            return Answer.open(unread.get());
        }
        String value = filter.text("value");
        return Answer.any(
                filter.elements("alarms"), alarm -> goesOff(alarm, value).and(() -> reachesSomeone(alarm)));
    }

    /** Whether one matching event sets the alarm off. */
    private static Answer goesOff(Element alarm, String value) {
        if (alarm.number("datapointsToAlarm") > 1) {
            return Answer.NO;
        }
        Optional<BigDecimal> threshold = decimal(alarm.text("threshold"));
        Optional<BigDecimal> added =
                alarm.text("statistic").equals("SampleCount") ? Optional.of(BigDecimal.ONE) : decimal(value);
        if (threshold.isEmpty() || added.isEmpty() || alarm.text("statistic").isEmpty()) {
            return Answer.notUnderstood("AlarmNotUnderstood");
        }
        int distance = added.get().compareTo(threshold.get());
        return switch (alarm.text("comparison")) {
            case "GreaterThanOrEqualToThreshold" -> Answer.of(distance >= 0);
            case "GreaterThanThreshold" -> Answer.of(distance > 0);
            default -> Answer.NO;
        };
    }

    private static Optional<BigDecimal> decimal(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Answer reachesSomeone(Element alarm) {
        Answer ownTopics = Answer.of(alarm.flag("actionsEnabled"))
                .and(() -> Answer.any(alarm.elements("topics"), Monitoring::isSubscribed));
        // What a composite alarm makes of it is another expression.
        return alarm.optionalTexts("partOf").isEmpty()
                ? ownTopics
                : ownTopics.or(Answer.notUnderstood("CompositeAlarm"));
    }

    private static Answer isSubscribed(Element topic) {
        return topic.unread("unread").map(Answer::open).orElseGet(() -> Answer.of(topic.number("confirmed") > 0));
    }

    private Answer handsOn(Element rule, ApiCall call) {
        if (!rule.flag("enabled")) {
            return Answer.NO;
        }
        Answer hasTargets = rule.unread("unread")
                .map(Answer::open)
                .orElseGet(() -> Answer.of(!rule.texts("targets").isEmpty()));
        return hasTargets.equals(Answer.NO)
                ? Answer.NO
                : patterns.bus(rule.text("pattern"), rule.text("arn"), call).and(hasTargets);
    }
}
