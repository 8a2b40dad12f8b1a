package dev.atrest.embeddedaws;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An IAM identity policy of the plainest form: statements that allow actions, each named in full, on every resource. Whatever
 * else the language has is refused, for to pass over it would be to decide wrongly.
 */
final class IdentityPolicy {

    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]+:[A-Za-z0-9]+");
    private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_MEMBERS = Set.of("Sid", "Effect", "Action", "Resource");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Set<String> allowed = new HashSet<>();

    /** @throws IllegalArgumentException when the text is no policy, or one of another form */
    IdentityPolicy(String document) {
        JsonNode policy = parse(document);
        requireMembers(policy, MEMBERS, "a policy");
        require(policy.path("Version").asString(""), "2012-10-17", "Version");
        List<JsonNode> statements = elements(policy.path("Statement"));
        if (statements.isEmpty()) {
            throw new IllegalArgumentException("the policy has no Statement");
        }
        statements.forEach(this::add);
    }

    /** @param action {@code service:Action}; upper and lower case are the same */
    boolean allows(String action) {
        return allowed.contains(action.toLowerCase(Locale.ROOT));
    }

    private void add(JsonNode statement) {
        requireMembers(statement, STATEMENT_MEMBERS, "a statement");
        require(text(statement.path("Effect")), "Allow", "Effect");
        List<JsonNode> resources = elements(statement.path("Resource"));
        if (resources.size() != 1) {
            throw new IllegalArgumentException("Resource has " + resources.size() + " elements; allowed is \"*\"");
        }
        require(text(resources.getFirst()), "*", "Resource");
        List<JsonNode> actions = elements(statement.path("Action"));
        if (actions.isEmpty()) {
            throw new IllegalArgumentException("a statement has no Action");
        }
        actions.forEach(action -> allowed.add(action(text(action))));
    }

    private static String action(String action) {
        if (!ACTION.matcher(action).matches()) {
            throw new IllegalArgumentException(
                    "Action is '" + action + "'; allowed is service:Action without wildcards");
        }
        return action.toLowerCase(Locale.ROOT);
    }

    private static JsonNode parse(String document) {
        try {
            return JSON.readTree(document);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the policy is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void requireMembers(JsonNode object, Set<String> allowed, String what) {
        if (!object.isObject()) {
            throw new IllegalArgumentException(what + " must be an object, but is " + object);
        }
        for (String name : object.propertyNames()) {
            if (!allowed.contains(name)) {
                throw new IllegalArgumentException("%s has '%s', which is not understood here; allowed are %s"
                        .formatted(
                                what,
                                name,
                                String.join(", ", allowed.stream().sorted().toList())));
            }
        }
    }

    private static void require(String found, String expected, String member) {
        if (!found.equals(expected)) {
            throw new IllegalArgumentException(member + " is '" + found + "'; allowed is '" + expected + "'");
        }
    }

    /** One, or a list of them. */
    private static List<JsonNode> elements(JsonNode node) {
        if (node.isMissingNode()) {
            return List.of();
        }
        return node.isArray() ? node.valueStream().toList() : List.of(node);
    }

    private static String text(JsonNode node) {
        return node.isString() ? node.stringValue() : node.toString();
    }
}
