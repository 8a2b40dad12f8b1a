package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.jobs.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportOptionsTest {

    @TempDir
    private Path folder;

    @Test
    void theHelpNamesEveryFormat() {
        String help = new CommandLine(new ReportOptions()).getUsageMessage().replaceAll("\\s+", " ");
        assertThat(List.of(ReportFormat.values()))
                .allSatisfy(format -> assertThat(help).containsPattern("\\b" + format.label() + "\\b"));
    }

    @Test
    void formatsForOtherProgramsAreWrittenWhenTheyAreAskedForOnly() throws IOException {
        assertThat(formats()).isEqualTo(ReportFormat.usual()).doesNotContain(ReportFormat.OCSF, ReportFormat.JUNIT);
        assertThat(formats("--format", "ocsf,asff,oscal", "--format", "SARIF,junit"))
                .containsExactly(
                        ReportFormat.OCSF,
                        ReportFormat.ASFF,
                        ReportFormat.OSCAL,
                        ReportFormat.SARIF,
                        ReportFormat.JUNIT);
    }

    @Test
    void aProtectionThatNoFormatTakesIsRefused() {
        for (String option : List.of("--password-file", "--pdf-owner-password-file", "--sign-pdf")) {
            assertThatThrownBy(() -> formats("--format", "jsonl,html", option, "secret"))
                    .isInstanceOf(CommandException.class)
                    .hasMessageContaining(option + " protects nothing: --format names no ");
        }
        assertThatThrownBy(() -> formats("--format", "xlsx", "--sign-pdf", "secret"))
                .hasMessage("--sign-pdf protects nothing: --format names no pdf");
    }

    private List<ReportFormat> formats(String... arguments) throws IOException {
        var options = new ReportOptions();
        new CommandLine(options)
                .parseArgs(Stream.concat(Stream.of("--out", folder.toString()), Stream.of(arguments))
                        .toArray(String[]::new));
        return options.request().formats();
    }
}
