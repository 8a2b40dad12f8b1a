package dev.atrest.evaluators;

import com.google.common.collect.ImmutableSet;
import dev.atrest.evaluators.events.Answer;
import dev.atrest.evaluators.events.ApiCall;
import dev.atrest.evaluators.events.Monitoring;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import dev.atrest.model.UnreadFact;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelAttribute.Qualifier;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelUnknownSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What rules on the settings of a region may ask about its trails and alarms, as functions of CEL:
 *
 * <ul>
 *   <li>{@code trails.recordService(source)}: all management events of a service are recorded
 *   <li>{@code trails.recordObjectReads()} and {@code trails.recordObjectWrites()}: of all objects in S3
 *   <li>{@code trailLogGroups.alarm(source, operation, trails)}: a call alarms someone through CloudWatch
 *   <li>{@code eventRules.handOn(source, operation, trails)}: EventBridge hands a call on to a target
 * </ul>
 *
 * <p>An answer that unread parts leave open is unknown to CEL, as an unread fact is.
 */
final class MonitoringFunctions {

    private static final String TRAILS = "trails";
    private static final String LOG_GROUPS = "trailLogGroups";
    private static final String EVENT_RULES = "eventRules";

    /** Stands in an attribute before call and error; no list has an element of this index. */
    private static final long CAUSE = -1;

    private MonitoringFunctions() {}

    /** The declarations for rules on a resource type; none for a type without trails and alarms. */
    static List<CelFunctionDecl> declarations(FactSchema schema) {
        if (schema.type() != ResourceType.REGION_SETTINGS) {
            return List.of();
        }
        CelType trails = typeOf(schema, TRAILS);
        return List.of(
                member("recordService", trails, SimpleType.STRING),
                member("recordObjectReads", trails),
                member("recordObjectWrites", trails),
                member("alarm", typeOf(schema, LOG_GROUPS), SimpleType.STRING, SimpleType.STRING, trails),
                member("handOn", typeOf(schema, EVENT_RULES), SimpleType.STRING, SimpleType.STRING, trails));
    }

    static List<CelFunctionBinding> bindings() {
        var monitoring = new Monitoring();
        return List.of(
                CelFunctionBinding.from(
                        "recordService",
                        List.class,
                        String.class,
                        (trails, source) -> once(
                                "recordService",
                                trails,
                                List.of(source),
                                trails,
                                () -> answer(TRAILS, Monitoring.recordService(plain(trails), source)))),
                CelFunctionBinding.from("recordObjectReads", List.class, trails -> recordObjects(trails, true)),
                CelFunctionBinding.from("recordObjectWrites", List.class, trails -> recordObjects(trails, false)),
                onCall("alarm", LOG_GROUPS, monitoring::alarm),
                onCall("handOn", EVENT_RULES, monitoring::handOn));
    }

    private static Object recordObjects(List<?> trails, boolean readOnly) {
        return once(
                readOnly ? "recordObjectReads" : "recordObjectWrites",
                trails,
                List.of(),
                trails,
                () -> answer(TRAILS, Monitoring.recordObjects(plain(trails), readOnly)));
    }

    /** What watches a call, given what trails record of it. */
    @FunctionalInterface
    private interface Watching {
        Answer ask(List<?> watching, ApiCall call, List<?> trails);
    }

    private static CelFunctionBinding onCall(String function, String fact, Watching watching) {
        return CelFunctionBinding.from(function, List.of(List.class, String.class, String.class, List.class), given -> {
            var lists = (List<?>) given[0];
            var trails = (List<?>) given[3];
            var call = new ApiCall((String) given[1], (String) given[2]);
            return once(
                    function,
                    lists,
                    List.of(call.source(), call.name()),
                    trails,
                    () -> answer(fact, watching.ask(plain(lists), call, plain(trails))));
        });
    }

    /** What a rule asks in its condition it mostly asks again in its sentence. */
    private static Object once(
            String function, List<?> lists, List<String> arguments, List<?> other, Supplier<Object> working) {
        return lists instanceof ListedStructs listed
                ? listed.answer(function, arguments, other, working)
                : working.get();
    }

    /** The unread part that an attribute of an unknown answer tells of; empty for the attribute of a fact. */
    static Optional<UnreadFact> unreadPart(CelAttribute attribute) {
        var parts = attribute.qualifiers();
        if (parts.size() != 5
                || parts.get(2).kind() != Qualifier.Kind.AS_INT
                || parts.get(2).asInt() != CAUSE) {
            return Optional.empty();
        }
        return Optional.of(new UnreadFact(
                parts.get(1).asString(), parts.get(3).asString(), parts.get(4).asString()));
    }

    private static List<?> plain(List<?> structs) {
        return ListedStructs.plain(structs);
    }

    private static Object answer(String fact, Answer answer) {
        return switch (answer) {
            case Answer.Decided(boolean yes) -> yes;
            case Answer.Open(Set<Unread> causes) ->
                CelUnknownSet.create(
                        causes.stream().map(cause -> attribute(fact, cause)).collect(ImmutableSet.toImmutableSet()));
        };
    }

    private static CelAttribute attribute(String fact, Unread cause) {
        return CelAttribute.create(Expressions.RESOURCE)
                .qualify(Qualifier.ofString(fact))
                .qualify(Qualifier.ofInt(CAUSE))
                .qualify(Qualifier.ofString(cause.call()))
                .qualify(Qualifier.ofString(cause.error()));
    }

    private static CelType typeOf(FactSchema schema, String fact) {
        return schema.field(fact).orElseThrow().cel();
    }

    private static CelFunctionDecl member(String name, CelType... receiverAndArguments) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newMemberOverload(name, SimpleType.BOOL, List.of(receiverAndArguments)));
    }
}
