package dev.atrest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.Fault;
import dev.atrest.embeddedaws.estate.Estate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The nightly run as a scheduler meets it: started twice, stopped while calls hang, started again and again. */
class NightlyProcessTest {

    private static final Path ESTATE = Path.of("src/test/resources/estates/small.yml");
    private static final int TERMINATED = 128 + 15;
    private static final int ERROR = 1;
    private static final int FINDINGS = 3;
    private static final int COVERAGE_GAPS = 4;

    @Test
    void aNightHasOneRunHoweverOftenItIsStarted(@TempDir Path folder) throws Exception {
        try (var aws = EmbeddedAws.start(Estate.load(ESTATE))) {
            var nightly = AtrestProcess.Command.onAws("nightly", aws, folder).with("--date", "2026-01-31");
            var hanging = new CountDownLatch(1);
            aws.calls().onEach(call -> {
                if (call.action().equals("kms:DescribeKey")) {
                    hanging.countDown();
                }
            });
            aws.faults().add(Fault.delay("kms:DescribeKey", Duration.ofMinutes(10)));

            try (var first = nightly.start()) {
                assertThat(hanging.await(2, TimeUnit.MINUTES)).isTrue();
                theSecondSaysWhoIsAtWorkAndThatThereIsNothingToDo(nightly, first);
                aRunOfAnotherNightSaysThatItIsNotDone(
                        AtrestProcess.Command.onAws("nightly", aws, folder).with("--date", "2026-02-01"));
                otherCommandsSayWhoIsAtWork(folder, nightly, first);
                aSignalStopsOneThatWaits(nightly);
                aSignalStopsTheFirstThoughItsCallsHang(first, folder);
            }
            aws.faults().clear();
            theNextStartGoesOnWithIt(nightly, folder);
            aws.calls().reset();
            anotherStartHasNothingToDoAndExitsAsThatRunDid(nightly);
            aStartForAnotherScopeIsRefused(nightly);
            theCodeIsThatOfTheFailOnGivenNowThoughTheReportsAreGone(nightly, folder);
            assertThat(aws.calls().total()).isZero();
        }
    }

    private static void theSecondSaysWhoIsAtWorkAndThatThereIsNothingToDo(
            AtrestProcess.Command nightly, AtrestProcess first) {
        try (var second = nightly.start()) {
            assertThat(second.exitCode()).isZero();
            assertThat(second.out())
                    .contains("Another nightly run is under way", "process " + first.pid() + " on ", "since 20")
                    .contains("user " + System.getProperty("user.name"));
            assertThat(second.err()).isEmpty();
        }
    }

    private static void aRunOfAnotherNightSaysThatItIsNotDone(AtrestProcess.Command other) {
        try (var next = other.start()) {
            assertThat(next.exitCode()).isEqualTo(ERROR);
            assertThat(next.err())
                    .contains("is in use by atrest nightly of 2026-01-31 (process ")
                    .hasLineCount(1);
        }
    }

    private static void aSignalStopsOneThatWaits(AtrestProcess.Command nightly) throws InterruptedException {
        var waits = new CountDownLatch(1);
        try (var second = nightly.with("--wait").start(line -> {
            if (line.startsWith("Waiting: ")) {
                waits.countDown();
            }
        })) {
            assertThat(waits.await(2, TimeUnit.MINUTES)).isTrue();
            second.terminate();
            assertThat(second.exitCode(Duration.ofSeconds(5))).isEqualTo(TERMINATED);
            assertThat(second.err()).isEqualTo("atrest: stopped\n");
        }
    }

    private static void otherCommandsSayWhoIsAtWork(Path folder, AtrestProcess.Command nightly, AtrestProcess first) {
        var runs = new AtrestProcess.Command(
                folder,
                nightly.environment(),
                "",
                java.util.List.of("runs", "--data", folder.resolve("data").toString()));
        try (var other = runs.start()) {
            assertThat(other.exitCode()).isEqualTo(1);
            assertThat(other.err())
                    .contains("is in use by atrest nightly of 2026-01-31 (process " + first.pid() + " on ", "--data")
                    .doesNotContain("\tat ")
                    .hasLineCount(1);
        }
    }

    private static void aSignalStopsTheFirstThoughItsCallsHang(AtrestProcess first, Path folder) throws IOException {
        first.terminate();
        assertThat(first.exitCode(Duration.ofSeconds(5))).isEqualTo(TERMINATED);
        assertThat(first.err())
                .contains("the same command goes on where it was")
                .hasLineCount(1);
        assertNothingIsLeftBehind(folder);
    }

    private static void theNextStartGoesOnWithIt(AtrestProcess.Command nightly, Path folder) throws IOException {
        try (var again = nightly.start()) {
            assertThat(again.exitCode()).as(again.err()).isEqualTo(FINDINGS);
            assertThat(again.out())
                    .contains("Going on with the nightly run of 2026-01-31", "Nightly run of 2026-01-31: ")
                    .hasLineCount(2);
            assertThat(again.err()).isEmpty();
        }
        Path reports = folder.resolve("out").resolve("20260131-nightly");
        // What failed because the connections were closed is no news of AWS.
        assertThat(Files.readAllLines(reports.resolve("findings.jsonl")))
                .isNotEmpty()
                .noneMatch(line -> line.contains("SdkClientException") || line.contains("\"Aborted"));
        assertNothingIsLeftBehind(folder);
    }

    private static void anotherStartHasNothingToDoAndExitsAsThatRunDid(AtrestProcess.Command nightly) {
        try (var again = nightly.start()) {
            assertThat(again.exitCode()).isEqualTo(FINDINGS);
            assertThat(again.out()).contains("The nightly run of 2026-01-31 is complete already.");
        }
    }

    private static void aStartForAnotherScopeIsRefused(AtrestProcess.Command nightly) {
        try (var other = nightly.with("--region", "eu-central-1").start()) {
            assertThat(other.exitCode()).isEqualTo(ERROR);
            assertThat(other.out()).isEmpty();
            assertThat(other.err())
                    .contains("the nightly run of 2026-01-31 is complete already, for another request")
                    .contains("it assessed 'all accounts; all enabled regions; endpoint ")
                    .contains("now 'all accounts; region eu-central-1; endpoint ", "--data", "--date")
                    .hasLineCount(1);
        }
    }

    private static void theCodeIsThatOfTheFailOnGivenNowThoughTheReportsAreGone(
            AtrestProcess.Command nightly, Path folder) throws IOException {
        Path reports = folder.resolve("out").resolve("20260131-nightly");
        FileSystemUtils.deleteRecursively(reports);
        try (var again = nightly.with("--fail-on", "NONE").start()) {
            assertThat(again.exitCode()).as(again.err()).isEqualTo(COVERAGE_GAPS);
            assertThat(again.out())
                    .contains("is complete already.", "the reports are no longer in " + reports)
                    .doesNotContain("; reports in");
            assertThat(again.err()).isEmpty();
        }
    }

    private static void assertNothingIsLeftBehind(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .isSubsetOf(
                            "atrest.mv.db",
                            "atrest.log",
                            "atrest.lock",
                            "findings.jsonl",
                            "coverage.jsonl",
                            "backlog.csv",
                            "report.html",
                            "report.xlsx",
                            "report.pdf",
                            "manifest.json",
                            "manifest.json.sig",
                            "manifest.pub",
                            "signing-key.pem",
                            "signing-key.pub");
        }
    }
}
