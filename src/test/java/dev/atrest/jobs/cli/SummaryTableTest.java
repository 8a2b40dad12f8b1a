package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.jobs.AssessmentRun;
import dev.atrest.model.Account;
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
