package dev.atrest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at any moment, start again: the run goes on where it was, and nothing is lost or there twice. */
class KillTest {

    private static final Path ESTATE = Path.of("src/test/resources/estates/pages.yml");

    @Test
    void aRunThatIsKilledInEveryStepEndsAsAnUndisturbedOne(@TempDir Path folder) throws Exception {
        try (var aws = EmbeddedAws.start(Estate.load(ESTATE))) {
            Outcome undisturbed = new DisturbedRun(aws, folder.resolve("undisturbed")).finish();
            var run = new DisturbedRun(aws, folder.resolve("killed"));

            for (Moment moment : List.of(
                    new Moment.AtCall(3),
                    new Moment.AtCall(150),
                    new Moment.AtCall(500),
                    new Moment.InTask("Evaluating", Duration.ofMillis(150)),
                    new Moment.InReport("report.xlsx", Duration.ZERO),
                    new Moment.InReport("report.pdf", Duration.ZERO))) {
                assertThat(run.kill(moment)).as("killed " + moment).isTrue();
            }
            Outcome killed = run.finish();

            assertThat(killed.findings()).isEqualTo(undisturbed.findings());
            assertThat(killed.backlog()).isEqualTo(undisturbed.backlog());
            assertThat(killed.summary()).isEqualTo(undisturbed.summary());
            assertThat(killed.exitCode()).isEqualTo(undisturbed.exitCode());
            assertThat(killed.files()).isEqualTo(undisturbed.files());
            System.out.println(undisturbed.files() + "\n" + undisturbed.summary());
            undisturbed
                    .calls()
                    .forEach((t, n) -> System.out.println(
                            t + " " + n + " / " + killed.calls().get(t)));
        }
    }
}
