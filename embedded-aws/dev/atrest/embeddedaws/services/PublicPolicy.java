package dev.atrest.embeddedaws.services;

import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * S3's verdict whether a bucket policy is public: it allows something to everyone, without a condition that names a fixed
 * value of who or where from.
 */
final class PublicPolicy implements Predicate<String> {

    private static final Set<String> CONFINING = Set.of(
            "aws:sourcearn",
            "aws:sourcevpc",
            "aws:sourcevpce",
            "aws:sourceowner",
            "aws:sourceaccount",
            "aws:sourceip",
            "aws:principalarn",
            "aws:principalaccount",
            "aws:principalorgid",
            "aws:principalorgpaths",
            "aws:userid",
            "s3:x-amz-server-side-encryption-aws-kms-key-id",
            "s3:dataaccesspointarn",
            "s3:dataaccesspointaccount");

    private final JsonMapper mapper = new JsonMapper();

    @Override
    public boolean test(String policy) {
        try {
            JsonNode statements = mapper.readTree(policy).path("Statement");
            return statements.isArray()
                    ? statements.valueStream().anyMatch(PublicPolicy::isPublic)
                    : isPublic(statements);
        } catch (JacksonException e) {
            return false;
        }
    }

    private static boolean isPublic(JsonNode statement) {
        return statement.path("Effect").asString("").equals("Allow")
                && (statement.has("NotPrincipal") || everyone(statement.path("Principal")))
                && statement.path("Condition").propertyStream().noneMatch(PublicPolicy::confines);
    }

    private static boolean everyone(JsonNode principal) {
        if (principal.isObject()) {
            return everyone(principal.path("AWS"));
        }
        return principal.isArray()
                ? principal.valueStream().anyMatch(PublicPolicy::everyone)
                : principal.asString("").equals("*");
    }

    private static boolean confines(java.util.Map.Entry<String, JsonNode> condition) {
        String operator = condition.getKey();
        return !operator.contains("Not")
                && !operator.endsWith("IfExists")
                && condition
                        .getValue()
                        .propertyStream()
                        .anyMatch(key -> CONFINING.contains(key.getKey().toLowerCase(java.util.Locale.ROOT))
                                && !key.getValue().toString().contains("*\""));
    }
}
