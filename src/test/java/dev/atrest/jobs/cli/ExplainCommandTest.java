package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.json.JsonMapper;

/** {@code atrest rules explain} over the stored inventory of the demo. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock("Spring Batch")
class ExplainCommandTest {

    private static final String OWN_RULE = "own-bucket";

    private Path folder;
    /** ARN of a resource by rule and status. */
    private final TreeMap<String, String> findings = new TreeMap<>();

    private CommandAnswer explain(String rule, String arn, String... more) {
        var arguments = new ArrayList<>(List.of("rules", "explain", rule, arn));
        arguments.addAll(List.of(more));
        return CommandAnswer.over(folder.resolve("data"), arguments.toArray(String[]::new));
    }

    @BeforeAll
    void assessTheDemoWithARuleOfOnesOwn(@TempDir Path directory) throws IOException {
        folder = directory;
        CommandAnswer.to("rules", "new", OWN_RULE, "--resource", "S3Bucket", "--dir", own());
        var answer = CommandAnswer.to(
                "demo",
                "--data",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve("out").toString(),
                "--rules",
                own());
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.COMPLIANT);
        try (var runs = Files.list(folder.resolve("out"));
                var lines = Files.lines(runs.findFirst().orElseThrow().resolve("findings.jsonl"))) {
            lines.map(new JsonMapper()::readTree)
                    .forEach(finding -> findings.putIfAbsent(
                            finding.get("ruleId").asString() + " "
                                    + finding.get("status").asString(),
                            finding.get("resourceArn").asString()));
        }
    }

    private String own() {
        return folder.resolve("own").toString();
    }

    /** What the demo lays over the rules that ship, beside the rule of one's own. */
    private String inForce() {
        return folder.resolve("data/demo-waivers") + "," + own();
    }

    @Test
    void aFailIsExplainedPartByPartWithCallAndTime() {
        String rule = "ebs-volume-confidential-customer-key";
        var answer = explain(rule, findings.get(rule + " FAIL"), "--rules", inForce());

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.COMPLIANT);
        assertThat(answer.out())
                .contains("Result        FAIL: ")
                .contains("resource.dataProtectionClass  →  \"CONFIDENTIAL\"")
                .containsPattern("ec2:DescribeVolumes, \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC")
                .doesNotContain("not those of the assessment");
    }

    @Test
    void aWaivedFindingNamesItsWaiver() {
        String rule = "ebs-volume-key-usable";
        var answer = explain(rule, findings.get(rule + " WAIVED"), "--rules", inForce());

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.COMPLIANT);
        assertThat(answer.out())
                .contains("Result        WAIVED: ")
                .containsPattern("Waiver        shop-2018, to \\d{4}-\\d\\d-\\d\\d: The key of the old shop is")
                .doesNotContain("not those of the assessment");
    }

    @Test
    void aPassNamesTheKeyThatToldAFact() {
        String rule = "ebs-volume-confidential-customer-key";
        var answer = explain(rule, findings.get(rule + " PASS"), "--rules", own());

        assertThat(answer.out())
                .contains("Result        PASS: ")
                .containsPattern("kms:DescribeKey, [^,]*, of\\s+arn:aws:kms:");
    }

    @Test
    void whatWasNotReadIsUnknown() {
        String rule = "s3-bucket-confidential-customer-key";
        var answer = explain(rule, findings.get(rule + " NOT_ASSESSED"), "--rules", own());

        assertThat(answer.out())
                .contains("Result        NOT_ASSESSED: ")
                .contains("→  unknown")
                .contains("Not read")
                .containsPattern("s3:GetBucket[A-Za-z]+, AccessDenied");
    }

    @Test
    void aRuleOfOnesOwnWasAssessedAndIsExplained() {
        var answer = explain(OWN_RULE, findings.get(OWN_RULE + " FAIL"), "--rules", own());

        assertThat(answer.out()).contains("\"Owner\" in resource.tags  →  false");
    }

    @Test
    void otherRulesThanThoseOfTheAssessmentAreSaidToBe() {
        String rule = "ebs-volume-confidential-customer-key";

        assertThat(explain(rule, findings.get(rule + " PASS")).out())
                .contains("The rules, settings or waivers are not those of the assessment");
    }

    @Test
    void whatIsNotThereIsAnErrorThatSaysSo() {
        String bucket = findings.get(OWN_RULE + " FAIL");

        assertThat(explain("s3-bucket-classified", "arn:aws:s3:::nobody").err()).contains("holds no resource");
        assertThat(explain("kms-key-rotation-enabled", bucket).err()).contains("is about KmsKey, but " + bucket);
        assertThat(explain("s3-bucket-classified", bucket, "--run", "20000101T000000Z")
                        .err())
                .contains("no assessment '20000101T000000Z'");
        assertThat(explain(OWN_RULE, bucket).err()).contains("no rule 'own-bucket'");
    }
}
