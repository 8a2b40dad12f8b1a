package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Bad input ends in one clear message, the right exit code and no stack trace. */
class CommandLineTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int atrest(String... arguments) {
        return AtrestCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private int assess(String... arguments) {
        var all = new ArrayList<>(
                List.of("assess", "--data", folder.resolve("data").toString()));
        if (!List.of(arguments).contains("--out")) {
            all.addAll(List.of("--out", folder.resolve("out").toString()));
        }
        all.addAll(List.of(arguments));
        return atrest(all.toArray(String[]::new));
    }

    private void assertOneMessage(String part) {
        assertThat(err.toString()).contains(part).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(err.toString().lines())
                .as("the message is not buried under the options")
                .hasSizeLessThan(6);
    }

    static Stream<List<String>> everyCommand() {
        return commands(AtrestCommand.commandLine(), List.of());
    }

    private static Stream<List<String>> commands(CommandLine command, List<String> path) {
        return Stream.concat(
                Stream.of(path),
                command.getSubcommands().entrySet().stream()
                        .flatMap(sub -> commands(
                                sub.getValue(),
                                Stream.concat(path.stream(), Stream.of(sub.getKey()))
                                        .toList())));
    }

    @ParameterizedTest
    @MethodSource("everyCommand")
    void everyCommandExplainsItself(List<String> command) {
        String[] arguments =
                Stream.concat(command.stream(), Stream.of("--help")).toArray(String[]::new);
        assertThat(atrest(arguments)).isEqualTo(ExitCode.COMPLIANT);
        assertThat(out.toString()).contains("Usage: atrest").contains("--help");
    }

    @Test
    void anUnknownCommandIsAUsageError() {
        assertThat(atrest("asess")).isEqualTo(ExitCode.USAGE);
        assertOneMessage("asess");
    }

    @Test
    void noCommandIsAUsageError() {
        assertThat(atrest()).isEqualTo(ExitCode.USAGE);
        assertOneMessage("Name a command");
    }

    @Test
    void anUnknownCommandStaysAUsageErrorWhenHelpIsAskedFor() {
        assertThat(atrest("nonsense", "--help")).isEqualTo(ExitCode.USAGE);
        assertOneMessage("'nonsense'");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aUsageErrorIsTheMessageAndWhereToFindTheOptions() {
        assertThat(assess("--account", "12345")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString().lines()).hasSize(2).last().isEqualTo("See: atrest assess --help");
    }

    @Test
    void whatMayHaveBeenMeantIsSuggested() {
        assertThat(atrest("asess")).isEqualTo(ExitCode.USAGE);
        assertThat(assess("--acount", "111122223333")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("Did you mean: atrest assess", "Possible solutions: --account")
                .contains("See: atrest --help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "many"})
    void aNumberOfCallsInFlightThatIsNoneIsAUsageError(String number) {
        assertThat(assess("--in-flight", number)).isEqualTo(ExitCode.USAGE);
        assertOneMessage("'" + number + "' is not a number of calls: 1 or more");
    }

    @Test
    void whatStsWouldRefuseInEveryAccountIsAUsageError() {
        assertThat(assess("--role", "an auditor")).isEqualTo(ExitCode.USAGE);
        assertOneMessage("--role: 'an auditor' is not the name of an IAM role");
        assertThat(assess("--role", "audit", "--session-tag", "=prod")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--session-tag: {=prod} is not up to 50 tags: keys of 1 to 128 characters");
        assertThat(assess("--role", "audit", "--external-id", "a secret")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--external-id: what is given is not 2 to 1224")
                .doesNotContain("a secret");
        assertThat(assess("--session-tag", "prod")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).doesNotContain("option option");
    }

    @Test
    void anUnknownFrameworkIsAUsageErrorThatListsTheFrameworks() {
        assertThat(assess("--framework", "cis")).isEqualTo(ExitCode.USAGE);
        assertOneMessage("no framework 'cis'; there are ");
        assertThat(atrest("rules", "list", "--framework", "nist")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("no framework 'nist'", "See: atrest rules list --help");
    }

    @Test
    void theDemoHasNoThresholdBecauseItsFindingsNeverFailIt() {
        assertThat(atrest("demo", "--fail-on", "HIGH")).isEqualTo(ExitCode.USAGE);
        assertOneMessage("'--fail-on'");
    }

    @Test
    void anAccountIdThatIsNotTwelveDigitsIsAUsageError() {
        assertThat(assess("--account", "12345")).isEqualTo(ExitCode.USAGE);
        assertOneMessage("'12345' is not an account id: twelve digits");
    }

    @Test
    void anUnknownResourceTypeIsAUsageErrorThatListsTheTypes() {
        assertThat(assess("--type", "Bucket")).isEqualTo(ExitCode.USAGE);
        assertOneMessage("'Bucket' is not a resource type: S3Bucket, EbsVolume");
    }

    @Test
    void anUnknownSeverityIsAUsageErrorThatListsTheSeverities() {
        assertThat(assess("--fail-on", "severe")).isEqualTo(ExitCode.USAGE);
        assertOneMessage("CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL, NONE");
    }

    @Test
    void anUnknownLanguageIsAUsageError() {
        assertThat(assess("--language", "fr")).isEqualTo(ExitCode.USAGE);
        assertOneMessage("'fr' is not a language of the reports: en, de");
    }

    @Test
    void anEndpointThatIsNoAddressIsAUsageError() {
        assertThat(assess("--endpoint-url", "localhost:4566")).isEqualTo(ExitCode.USAGE);
        assertOneMessage("'localhost:4566' is not an address");
    }

    @Test
    void anOutputFolderThatIsAFileIsAnError() throws IOException {
        Path file = Files.writeString(folder.resolve("occupied"), "");
        assertThat(assess("--out", file.toString())).isEqualTo(ExitCode.ERROR);
        assertOneMessage("the output folder " + file + " cannot be written: " + file + " is a file");
    }

    @Test
    void anUnknownRuleIsAnError() {
        assertThat(atrest("rules", "show", "no-such-rule")).isEqualTo(ExitCode.ERROR);
        assertOneMessage("no rule 'no-such-rule'");
    }

    @Test
    void anEstateForTheDemoThatIsNoneIsToldWithFileAndLine() throws IOException {
        Path estate = Files.writeString(
                folder.resolve("estate.yml"), "accounts:\n  - { id: \"111111111111\", nmae: Typo }\n");

        assertThat(demo(estate)).isEqualTo(ExitCode.ERROR);

        assertOneMessage("estate.yml:2: accounts[0].nmae: unknown property 'nmae'");
    }

    @Test
    void anEstateForTheDemoThatIsNotThereIsTold() {
        assertThat(demo(folder.resolve("none.yml"))).isEqualTo(ExitCode.ERROR);

        assertOneMessage("there is no estate file " + folder.resolve("none.yml"));
    }

    private int demo(Path estate) {
        return atrest(
                "demo",
                "--estate",
                estate.toString(),
                "--data",
                folder.resolve("data").toString());
    }
}
