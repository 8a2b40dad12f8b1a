package dev.atrest.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A plain reading of the few shapes of policy that the demo holds. It knows no more than those: a shape that it does not know
 * is refused, not guessed at.
 */
final class PolicyReading {

    private static final Set<String> ELEMENTS =
            Set.of("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "Condition");
    private static final JsonMapper JSON = new JsonMapper();

    private PolicyReading() {}

    /**
     * @param principals ARNs, account ids or {@code *}
     * @param services AWS services that the statement lets act
     * @param others whether the principals are those that the statement is <em>not</em> about
     * @param actions patterns
     * @param otherActions whether the actions are those that the statement is <em>not</em> about
     */
    record Statement(
            boolean allow,
            List<String> principals,
            List<String> services,
            boolean others,
            List<String> actions,
            boolean otherActions,
            List<String> resources,
            List<Condition> conditions) {

        boolean isForEveryone() {
            return others || principals.contains("*");
        }

        boolean names(String principal) {
            return others ? !principals.contains(principal) : isForEveryone() || principals.contains(principal);
        }

        boolean covers(String action) {
            boolean listed = actions.stream().anyMatch(pattern -> like(pattern, action));
            return listed != otherActions;
        }

        private static boolean like(String pattern, String action) {
            return action.matches("(?i)" + pattern.replace("*", ".*"));
        }
    }

    record Condition(String operator, String key, List<String> values) {

        boolean is(String operator, String key, String value) {
            return this.operator.equals(operator) && this.key.equals(key) && values.equals(List.of(value));
        }
    }

    /** The statements of a policy as the estate file writes it, as text or as a structure; empty for a text that is no JSON. */
    static Optional<List<Statement>> of(JsonNode policy) {
        if (!policy.isString()) {
            return Optional.of(statements(policy));
        }
        try {
            return Optional.of(statements(JSON.readTree(policy.asString())));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static List<Statement> statements(JsonNode policy) {
        JsonNode statements = policy.path("Statement");
        return (statements.isArray() ? statements.valueStream() : Stream.of(statements))
                .map(PolicyReading::statement)
                .toList();
    }

    private static Statement statement(JsonNode node) {
        node.propertyNames().forEach(name -> require(ELEMENTS.contains(name), node));
        boolean others = node.has("NotPrincipal");
        boolean otherActions = node.has("NotAction");
        JsonNode principal = node.path(others ? "NotPrincipal" : "Principal");
        if (principal.isObject()) {
            principal
                    .propertyNames()
                    .forEach(kind -> require(Set.of("AWS", "Service").contains(kind), node));
        } else {
            require(principal.asString("").equals("*"), node);
        }
        require(Set.of("Allow", "Deny").contains(node.path("Effect").asString("")), node);
        return new Statement(
                node.path("Effect").asString("").equals("Allow"),
                principal.isObject() ? texts(principal.path("AWS")) : List.of("*"),
                principal.isObject() ? texts(principal.path("Service")) : List.of(),
                others,
                texts(node.path(otherActions ? "NotAction" : "Action")),
                otherActions,
                texts(node.path("Resource")),
                conditions(node.path("Condition")));
    }

    private static List<Condition> conditions(JsonNode node) {
        var conditions = new ArrayList<Condition>();
        new TreeMap<>(properties(node))
                .forEach((operator, keys) -> properties(keys)
                        .forEach((key, values) -> conditions.add(new Condition(operator, key, texts(values)))));
        return conditions;
    }

    private static Map<String, JsonNode> properties(JsonNode node) {
        var properties = new TreeMap<String, JsonNode>();
        node.properties().forEach(property -> properties.put(property.getKey(), property.getValue()));
        return properties;
    }

    private static List<String> texts(JsonNode node) {
        return (node.isArray() ? node.valueStream() : node.isMissingNode() ? Stream.<JsonNode>of() : Stream.of(node))
                .map(value -> value.asString())
                .toList();
    }

    static IllegalArgumentException unknown(Object shape) {
        return new IllegalArgumentException("The expectations do not know this shape, teach it to them: " + shape);
    }

    private static void require(boolean known, JsonNode statement) {
        if (!known) {
            throw unknown(statement);
        }
    }
}
