package dev.atrest.readers;

import static dev.atrest.readers.AccountContext.text;
import static dev.atrest.readers.AwsCall.LIST_RULES;
import static dev.atrest.readers.AwsCall.LIST_TARGETS_BY_RULE;

import dev.atrest.model.EventRule;
import dev.atrest.model.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.ListRulesResponse;
import software.amazon.awssdk.services.eventbridge.model.ListTargetsByRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The EventBridge rules of one region that may react to API calls. AWS services send to the default event bus alone. */
final class EventRules {

    private static final String API_CALL = "AWS API Call via CloudTrail";
    private static final JsonMapper JSON = new JsonMapper();

    private EventRules() {}

    /** @throws ReadException when AWS does not tell */
    static List<EventRule> of(EventBridgeClient events) {
        var rules = new ArrayList<Rule>();
        LIST_RULES.everyPage(
                token -> events.listRules(request -> request.nextToken(token)),
                ListRulesResponse::nextToken,
                page -> LIST_RULES.listed(page.hasRules(), page.rules(), "Rules").stream()
                        .filter(rule -> mayReactToApiCalls(text(rule.eventPattern())))
                        .forEach(rules::add));
        return rules.stream()
                .map(rule -> eventRule(events, rule))
                .filter(rule -> rule.unread().filter(EventRules::saysGone).isEmpty())
                .toList();
    }

    /** The rule was deleted after it was listed. */
    private static boolean saysGone(Unread reason) {
        return reason.error().equals("ResourceNotFoundException");
    }

    /** Most rules are about events of a service's own: their targets need not be asked for. */
    static boolean mayReactToApiCalls(String pattern) {
        if (pattern.isEmpty()) {
            return false;
        }
        try {
            JsonNode types = JSON.readTree(pattern).path("detail-type");
            return types.isMissingNode()
                    || types.valueStream().anyMatch(type -> !type.isString() || API_CALL.equals(type.stringValue()));
        } catch (JacksonException e) {
            return true;
        }
    }

    private static EventRule eventRule(EventBridgeClient events, Rule rule) {
        boolean enabled = rule.state() != RuleState.DISABLED;
        var targets = new ArrayList<String>();
        Optional<Unread> unread = enabled
                ? readTargets(events, rule, targets)
                : Optional.of(new Unread(LIST_TARGETS_BY_RULE.operation(), Unread.NOT_REQUESTED));
        return new EventRule(
                text(rule.arn()), text(rule.name()), enabled, text(rule.eventPattern()), List.copyOf(targets), unread);
    }

    private static Optional<Unread> readTargets(EventBridgeClient events, Rule rule, List<String> targets) {
        try {
            LIST_TARGETS_BY_RULE.everyPage(
                    token -> events.listTargetsByRule(
                            request -> request.rule(rule.name()).nextToken(token)),
                    ListTargetsByRuleResponse::nextToken,
                    page -> LIST_TARGETS_BY_RULE.listed(page.hasTargets(), page.targets(), "Targets").stream()
                            .map(Target::arn)
                            .forEach(targets::add));
            return Optional.empty();
        } catch (ReadException e) {
            targets.clear();
            return Optional.of(new Unread(e.gap().call(), e.gap().error()));
        }
    }
}
