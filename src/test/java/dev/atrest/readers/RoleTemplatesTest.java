package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;

import com.bertramlabs.plugins.hcl4j.HCLParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

/** The role of config/iam as CloudFormation and as Terraform gives what the generated policy gives, and trusts as narrowly. */
class RoleTemplatesTest {

    private static final Path IAM = Path.of("config/iam");

    @Test
    void theTemplatesPolicyIsTheGeneratedOne() throws IOException {
        Object statement = at(role(), "Policies", 0, "PolicyDocument", "Statement", 0);

        assertThat(statement)
                .isEqualTo(at(
                        JsonMapper.shared()
                                .readValue(Files.readString(IAM.resolve("read-only-policy.json")), Map.class),
                        "Statement"));
    }

    @Test
    void theTemplatesRoleIsAssumedByOneCallerWithTheExternalIdOnly() throws IOException {
        assertThat(at(role(), "AssumeRolePolicyDocument", "Statement"))
                .isEqualTo(List.of(Map.of(
                        "Sid", "OnlyAtrest",
                        "Effect", "Allow",
                        "Principal", Map.of("AWS", Map.of("Ref", "CallerArn")),
                        "Action", List.of("sts:AssumeRole", "sts:TagSession"),
                        "Condition", Map.of("StringEquals", Map.of("sts:ExternalId", Map.of("Ref", "ExternalId"))))));
    }

    @Test
    void theTemplateRefersToWhatItDeclares() throws IOException {
        assertThat(references(template()))
                .isNotEmpty()
                .isSubsetOf(((Map<?, ?>) at(template(), "Parameters")).keySet().toArray());
    }

    @Test
    void theModulesRoleHasTheGeneratedPolicy() throws Exception {
        Map<String, Object> module = terraform("main.tf");

        assertThat(at(module, "resource", "aws_iam_role_policy", "read_only", "role")
                        .toString())
                .contains("aws_iam_role.atrest.name");
        assertThat(Files.readString(IAM.resolve("terraform/main.tf")))
                .contains("policy = file(\"${path.module}/../read-only-policy.json\")");
    }

    @Test
    void theModulesRoleIsAssumedByOneCallerWithTheExternalIdOnly() throws Exception {
        Object trust = at(terraform("main.tf"), "data", "aws_iam_policy_document", "trust", "statement");

        assertThat(at(trust, "actions")).isEqualTo(List.of("sts:AssumeRole", "sts:TagSession"));
        assertThat(at(trust, "principals", "type")).isEqualTo("AWS");
        assertThat(at(trust, "principals", "identifiers").toString()).contains("var.caller_arn");
        assertThat(at(trust, "condition", "variable")).isEqualTo("sts:ExternalId");
        assertThat(at(trust, "condition", "values").toString()).contains("var.external_id");
    }

    @Test
    void theModuleDeclaresTheVariablesThatItUses() throws Exception {
        String main = Files.readString(IAM.resolve("terraform/main.tf"));

        assertThat(((Map<?, ?>) at(terraform("variables.tf"), "variable")).keySet())
                .allSatisfy(name -> assertThat(main).contains("var." + name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"aws", "aws-us-gov", "aws-cn"})
    void bothTakeACallerOfEveryPartition(String partition) throws Exception {
        String caller = "arn:" + partition + ":iam::111122223333:role/atrest";
        Matcher terraform = Pattern.compile("regex\\(\"(.+?)\", var.caller_arn\\)")
                .matcher(Files.readString(IAM.resolve("terraform/variables.tf")));

        assertThat(caller)
                .matches(at(template(), "Parameters", "CallerArn", "AllowedPattern")
                        .toString());
        assertThat(terraform.find()).isTrue();
        assertThat(caller).matches(terraform.group(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"role.yml", "terraform/main.tf", "read-only-policy.json", "caller-policy.json"})
    void noneBuildsAnArnOfOnePartition(String file) throws IOException {
        assertThat(Files.readString(IAM.resolve(file))).doesNotContain("arn:aws:", "amazonaws.com");
    }

    private static Object role() throws IOException {
        return at(template(), "Resources", "Role", "Properties");
    }

    private static Object template() throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(IAM.resolve("role.yml")));
    }

    private static Map<String, Object> terraform(String file) throws Exception {
        return new HCLParser()
                .parse(new File(IAM.resolve("terraform").resolve(file).toString()));
    }

    private static List<Object> references(Object node) {
        return switch (node) {
            case Map<?, ?> map when map.containsKey("Ref") -> List.of(map.get("Ref"));
            case Map<?, ?> map ->
                map.values().stream()
                        .flatMap(value -> references(value).stream())
                        .toList();
            case List<?> list ->
                list.stream().flatMap(value -> references(value).stream()).toList();
            default -> List.of();
        };
    }

    private static Object at(Object node, Object... path) {
        Object found = node;
        for (Object step : path) {
            found = step instanceof Integer index ? ((List<?>) found).get(index) : ((Map<?, ?>) found).get(step);
            assertThat(found).as("%s of %s", step, List.of(path)).isNotNull();
        }
        return found;
    }
}
