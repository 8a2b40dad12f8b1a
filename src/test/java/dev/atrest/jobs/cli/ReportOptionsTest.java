package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.jobs.report.ReportFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportOptionsTest {

    private final ReportOptions options = new ReportOptions();

    @TempDir
    private Path folder;

    @Test
    void theHelpNamesEveryFormat() {
        String help = new CommandLine(options).getUsageMessage().replaceAll("\\s+", " ");
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

    private List<ReportFormat> formats(String... arguments) throws IOException {
        new CommandLine(options)
                .parseArgs(Stream.concat(Stream.of("--out", folder.toString()), Stream.of(arguments))
                        .toArray(String[]::new));
        return options.request().formats();
    }
}
