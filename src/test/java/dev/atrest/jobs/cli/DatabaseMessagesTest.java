package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that cannot be opened is told in one message that says what to do. */
class DatabaseMessagesTest {

    @TempDir
    private Path data;

    private final StringWriter err = new StringWriter();

    private int runs() {
        return AtrestCommand.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true))
                .execute("runs", "--data", data.toString());
    }

    @Test
    void oneThatIsInUseNamesWhoUsesIt() throws Exception {
        try (var holder = AtrestContext.start(Home.locate(), data, "assess", beans -> {})) {
            assertThat(runs()).isEqualTo(ExitCode.ERROR);
        }
        assertThat(err.toString())
                .startsWith("atrest: the database in " + data + " is in use by atrest assess (process "
                        + ProcessHandle.current().pid() + " on ")
                .contains("; wait for it, or name another folder with --data")
                .hasLineCount(1);
        assertThat(runs()).as("once it is given back").isEqualTo(ExitCode.COMPLIANT);
    }

    @Test
    void oneOfANewerVersionSaysSo() throws Exception {
        assertThat(runs()).isEqualTo(ExitCode.COMPLIANT);
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + data.resolve("atrest"), "", "");
                var statement = connection.createStatement()) {
            statement.execute(
                    "insert into \"flyway_schema_history\" select \"installed_rank\" + 100, '999', 'of tomorrow',"
                            + " \"type\", 'V999__of_tomorrow.sql', 1, \"installed_by\", \"installed_on\", 1, true"
                            + " from \"flyway_schema_history\" where \"version\" = '2'");
        }

        assertThat(runs()).isEqualTo(ExitCode.ERROR);
        assertThat(err.toString())
                .contains("the database is of a newer version of atrest: its tables are of version 999")
                .contains("upgrade atrest, or name another folder with --data")
                .hasLineCount(1);
    }
}
