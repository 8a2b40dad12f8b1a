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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class ReportOptionsTest {

    @TempDir
    private Path folder;

    @Test
    void theHelpNamesEveryFormat() {
        String help = new CommandLine(new Reporting()).getUsageMessage().replaceAll("\\s+", " ");
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
                    .isInstanceOf(ParameterException.class)
                    .hasMessageContaining(option + " protects nothing: --format names no ");
        }
        assertThatThrownBy(() -> formats("--format", "xlsx", "--sign-pdf", "secret"))
                .hasMessage("--sign-pdf protects nothing: --format names no pdf");
    }

    @Test
    void aPasswordOfNoKeyIsRefused() {
        assertThatThrownBy(() -> formats("--sign-pdf-password-file", "secret"))
                .isInstanceOf(ParameterException.class)
                .hasMessageStartingWith("--sign-pdf-password-file needs --sign-pdf");
    }

    @Test
    void optionsThatDoNotGoTogetherAreAUsageErrorOfEveryCommandBeforeAnythingIsDone() {
        for (String command : List.of("assess", "nightly --role r", "demo", "report")) {
            var answer = CommandAnswer.to((command + " --out " + folder + " --data " + folder.resolve("data")
                            + " --format jsonl --password-file " + folder.resolve("secret"))
                    .split(" "));
            assertThat(answer.code()).as(command).isEqualTo(ExitCode.USAGE);
            assertThat(answer.err())
                    .startsWith("atrest: --password-file protects nothing: --format names no xlsx and no pdf")
                    .contains("See: atrest " + command.split(" ")[0] + " --help");
            assertThat(answer.out()).isEmpty();
            assertThat(folder).isEmptyDirectory();
        }
    }

    /** The options are part of a command. */
    @Command
    private static final class Reporting {
        @Mixin
        private ReportOptions options;
    }

    private List<ReportFormat> formats(String... arguments) throws IOException {
        var command = new Reporting();
        new CommandLine(command)
                .parseArgs(Stream.concat(Stream.of("--out", folder.toString()), Stream.of(arguments))
                        .toArray(String[]::new));
        return command.options.request().formats();
    }
}
