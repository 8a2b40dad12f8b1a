package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.WaiverUseStore;
import dev.atrest.model.WaiverUse;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code atrest waivers}. The days are far enough from today for a midnight in between. */
@ResourceLock("Spring Batch")
class WaiversCommandTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int waivers(String... arguments) {
        var all = new ArrayList<>(List.of("waivers"));
        all.addAll(List.of(arguments));
        return AtrestCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .execute(all.toArray(String[]::new));
    }

    private int check(String... more) {
        var all = new ArrayList<>(List.of("check", "--rules", own().toString(), "--data", data().toString()));
        all.addAll(List.of(more));
        return waivers(all.toArray(String[]::new));
    }

    private Path own() {
        return folder.resolve("own");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void waiver(String id, int granted, int expires) throws IOException {
        Path file = Files.createDirectories(own()).resolve("waivers.yml");
        String before = Files.exists(file) ? Files.readString(file) : "waivers:\n";
        Files.writeString(
                file,
                before
                        + """
                  - id: %s
                    rule: ebs-*
                    account: "111122223333"
                    tags: { Stage: "a\\e[31m*" }
                    reason: Until the end of the year, and then never again.
                    approver: Jane Doe (CISO)
                    granted: %s
                    expires: %s
                """.formatted(id, TODAY.plusDays(granted), TODAY.plusDays(expires))
                                .indent(2));
    }

    /** An assessment that counted this much for each of the waivers. */
    private void assessed(String id, Map<String, Long> counts) throws IOException {
        Home home = Home.locate();
        try (var context = AtrestContext.start(home, data(), beans -> {})) {
            var assessments = context.getBean(AssessmentStore.class);
            assessments.insert(new Assessment(
                    id, Instant.now(), Optional.empty(), Optional.empty(), "scope", "all accounts", "caller", "1", ""));
            context.getBean(WaiverUseStore.class)
                    .note(
                            id,
                            RuleCatalog.list(home.config(), List.of(own())).waiversOn(TODAY).stream()
                                    .filter(use ->
                                            counts.containsKey(use.waiver().id()))
                                    .map(use -> new WaiverUse(
                                            use.waiver(),
                                            use.state(),
                                            counts.get(use.waiver().id())))
                                    .toList());
            assessments.markEvaluated(id, Instant.now());
        }
    }

    @Test
    void withoutWaiversThereIsNothingToCheck() {
        assertThat(waivers("check", "--data", data().toString())).isEqualTo(ExitCode.COMPLIANT);
        assertThat(out.toString()).startsWith("There are no waivers.");
        assertThat(data()).doesNotExist();
        assertThat(waivers("list")).isEqualTo(ExitCode.COMPLIANT);
    }

    @Test
    void withoutADatabaseNothingWasMatchedAndNoneIsMade() throws IOException {
        waiver("good", -10, 100);

        assertThat(check()).isEqualTo(ExitCode.COMPLIANT);
        assertThat(out.toString())
                .containsPattern("good +in force +" + TODAY.plusDays(100) + " +(100|99) +- +ebs-\\*\n")
                .contains("Nothing was matched yet: no assessment in " + data() + " was evaluated.")
                .contains("All is well.");
        assertThat(data()).doesNotExist();
    }

    @Test
    void whatNeedsAttentionIsToldWithItsFileAndByTheExitCode() throws IOException {
        waiver("expired", -100, -10);
        waiver("for-ever", -100, 1000);
        waiver("good", -10, 100);
        waiver("soon", -100, 20);

        assertThat(check()).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString())
                .contains("To be looked at")
                .contains("  expired has expired on " + TODAY.minusDays(10))
                .contains("  for-ever is ignored: " + TODAY.plusDays(1000) + " is 1100 days after "
                        + TODAY.minusDays(100))
                .containsPattern("  soon expires in (20|19) days \\(" + own().resolve("waivers.yml") + ":\\d+\\)")
                .doesNotContain("  good ")
                .doesNotContain("matches nothing");
    }

    @Test
    void theLatestAssessmentTellsWhatIsMatched() throws IOException {
        waiver("good", -10, 100);
        waiver("unused", -10, 100);
        assessed("20261121T230004Z", Map.of("good", 1L, "unused", 1L));
        assessed("20261122T230004Z", Map.of("good", 1234L, "unused", 0L));
        waiver("written-since", -10, 100);

        assertThat(check()).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString())
                .containsPattern("good +in force +[-0-9]+ +\\d+ +1234 ")
                .containsPattern("unused +in force +[-0-9]+ +\\d+ +0 ")
                .containsPattern("written-since +in force +[-0-9]+ +\\d+ +- ")
                .contains("assessment 20261122T230004Z: all accounts")
                .contains("  unused matches nothing that fails")
                .doesNotContain("  written-since matches");

        out.getBuffer().setLength(0);
        assertThat(check("--run", "20261121T230004Z")).isEqualTo(ExitCode.COMPLIANT);
        assertThat(out.toString()).contains("assessment 20261121T230004Z").contains("All is well.");
        assertThat(check("--run", "20000101T000000Z")).isEqualTo(ExitCode.ERROR);
        assertThat(err.toString()).contains("no assessment '20000101T000000Z' in " + data() + " was evaluated");
    }

    @Test
    void mistakesAreErrors() throws IOException {
        waiver("good", -10, -20);

        assertThat(check()).isEqualTo(ExitCode.ERROR);
        assertThat(err.toString()).contains("waivers.yml:9:").contains("must not be before 'granted'");
        assertThat(waivers()).isEqualTo(ExitCode.USAGE);
        assertThat(waivers("check", "--rulez", "x")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aWaiverIsListedWithAllThatItSays() throws IOException {
        waiver("good", 10, 100);

        assertThat(waivers("list", "--rules", own().toString())).isEqualTo(ExitCode.COMPLIANT);
        assertThat(out.toString())
                .contains("good (not yet)")
                .contains("Rule          ebs-*\n")
                .contains("Account       111122223333\n")
                .contains("Tags          Stage = a")
                .doesNotContain("\u001b[31m")
                .contains("Reason        Until the end of the year, and then never again.\n")
                .contains("Approver      Jane Doe (CISO)\n")
                .contains(own().resolve("waivers.yml") + ":2");
    }
}
