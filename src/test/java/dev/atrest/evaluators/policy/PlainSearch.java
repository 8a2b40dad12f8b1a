package dev.atrest.evaluators.policy;

import dev.atrest.evaluators.policy.Principals.Match;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Looks for a caller's request by trying every value of every key with every statement: slow, and without any index. */
final class PlainSearch {

    private static final int MOST_REQUESTS = 2_000;

    private final PreparedPolicy policy;
    private final Standpoint standpoint;
    private final Caller caller;
    private final Map<String, Attainable> attainable = new HashMap<>();

    PlainSearch(PreparedPolicy policy, Standpoint standpoint, Caller caller) {
        this.policy = policy;
        this.standpoint = standpoint;
        this.caller = caller;
        var values = new ContextValues(policy, standpoint, new Work());
        policy.keys().forEach(key -> attainable.put(key.name(), values.of(caller, key)));
    }

    /** Whether the requests are few enough to try them all. */
    boolean isSmall() {
        return attainable.values().stream()
                        .mapToInt(values -> Math.max(1, values.values().size()))
                        .reduce(1, (product, size) -> Math.min(MOST_REQUESTS + 1, product * size))
                <= MOST_REQUESTS;
    }

    Verdict allowed(String action, String resource) {
        Verdict result = Verdict.FALSE;
        for (Map<String, List<String>> request : requests()) {
            Verdict allowed = Verdict.FALSE;
            Verdict denied = Verdict.FALSE;
            for (Statement statement : policy.statements()) {
                Verdict applies = applies(statement, action, resource, request);
                if (statement.effect() == Effect.DENY) {
                    denied = denied.or(applies);
                } else if (statement.principals().match(caller) != Match.BY_ACCOUNT) {
                    allowed = allowed.or(applies);
                }
            }
            result = result.or(allowed.and(denied.not()));
        }
        return result;
    }

    private List<Map<String, List<String>>> requests() {
        List<Map<String, List<String>>> requests = List.of(Map.of());
        for (var key : attainable.entrySet()) {
            if (key.getValue().isUnknown()) {
                continue;
            }
            var longer = new ArrayList<Map<String, List<String>>>();
            for (var request : requests) {
                for (List<String> values : key.getValue().values()) {
                    var more = new HashMap<>(request);
                    more.put(key.getKey(), values);
                    longer.add(more);
                }
            }
            requests = longer;
        }
        return requests;
    }

    private Verdict applies(Statement statement, String action, String resource, Map<String, List<String>> request) {
        Verdict result = switch (statement.principals().match(caller)) {
            case YES, BY_ACCOUNT -> Verdict.TRUE;
            case NO -> Verdict.FALSE;
            case UNKNOWN -> Verdict.UNKNOWN;
        };
        result = result.and(listed(statement.actions(), action.toLowerCase(Locale.ROOT)))
                .and(listed(statement.resources(), resource));
        for (Condition condition : statement.conditions()) {
            result = result.and(holds(condition, request));
        }
        return result;
    }

    private Verdict holds(Condition condition, Map<String, List<String>> request) {
        List<String> values = request.get(condition.key());
        return values == null
                ? Verdict.UNKNOWN
                : condition.holds(
                        values.stream().map(Requested::new).toList(),
                        new ContextValues(policy, standpoint, new Work()).variables(caller),
                        new Work());
    }

    private static Verdict listed(Statement.Patterns patterns, String value) {
        Verdict listed = Verdict.FALSE;
        for (Glob glob : patterns.globs()) {
            if (glob.matches(value)) {
                listed = Verdict.TRUE;
            } else if (glob.hasVariables() && glob.withVariablesAsWildcards().matches(value)) {
                listed = listed.or(Verdict.UNKNOWN);
            }
        }
        return patterns.isNegated() ? listed.not() : listed;
    }
}
