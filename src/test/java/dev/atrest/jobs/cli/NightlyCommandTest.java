package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line of the nightly run takes. */
class NightlyCommandTest {

    private final StringWriter err = new StringWriter();

    private int nightly(String... arguments) {
        var all = new java.util.ArrayList<>(java.util.List.of("nightly"));
        all.addAll(java.util.List.of(arguments));
        return AtrestCommand.commandLine().setErr(new PrintWriter(err, true)).execute(all.toArray(String[]::new));
    }

    @Test
    void withoutARoleOrAccountsItCouldEnterNoAccountButItsOwn() {
        assertThat(nightly()).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("--role", "--accounts-file", "See: atrest nightly --help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0d", "-1", "d", "90 days", "3w", "100000"})
    void keepingIsForDaysOrRuns(String keep) {
        assertThat(nightly("--role", "audit", "--keep", keep)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("'" + keep + "' is neither days (90d) nor a number of runs (30)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "5", "2d", "-1h"})
    void waitingIsForATime(String duration) {
        assertThat(nightly("--role", "audit", "--wait=" + duration)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("'" + duration + "' is not a time: 90s, 30m or 2h");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-13-01", "2026-02-29", "20260131", "+12026-01-31", ""})
    void aNightIsADate(String date) {
        assertThat(nightly("--role", "audit", "--date=" + date)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--date", "'" + date + "' is not a date: YYYY-MM-DD")
                .doesNotContain("Exception");
    }

    @Test
    void aNightIsNotInTheFuture() {
        // The day after tomorrow, for tomorrow may have begun when the command looks.
        LocalDate future = LocalDate.now().plusDays(2);
        assertThat(nightly("--role", "audit", "--date", future.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString())
                .contains("--date: " + future + " is in the future; a night is that of today, ", " or an earlier one");
    }
}
