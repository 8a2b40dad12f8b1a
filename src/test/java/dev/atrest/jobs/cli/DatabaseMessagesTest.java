package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.util.concurrent.CompletableFuture;
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
    void whoHasJustTakenTheFolderIsWaitedForToSayWhoItIs() throws Exception {
        String ended = "{\"pid\":2147483647,\"host\":\"%s\",\"user\":\"root\",\"started\":\"2026-01-31T00:00:00Z\","
                        .formatted(InetAddress.getLocalHost().getHostName())
                + "\"command\":\"assess\"}";
        String taken =
                ended.replace("2147483647", "" + ProcessHandle.current().pid()).replace("assess", "nightly");
        Files.writeString(data.resolve("atrest.owner"), ended);
        var lock = data.resolve("atrest.lock");
        try (var channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(channel.lock().isValid()).isTrue();
            CompletableFuture<Integer> other = CompletableFuture.supplyAsync(this::runs);
            Files.writeString(data.resolve("atrest.owner"), taken);
            assertThat(other.join()).isEqualTo(ExitCode.ERROR);
        }
        assertThat(err.toString())
                .contains(" is in use by atrest nightly (process ")
                .hasLineCount(1);
    }

    @Test
    void oneThatAnotherProgramHasOpenIsNoOldOne() throws Exception {
        assertThat(runs()).isEqualTo(ExitCode.COMPLIANT);
        try (var other = FileChannel.open(data.resolve("atrest.mv.db"), StandardOpenOption.WRITE)) {
            assertThat(other.lock().isValid()).isTrue();
            assertThat(runs()).isEqualTo(ExitCode.ERROR);
        }
        assertThat(err.toString())
                .contains("is in use by a program that is not atrest; end it, or name another folder with --data")
                .hasLineCount(1);
    }

    @Test
    void oneThatIsDamagedSaysSo() throws Exception {
        Files.writeString(data.resolve("atrest.mv.db"), "no database".repeat(2_000));

        assertThat(runs()).isEqualTo(ExitCode.ERROR);
        assertThat(err.toString())
                .contains("is damaged, or no database of atrest", "name another folder with --data")
                .hasLineCount(1);
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
