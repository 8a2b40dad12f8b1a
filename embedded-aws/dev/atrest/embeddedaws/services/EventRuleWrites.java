package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Changed;
import dev.atrest.embeddedaws.estate.EventRule;
import dev.atrest.embeddedaws.estate.JsonText;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.model.PutRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.PutRuleResponse;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsResponse;
import software.amazon.awssdk.services.eventbridge.model.Target;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** EventBridge: rules and their targets. */
final class EventRuleWrites {

    private final JsonMapper json = new JsonMapper();

    void register(Writes writes) {
        writes.on(Service.EVENTS, PutRuleRequest.class, this::putRule)
                .on(Service.EVENTS, PutTargetsRequest.class, this::putTargets);
    }

    private PutRuleResponse putRule(Call call, PutRuleRequest request) {
        requirePattern(request.eventPattern());
        List<EventRule> rules = call.region().region().rules();
        EventRule made = new EventRule(
                request.name(),
                request.eventBusName(),
                request.stateAsString(),
                request.description(),
                Optional.ofNullable(request.eventPattern()).map(JsonText::new),
                Optional.ofNullable(request.scheduleExpression()),
                rules.stream()
                        .filter(rule -> isNamed(rule, request.name(), request.eventBusName()))
                        .flatMap(rule -> rule.targets().stream())
                        .toList());
        Stream<EventRule> others =
                rules.stream().filter(rule -> !isNamed(rule, request.name(), request.eventBusName()));
        set(call, Stream.concat(others, Stream.of(made)).toList());
        return PutRuleResponse.builder()
                .ruleArn(call.region().arn("events", "rule/" + request.name()))
                .build();
    }

    private void requirePattern(@Nullable String pattern) {
        try {
            if (pattern != null && json.readTree(pattern).isObject()) {
                return;
            }
        } catch (JacksonException e) {
            // Said below.
        }
        throw new AwsError("InvalidEventPatternException", "Event pattern is not valid. Reason: no JSON object", 400);
    }

    private PutTargetsResponse putTargets(Call call, PutTargetsRequest request) {
        List<EventRule> rules = call.region().region().rules();
        if (rules.stream().noneMatch(rule -> isNamed(rule, request.rule(), request.eventBusName()))) {
            throw new AwsError("ResourceNotFoundException", "Rule " + request.rule() + " does not exist.", 400);
        }
        set(
                call,
                rules.stream()
                        .map(rule -> isNamed(rule, request.rule(), request.eventBusName())
                                ? Changed.with(rule, "targets", together(rule.targets(), request.targets()))
                                : rule)
                        .toList());
        return PutTargetsResponse.builder().failedEntryCount(0).build();
    }

    private static List<String> together(List<String> before, List<Target> added) {
        List<String> all = new ArrayList<>(before);
        added.stream().map(Target::arn).filter(arn -> !all.contains(arn)).forEach(all::add);
        return all;
    }

    private static boolean isNamed(EventRule rule, String name, @Nullable String bus) {
        return rule.name().equals(name) && rule.bus().equals(bus == null ? "default" : bus);
    }

    private static void set(Call call, List<EventRule> rules) {
        call.change(region -> Changed.with(region, "rules", rules));
    }
}
