package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.jobs.AssessmentRun;
import dev.atrest.model.Account;
import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import dev.atrest.writers.MemoryReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

class SummaryTableTest {

    @TempDir
    private Path folder;

    @Test
    void oneGapIsOneAndAnAccountWithoutANameIsItsIdOnce() throws IOException {
        assertThat(printed(new Account("123456789012", "123456789012", "ACTIVE", ""), gap(ResourceType.KMS_KEY)))
                .contains("Coverage: 1 gap\n")
                .contains("  123456789012, eu-central-1: KmsKey denied (AccessDenied)");
    }

    @Test
    void severalGapsOfANamedAccountAreOneLine() throws IOException {
        assertThat(printed(
                        new Account("123456789012", "payments", "ACTIVE", ""),
                        gap(ResourceType.EBS_VOLUME),
                        gap(ResourceType.KMS_KEY)))
                .contains("Coverage: 2 gaps\n")
                .contains("  payments (123456789012), eu-central-1: EbsVolume, KmsKey denied (AccessDenied)");
    }

    @Test
    void gapsComeBeforeFindingsAndSayWhoClosedARegion() throws IOException {
        var account = new Account("123456789012", "payments", "ACTIVE", "");
        String printed = printed(
                account,
                closed(ResourceType.EBS_VOLUME),
                closed(ResourceType.KMS_KEY),
                Coverage.excluded(
                        account.id(),
                        "me-south-1",
                        ResourceType.KMS_KEY,
                        Coverage.Reason.REGION_NOT_ENABLED,
                        Optional.empty()));

        assertThat(printed)
                .contains("eu-central-1: EbsVolume, KmsKey denied by a service control policy\n")
                .contains("  Out of scope, for they are not enabled: me-south-1 (1 account)\n")
                .contains("Coverage: 2 gaps");
        assertThat(printed.indexOf("Coverage:")).isLessThan(printed.indexOf("Findings"));
    }

    @Test
    void reportsThatSomebodyTookAwayAreNotListed() throws IOException {
        Path gone = folder.resolve("gone");
        var printed = new StringWriter();
        var report =
                new MemoryReport("20261122T230004Z", List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        new SummaryTable(Ansi.OFF, new PrintWriter(printed)).print(new AssessmentRun.Outcome(report, gone));

        assertThat(printed.toString()).endsWith("The reports are no longer in " + gone + "\n");
    }

    private static Coverage closed(ResourceType type) {
        Coverage gap = gap(type);
        return new Coverage(
                gap.accountId(),
                gap.region(),
                type,
                gap.status(),
                0,
                0,
                gap.error(),
                Optional.of(Coverage.Reason.SERVICE_CONTROL_POLICY),
                Calls.NONE);
    }

    private String printed(Account account, Coverage... coverage) throws IOException {
        var report = new MemoryReport(
                "20261122T230004Z", List.of(account), List.of(), List.of(), List.of(), List.of(), List.of(coverage));
        var out = new StringWriter();
        new SummaryTable(Ansi.OFF, new PrintWriter(out)).print(new AssessmentRun.Outcome(report, folder));
        return out.toString();
    }

    private static Coverage gap(ResourceType type) {
        return new Coverage(
                "123456789012",
                "eu-central-1",
                type,
                Coverage.Status.DENIED,
                0,
                0,
                Optional.of(new Coverage.Gap("kms:ListKeys", "AccessDenied", "")));
    }
}
