package dev.atrest.evaluators.policy;

import dev.atrest.evaluators.policy.PolicyResult.Parsed;
import dev.atrest.evaluators.policy.PolicyResult.Unparsable;
import dev.atrest.evaluators.policy.Statement.Patterns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads policy documents by AWS's grammar, strictly: what AWS would refuse to store is not given a meaning here.
 *
 * <p>The AWS SDK's own policy reader is not used: it silently drops conditions whose values are unquoted booleans or numbers
 * (which AWS accepts) or an empty list, and lets the last of two equal keys win. A statement without its condition is another
 * statement.
 */
final class PolicyParser {

    /** Twice the largest policy AWS stores (32 KiB, of a key). */
    private static final int MAX_CHARACTERS = 64 * 1024;

    private static final int MAX_DEPTH = 32;

    private static final Set<String> POLICY_ELEMENTS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(MAX_CHARACTERS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final boolean withVariables;

    private PolicyParser(boolean withVariables) {
        this.withVariables = withVariables;
    }

    static PolicyResult parse(String json) {
        if (json.length() > MAX_CHARACTERS) {
            return new Unparsable(
                    "The policy has %d characters, more than any policy AWS stores".formatted(json.length()));
        }
        try {
            return new Parsed(policy(JSON.readTree(json), json));
        } catch (JacksonException e) {
            return new Unparsable("Not JSON%s: %s".formatted(place(e), shortened(e.getOriginalMessage())));
        } catch (GrammarException e) {
            return new Unparsable(e.getMessage());
        }
    }

    /** Jackson knows no place for a document that breaks its limits. */
    private static String place(JacksonException exception) {
        return Optional.ofNullable(exception.getLocation())
                .map(at -> " at line %d, column %d".formatted(at.getLineNr(), at.getColumnNr()))
                .orElse("");
    }

    private static Policy policy(JsonNode root, String json) throws GrammarException {
        requireObject(root, Place.POLICY);
        requireElements(root, POLICY_ELEMENTS, Place.POLICY);
        String version = root.has("Version")
                ? text(root.get("Version"), new Place("Version"))
                : Policy.VERSION_WITHOUT_VARIABLES;
        if (!version.equals(Policy.VERSION_WITH_VARIABLES) && !version.equals(Policy.VERSION_WITHOUT_VARIABLES)) {
            throw new GrammarException("Version is %s; AWS knows %s and %s"
                    .formatted(shortened(version), Policy.VERSION_WITHOUT_VARIABLES, Policy.VERSION_WITH_VARIABLES));
        }
        JsonNode statements = root.get("Statement");
        if (statements == null) {
            throw new GrammarException("The policy has no Statement");
        }
        var parser = new PolicyParser(version.equals(Policy.VERSION_WITH_VARIABLES));
        var result = new ArrayList<Statement>();
        for (JsonNode statement : statements.isArray() ? statements.values() : List.of(statements)) {
            result.add(parser.statement(statement, result.size()));
        }
        return new Policy(result, Policy.probeFor(json));
    }

    private Statement statement(JsonNode node, int index) throws GrammarException {
        var where = new Place("Statement #" + index);
        requireObject(node, where);
        requireElements(node, STATEMENT_ELEMENTS, where);
        Optional<String> sid = node.has("Sid") ? Optional.of(text(node.get("Sid"), where.in("Sid"))) : Optional.empty();
        return new Statement(
                index,
                sid,
                effect(node, where),
                principals(node, where),
                actions(node, where),
                resources(node, where),
                conditions(node, where));
    }

    private static Effect effect(JsonNode node, Place where) throws GrammarException {
        if (!node.has("Effect")) {
            throw new GrammarException(where + " has no Effect");
        }
        return switch (text(node.get("Effect"), where.in("Effect"))) {
            case "Allow" -> Effect.ALLOW;
            case "Deny" -> Effect.DENY;
            default -> throw new GrammarException(where + ": Effect is neither Allow nor Deny");
        };
    }

    private Patterns actions(JsonNode node, Place where) throws GrammarException {
        String element = oneOf(node, "Action", "NotAction", where);
        var globs = new ArrayList<Glob>();
        for (String text : texts(node.get(element), where.in(element))) {
            globs.add(Glob.pattern(text.toLowerCase(Locale.ROOT), false));
        }
        return patterns(element, globs, where);
    }

    private Patterns resources(JsonNode node, Place where) throws GrammarException {
        String element = oneOf(node, "Resource", "NotResource", where);
        var globs = new ArrayList<Glob>();
        for (String text : texts(node.get(element), where.in(element))) {
            globs.add(Glob.pattern(text, withVariables));
        }
        return patterns(element, globs, where);
    }

    private static Patterns patterns(String element, List<Glob> globs, Place where) throws GrammarException {
        if (globs.isEmpty()) {
            throw new GrammarException(where + ": " + element + " is empty");
        }
        return new Patterns(element.startsWith("Not"), globs);
    }

    private static Principals principals(JsonNode node, Place where) throws GrammarException {
        String element = oneOf(node, "Principal", "NotPrincipal", where);
        JsonNode value = node.get(element);
        var builder = new Principals.Builder();
        if (value.isString() && value.stringValue().equals("*")) {
            builder.everyone();
        } else {
            requireObject(value, where.in(element));
            if (value.isEmpty()) {
                throw new GrammarException(where + ": " + element + " is empty");
            }
            for (Map.Entry<String, JsonNode> entry : value.properties()) {
                String type = entry.getKey();
                for (String principal :
                        texts(entry.getValue(), where.in(element).of(type))) {
                    switch (type) {
                        case "AWS" -> builder.aws(principal);
                        case "Service" -> builder.service(principal);
                        case "Federated", "CanonicalUser" -> builder.other(type, principal);
                        default ->
                            throw new GrammarException(where + ": " + element + " has " + shortened(type)
                                    + "; AWS knows AWS, Service, Federated and CanonicalUser");
                    }
                }
            }
        }
        return builder.build(element.startsWith("Not"));
    }

    private List<Condition> conditions(JsonNode node, Place where) throws GrammarException {
        JsonNode block = node.get("Condition");
        if (block == null) {
            return List.of();
        }
        var blockPlace = where.in("Condition");
        requireObject(block, blockPlace);
        var result = new ArrayList<Condition>();
        for (Map.Entry<String, JsonNode> operator : block.properties()) {
            Place within = blockPlace.of(operator.getKey());
            requireObject(operator.getValue(), within);
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                List<String> values = texts(key.getValue(), within.of(key.getKey()));
                result.add(new Condition(operator.getKey(), key.getKey(), values, withVariables));
            }
        }
        return List.copyOf(result);
    }

    private static String oneOf(JsonNode node, String element, String negated, Place where) throws GrammarException {
        if (node.has(element) == node.has(negated)) {
            throw new GrammarException(
                    "%s has %s %s and %s".formatted(where, node.has(element) ? "both" : "neither", element, negated));
        }
        return node.has(element) ? element : negated;
    }

    private static List<String> texts(JsonNode node, Place where) throws GrammarException {
        if (!node.isArray()) {
            return List.of(text(node, where));
        }
        var result = new ArrayList<String>(node.size());
        for (JsonNode value : node.values()) {
            result.add(text(value, where));
        }
        return result;
    }

    /** AWS takes numbers and booleans for their text. */
    private static String text(JsonNode node, Place where) throws GrammarException {
        if (node.isString() || node.isNumber() || node.isBoolean()) {
            return node.asString();
        }
        throw new GrammarException(where + " is not a text");
    }

    private static void requireObject(JsonNode node, Place where) throws GrammarException {
        if (!node.isObject()) {
            throw new GrammarException(where + " is not an object");
        }
    }

    private static void requireElements(JsonNode node, Set<String> allowed, Place where) throws GrammarException {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!allowed.contains(entry.getKey())) {
                throw new GrammarException(
                        where + " has an element " + shortened(entry.getKey()) + ", which AWS does not know");
            }
        }
    }

    /** Documents are written by anyone: only a little of them goes into messages. */
    private static String shortened(String text) {
        boolean plain = text.chars().allMatch(character -> character >= ' ' && character < 0x7f);
        String printable = plain ? text : text.replaceAll("\\p{Cntrl}", " ");
        return printable.length() <= 60 ? printable : printable.substring(0, 60) + "…";
    }

    /** Where something stands in the document, put into words only for a message. */
    private record Place(@Nullable Place within, String separator, String name) {

        static final Place POLICY = new Place("The policy");

        Place(String name) {
            this(null, "", name);
        }

        Place in(String element) {
            return new Place(this, ": ", element);
        }

        Place of(String name) {
            return new Place(this, " ", name);
        }

        @Override
        public String toString() {
            return within == null ? name : within + separator + shortened(name);
        }
    }

    /** The document is JSON but not a policy. */
    private static final class GrammarException extends Exception {
        private static final long serialVersionUID = 1L;

        GrammarException(String message) {
            super(message);
        }
    }
}
