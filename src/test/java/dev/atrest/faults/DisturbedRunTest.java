package dev.atrest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Whatever ends a run before its time, the run goes on where it was, and nothing is lost or there twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DisturbedRunTest {

    private final EmbeddedAws aws = EmbeddedAws.start(Estate.load(Path.of("src/test/resources/estates/pages.yml")));
    private Outcome undisturbed;

    @BeforeAll
    void assessUndisturbed(@TempDir Path folder) {
        undisturbed = new DisturbedRun(aws, folder).finish();
    }

    @AfterAll
    void stop() {
        aws.close();
    }

    @Test
    void aRunThatIsKilledInEveryStepEndsAsAnUndisturbedOne(@TempDir Path folder) {
        var run = new DisturbedRun(aws, folder);
        long calls =
                undisturbed.calls().values().stream().mapToLong(Long::longValue).sum();
        for (Moment moment : List.of(
                new Moment.AtCall(3),
                new Moment.AtCall(calls / 3),
                new Moment.AtCall(calls / 4),
                new Moment.InTask("Evaluating", Duration.ofMillis(150)),
                new Moment.InTask("Updating the backlog", Duration.ZERO),
                new Moment.InReport("report.xlsx", Duration.ZERO),
                new Moment.InReport("report.pdf", Duration.ZERO),
                new Moment.InTask("Sealing", Duration.ZERO))) {
            System.out.println("kill -9 " + moment);
            assertThat(run.kill(moment)).as("killed " + moment).isTrue();
        }
        Outcome killed = run.finish();

        assertThatItEndsAsTheUndisturbedOne(killed);
        System.out.println(killed.repeated());
        assertThat(killed.repeated().pagesOfListing())
                .as("answered pages of one listing that were asked for again after a kill")
                .isLessThanOrEqualTo(1);
    }

    @Test
    void aRunThatFillsTheDiskSaysSoAndGoesOnOnceThereIsSpace(@TempDir Path folder) throws Exception {
        try (var database = SmallDisk.mount(folder.resolve("data"), "2m");
                var reports = SmallDisk.mount(folder.resolve("out"), "1m")) {
            var run = new DisturbedRun(aws, folder);

            assertThat(run.fail())
                    .contains(
                            "the database in " + folder.resolve("data") + " cannot be written: No space left on device")
                    .contains("goes on where it was")
                    .hasLineCount(1);
            database.grow("200m");
            String said = run.fail();
            assertThat(said)
                    .containsPattern("cannot be written: No space left on device.*goes on where it was")
                    .hasLineCount(1);
            assertThat(filesIn(folder.resolve("out")))
                    .as("other reports that were written to their end")
                    .allMatch(file -> !file.getFileName().toString().startsWith("."))
                    .noneMatch(file -> said.contains(file.getFileName() + " cannot be written"));
            reports.grow("200m");
            assertThatItEndsAsTheUndisturbedOne(run.finish());
        }
    }

    private void assertThatItEndsAsTheUndisturbedOne(Outcome disturbed) {
        assertThat(disturbed.findings()).isEqualTo(undisturbed.findings());
        assertThat(disturbed.backlog()).isEqualTo(undisturbed.backlog());
        assertThat(disturbed.summary()).isEqualTo(undisturbed.summary());
        assertThat(disturbed.exitCode()).isEqualTo(undisturbed.exitCode());
        assertThat(disturbed.files())
                .as("half-written and temporary files")
                .isEqualTo(undisturbed.files())
                .containsExactlyInAnyOrder(
                        "data/atrest.lock",
                        "data/atrest.log",
                        "data/atrest.mv.db",
                        "data/signing-key.pem",
                        "data/signing-key.pub",
                        "out/ID/backlog.csv",
                        "out/ID/coverage.jsonl",
                        "out/ID/findings.jsonl",
                        "out/ID/manifest.json",
                        "out/ID/manifest.json.sig",
                        "out/ID/manifest.pub",
                        "out/ID/report.html",
                        "out/ID/report.pdf",
                        "out/ID/report.xlsx");
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
