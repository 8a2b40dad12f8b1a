package dev.atrest.evaluators.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Policies with the answers that someone who knows AWS expects; the tables are beside this class's resources. */
class PolicyTableTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd";
    private static final String BUCKET = "arn:aws:s3:::b";
    private static final String DEMANDED_KEY = "arn:aws:kms:eu-central-1:111122223333:key/k";
    private static final Map<Character, Verdict> VERDICTS =
            Map.of('T', Verdict.TRUE, 'F', Verdict.FALSE, 'U', Verdict.UNKNOWN);

    @TestFactory
    Stream<DynamicTest> conditionsThatConfineAnOpenKey() throws IOException {
        return confinement("key", ResourceContext.key(KEY, "111122223333"), "kms:Decrypt");
    }

    @TestFactory
    Stream<DynamicTest> conditionsThatConfineAnOpenBucket() throws IOException {
        return confinement("bucket", ResourceContext.bucket(BUCKET, "111122223333"), "s3:GetObject");
    }

    private static Stream<DynamicTest> confinement(String kind, ResourceContext resource, String action)
            throws IOException {
        return rows("confinement.yml")
                .map(row -> DynamicTest.dynamicTest(row.get("condition").toString(), () -> {
                    ObjectNode statement = JSON.createObjectNode()
                            .put("Effect", "Allow")
                            .put("Principal", "*")
                            .put("Action", action)
                            .put("Resource", "*");
                    statement.set("Condition", row.get("condition"));
                    var answer = analysis(document("2012-10-17", List.of(statement)), resource)
                            .isPublic();
                    assertThat(answer.verdict())
                            .as(answer.toString())
                            .isEqualTo(verdict(row.get(kind).asString()));
                    assertThat(answer.statements()).isNotEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> keyPolicies() throws IOException {
        var resource = ResourceContext.key(KEY, "111122223333").in("o-own1234567");
        return rows("key-policies.yml").flatMap(row -> questions(row, resource, List.of("*")));
    }

    @TestFactory
    Stream<DynamicTest> bucketPolicies() throws IOException {
        var resource = ResourceContext.bucket(BUCKET, "111122223333").in("o-own1234567");
        return rows("bucket-policies.yml").flatMap(row -> questions(row, resource, List.of(BUCKET, BUCKET + "/*")));
    }

    private static Stream<DynamicTest> questions(JsonNode row, ResourceContext resource, List<String> resources) {
        List<JsonNode> statements = row.get("statements").values().stream()
                .map(statement -> withResource((ObjectNode) statement, resources))
                .toList();
        String version = row.has("version") ? row.get("version").asString() : "2012-10-17";
        return row.get("expect").properties().stream().map(expected -> {
            String name = row.get("name").asString() + ": " + expected.getKey();
            return DynamicTest.dynamicTest(name, () -> {
                var answer = ask(expected.getKey(), analysis(document(version, statements), resource));
                String[] parts = expected.getValue().asString().split(" by ");
                assertThat(answer.verdict()).as(answer.toString()).isEqualTo(verdict(parts[0]));
                if (parts.length > 1) {
                    assertThat(answer.statements())
                            .as(answer.toString())
                            .extracting(StatementRef::name)
                            .containsOnlyElementsOf(Arrays.asList(parts[1].split(", ")));
                }
            });
        });
    }

    private static Answer ask(String question, PolicyAnalysis analysis) {
        return switch (question) {
            case "public" -> analysis.isPublic();
            case "publicRead" -> analysis.isPublic("s3:GetObject");
            case "publicWrite" -> analysis.isPublic("s3:PutObject");
            case "trusted" -> analysis.onlyTrustedAccounts(Set.of("222233334444"), Set.of("o-trusted123"));
            case "noFullAccess" -> analysis.noFullAccess();
            case "separated" -> analysis.separatesDuties();
            case "admins" -> analysis.administeredOnlyBy(List.of("*_Key_Admin"));
            case "adminsStrict" -> analysis.administeredOnlyBy(List.of("*_Key_Admin"), OwnAccount.UNKNOWN);
            case "mfa" -> analysis.requiresMfa(List.of("kms:ScheduleKeyDeletion", "kms:PutKeyPolicy"));
            case "tls" -> analysis.deniesInsecureTransport();
            case "header" -> analysis.requiresEncryptionHeader();
            case "puts" ->
                analysis.deniesPutsNotEncryptedWith(List.of("aws:kms", "aws:kms:dsse"), Set.of(DEMANDED_KEY));
            case "putsAnyKey" -> analysis.deniesPutsNotEncryptedWith(List.of("aws:kms", "aws:kms:dsse"), Set.of());
            default -> throw new IllegalArgumentException(question);
        };
    }

    private static JsonNode withResource(ObjectNode statement, List<String> resources) {
        if (!statement.has("Resource") && !statement.has("NotResource")) {
            resources.forEach(statement.putArray("Resource")::add);
        }
        return statement;
    }

    private static String document(String version, List<JsonNode> statements) {
        ObjectNode policy = JSON.createObjectNode().put("Version", version);
        statements.forEach(policy.putArray("Statement")::add);
        return policy.toString();
    }

    private static PolicyAnalysis analysis(String document, ResourceContext resource) {
        return switch (Policy.parse(document)) {
            case PolicyResult.Parsed(Policy policy) -> new PolicyAnalysis(policy, resource);
            case PolicyResult.Unparsable(String reason) -> throw new AssertionError(reason + ": " + document);
        };
    }

    private static Verdict verdict(String letter) {
        assertThat(letter).hasSize(1);
        return VERDICTS.get(letter.charAt(0));
    }

    private static Stream<JsonNode> rows(String file) throws IOException {
        try (InputStream in = PolicyTableTest.class.getResourceAsStream(file)) {
            return new YAMLMapper().readTree(in).values().stream();
        }
    }
}
