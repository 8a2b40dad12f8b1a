package dev.atrest.evaluators.events;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.event.ruler.Ruler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether an event pattern of EventBridge matches the event of an API call, whatever else the event holds.
 *
 * <p>AWS's own matcher decides for a single event. The pattern is tried on the event as it must be, on one where every other
 * field that the pattern asks about holds something else, and on those where the fields hold what the pattern mentions, so
 * that a condition on such a field is met by some and not by others.
 */
final class BusPattern {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SOMETHING_ELSE = "atrest: none of these";
    private static final int MOST_TRIALS = 200;
    private static final Answer NOT_UNDERSTOOD = Answer.notUnderstood("EventPatternNotUnderstood");

    private BusPattern() {}

    /** @param ruleArn names the region and account that the rule watches */
    static Answer matches(String pattern, String ruleArn, ApiCall call) {
        String[] arn = ruleArn.split(":", 6);
        if (arn.length < 6) {
            return NOT_UNDERSTOOD;
        }
        try {
            JsonNode conditions = JSON.readTree(pattern);
            ObjectNode event = event(call, arn[3], arn[4]);
            return Answer.of(matchesEach(pattern, trials(conditions, event)));
        } catch (JacksonException e) {
            return NOT_UNDERSTOOD;
        } catch (Exception e) {
            // The matcher declares no narrower exception for a pattern that is none.
            return NOT_UNDERSTOOD;
        }
    }

    private static boolean matchesEach(String pattern, List<ObjectNode> events) throws Exception {
        for (ObjectNode event : events) {
            if (!Ruler.matchesRule(event.toString(), pattern)) {
                return false;
            }
        }
        return true;
    }

    private static ObjectNode event(ApiCall call, String region, String account) {
        ObjectNode event = JSON.createObjectNode();
        event.put("version", "0");
        event.put("source", call.eventBridgeSource());
        event.put("detail-type", "AWS API Call via CloudTrail");
        event.put("account", account);
        event.put("region", region);
        ObjectNode detail = event.putObject("detail");
        call.texts().forEach(detail::put);
        call.flags().forEach(detail::put);
        detail.put("awsRegion", region);
        detail.put("recipientAccountId", account);
        return event;
    }

    private static List<ObjectNode> trials(JsonNode conditions, ObjectNode event) {
        var mentioned = new LinkedHashMap<List<String>, List<String>>();
        collect(conditions, List.of(), mentioned);
        mentioned.keySet().removeIf(path -> isSettled(path, event));
        var trials = new ArrayList<ObjectNode>();
        trials.add(event);
        for (List<String> path : mentioned.keySet().stream().limit(MOST_TRIALS).toList()) {
            ObjectNode trial = event.deepCopy();
            set(trial, path, SOMETHING_ELSE);
            trials.add(trial);
        }
        int most = mentioned.values().stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < Math.min(most, MOST_TRIALS); i++) {
            ObjectNode trial = event.deepCopy();
            int nth = i;
            mentioned.forEach((path, values) -> set(trial, path, values.get(nth % values.size())));
            trials.add(trial);
        }
        return trials;
    }

    /** Fields that the pattern asks about, each with values to try. */
    private static void collect(JsonNode conditions, List<String> path, Map<List<String>, List<String>> mentioned) {
        conditions.forEachEntry((name, value) -> {
            if (name.equals("$or") && value.isArray()) {
                value.forEach(alternative -> collect(alternative, path, mentioned));
                return;
            }
            List<String> inner = new ArrayList<>(path);
            inner.add(name);
            if (value.isObject()) {
                collect(value, inner, mentioned);
            } else {
                List<String> values = mentioned.computeIfAbsent(inner, _ -> new ArrayList<>(List.of(SOMETHING_ELSE)));
                addTexts(value, values);
            }
        });
    }

    private static void addTexts(JsonNode condition, List<String> values) {
        if (condition.isString()) {
            values.add(condition.stringValue());
        } else {
            condition.forEach(inner -> addTexts(inner, values));
        }
    }

    /** Whether the event has the field, or never has it. */
    private static boolean isSettled(List<String> path, ObjectNode event) {
        JsonNode at = event;
        for (String name : path) {
            if (at.isValueNode()) {
                return true;
            }
            at = at.path(name);
        }
        return !at.isMissingNode()
                || (path.size() == 2 && path.getFirst().equals("detail") && ApiCall.isAbsent(path.getLast()));
    }

    private static void set(ObjectNode event, List<String> path, String value) {
        ObjectNode at = event;
        for (String name : path.subList(0, path.size() - 1)) {
            at = at.get(name) instanceof ObjectNode inner ? inner : at.putObject(name);
        }
        at.put(path.getLast(), value);
    }
}
