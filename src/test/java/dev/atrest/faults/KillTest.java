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

    /** As {@code atrest.scan.pages-in-hand} says: what an account may hold that is not written yet. */
    private static final int PAGES_IN_HAND = 8;

    @Test
    void aRunThatIsKilledInEveryStepEndsAsAnUndisturbedOne(@TempDir Path folder) throws Exception {
        try (var aws = EmbeddedAws.start(Estate.load(ESTATE))) {
            Outcome undisturbed = new DisturbedRun(aws, folder.resolve("undisturbed")).finish();
            var run = new DisturbedRun(aws, folder.resolve("killed"));

            long calls = undisturbed.calls().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            int scanKills = 0;
            for (Moment moment : List.of(
                    new Moment.AtCall(3),
                    new Moment.AtCall(calls / 3),
                    new Moment.AtCall(calls / 4),
                    new Moment.InTask("Evaluating", Duration.ofMillis(150)),
                    new Moment.InReport("report.xlsx", Duration.ZERO),
                    new Moment.InReport("report.pdf", Duration.ZERO))) {
                System.out.println("kill -9 " + moment);
                scanKills += moment instanceof Moment.AtCall ? 1 : 0;
                assertThat(run.kill(moment)).as("killed " + moment).isTrue();
            }
            Outcome killed = run.finish();

            assertThat(killed.findings()).isEqualTo(undisturbed.findings());
            assertThat(killed.backlog()).isEqualTo(undisturbed.backlog());
            assertThat(killed.summary()).isEqualTo(undisturbed.summary());
            assertThat(killed.exitCode()).isEqualTo(undisturbed.exitCode());
            assertThat(killed.files()).isEqualTo(undisturbed.files());
            noMoreThanThePagesInHandAreReadAgain(undisturbed, killed, scanKills);
        }
    }

    /** A listing's page counts by its listing call: what is described of it follows from that. */
    private static void noMoreThanThePagesInHandAreReadAgain(Outcome undisturbed, Outcome killed, int kills) {
        for (String account : List.of("111111111111", "222222222222", "333333333333")) {
            long pages = 0;
            long again = 0;
            for (String listing : Outcome.LISTINGS) {
                pages += undisturbed.calls(account, listing);
                again += killed.calls(account, listing) - undisturbed.calls(account, listing);
            }
            System.out.printf("account %s: %d pages, %d read again in %d kills%n", account, pages, again, kills);
            assertThat(again).isBetween(0L, (long) kills * PAGES_IN_HAND);
        }
    }
}
