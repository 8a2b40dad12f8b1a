package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code atrest rules}, without an assessment. */
class RulesCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int rules(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        String[] all = new String[arguments.length + 1];
        all[0] = "rules";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return AtrestCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(80)
                .execute(all);
    }

    private Path own() {
        return folder.resolve("own");
    }

    private int newRule(String id, String type) {
        return rules("new", id, "--resource", type, "--dir", own().toString());
    }

    @Test
    void aNewRuleIsWrittenTestedListedAndShown() {
        assertThat(newRule("bucket-owned", "s3bucket")).isEqualTo(ExitCode.COMPLIANT);
        assertThat(own().resolve("bucket-owned.yml")).exists();
        assertThat(out.toString()).contains("atrest rules test " + own());

        assertThat(rules("test", own().toString())).isEqualTo(ExitCode.COMPLIANT);
        assertThat(out.toString()).isEqualToNormalizingNewlines("4 examples of 1 rule: 4 as expected, 0 not\n");
        assertThat(rules("list", "--rules", own().toString())).isEqualTo(ExitCode.COMPLIANT);
        assertThat(out.toString()).containsPattern("bucket-owned +MEDIUM +S3Bucket +The demand in one line \\(own\\)");
        assertThat(rules("show", "bucket-owned", "--rules", own().toString())).isEqualTo(ExitCode.COMPLIANT);
        assertThat(out.toString()).contains("1 pass, 1 fail, 1 not-assessed, 1 not-applicable");
    }

    @Test
    void aNewRuleOverwritesNothing() throws IOException {
        newRule("own-rule", "KmsKey");
        Path file = own().resolve("own-rule.yml");
        Files.writeString(file, "mine");

        assertThat(newRule("own-rule", "KmsKey")).isEqualTo(ExitCode.ERROR);
        assertThat(err.toString()).contains(file + " is there already; nothing was written");
        assertThat(file).hasContent("mine");
    }

    @Test
    void aNewRuleHasAnIdOfItsOwnInKebabCase() {
        assertThat(newRule("../Escape", "KmsKey")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("'../Escape' is no id of a rule");
        assertThat(newRule("kms-key-rotation-enabled", "KmsKey")).isEqualTo(ExitCode.ERROR);
        assertThat(err.toString())
                .contains("rule 'kms-key-rotation-enabled' ships with atrest")
                .contains("rules/kms/kms-key-rotation-enabled.yml");
        assertThat(own()).doesNotExist();
    }

    @Test
    void aTestNamesTheExamplesThatDoNotHoldAndTheBranchesThatNoneTries() throws IOException {
        newRule("own-rule", "S3Bucket");
        Path file = own().resolve("own-rule.yml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("require: '\"Owner\" in", "require: 'resource.policyPublic || \"Owner\" in")
                        .replace("tags: {} }", "policyPublic: true, tags: {} }")
                        .replace("tags: { Owner: payments } }", "policyPublic: false, tags: { Owner: payments } }"));

        assertThat(rules("test", "--rules", own().toString())).isEqualTo(ExitCode.ERROR);
        assertThat(out.toString())
                .contains("own-rule, FAIL example 1: expected fail, but the rule says pass")
                .contains("never false: \"Owner\" in resource.tags")
                .contains(file + ":")
                .contains("4 examples of 1 rule: 3 as expected, 1 not");
    }

    @Test
    void aMistakeInAnOwnRuleIsShownWithFileAndLine() throws IOException {
        newRule("own-rule", "S3Bucket");
        Path file = own().resolve("own-rule.yml");
        Files.writeString(file, Files.readString(file).replace("severity: MEDIUM", "severity: SOME"));

        assertThat(rules("test", own().toString())).isEqualTo(ExitCode.ERROR);
        assertThat(err.toString()).contains(file + ":6:11: 'severity' is 'SOME', but must be one of CRITICAL, HIGH");
    }

    @Test
    void aRuleIsShownWithinTheWidthOfTheTerminal() {
        assertThat(rules("show", "s3-bucket-confidential-customer-key")).isEqualTo(ExitCode.COMPLIANT);
        assertThat(out.toString())
                .contains("E3  CONFIDENTIAL data is encrypted with a customer-managed key that works")
                .contains("encryption.key.manager (string): CUSTOMER, AWS")
                .contains("from s3:GetBucketEncryption")
                .contains("from kms:DescribeKey, of the key")
                .contains("(effort: MEDIUM)");
        assertThat(out.toString()
                        .lines()
                        .filter(line -> !line.contains("put-bucket-encryption")
                                && !line.contains("{\"Rules\"")
                                && !line.contains("aws_s3_bucket_server_side_encryption_configuration")))
                .as("all but what is to be copied as it is")
                .allMatch(line -> line.length() <= 80);
    }

    @Test
    void aFrameworkIsShownControlByControl() {
        assertThat(rules("list", "--framework", "cis-aws-foundations@7.0.0")).isEqualTo(ExitCode.COMPLIANT);
        assertThat(out.toString())
                .containsPattern(
                        "3\\.1\\.2 +automated +Deleting an object version needs MFA.*\\R +s3-bucket-mfa-delete\\R")
                .containsPattern("3\\.2\\.1 +out of scope +RDS .*\\R +RDS is not read yet");
    }

    @Test
    void anUnknownFrameworkIsAnError() {
        assertThat(rules("list", "--framework", "cis")).isPositive();
        assertThat(err.toString()).contains("cis-aws-foundations@7.0.0");
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        assertThat(rules("list", "--rules", folder.resolve("nowhere").toString()))
                .isEqualTo(ExitCode.ERROR);
        assertThat(err.toString()).contains(folder.resolve("nowhere") + ":1:1: There is no such folder");
    }
}
