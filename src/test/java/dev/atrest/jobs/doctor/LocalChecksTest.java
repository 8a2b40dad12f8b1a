package dev.atrest.jobs.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.readers.Check;
import dev.atrest.readers.Check.Result;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class LocalChecksTest {

    private static final Home HOME = Home.locate();

    @TempDir
    private Path folder;

    @Test
    void aNewFolderAndTheRulesThatShipAreWell() {
        assertThat(checks(folder.resolve("data"), List.of()))
                .extracting(Check::subject, Check::result)
                .containsExactly(
                        tuple("rules", Result.OK), tuple("data folder", Result.OK), tuple("database", Result.OK));
    }

    @Test
    void aDatabaseOfANewerVersionAndOneThatIsInUseAreGaps() throws IOException {
        try (var application = AtrestContext.start(HOME, folder, beans -> {})) {
            application.getBean(JdbcClient.class).sql("""
                            insert into "flyway_schema_history" ("installed_rank", "version", "description", "type",
                                "script", "checksum", "installed_by", "execution_time", "success")
                            values (99, '99', 'newer', 'SQL', 'V99__newer.sql', 1, 'sa', 1, true)""").update();
        }
        assertThat(check("database").result()).isEqualTo(Result.GAP);
        assertThat(check("database").detail()).contains("does not fit this version of atrest");

        try (var file = FileChannel.open(folder.resolve("atrest.mv.db"), StandardOpenOption.WRITE);
                var lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(check("database").result()).isEqualTo(Result.GAP);
            assertThat(check("database").detail()).isEqualTo("in use by another atrest");
        }
    }

    @Test
    void aFolderThatCannotBeWrittenAndARuleWithAMistakeAreGaps() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path rules = Files.createDirectories(folder.resolve("rules"));
        Files.writeString(rules.resolve("broken.yml"), "id: broken\n");

        assertThat(checks(file, List.of(rules)))
                .extracting(Check::subject, Check::result)
                .containsExactly(tuple("rules", Result.GAP), tuple("data folder", Result.GAP));
    }

    private Check check(String subject) {
        return checks(folder, List.of()).stream()
                .filter(check -> check.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private static List<Check> checks(Path data, List<Path> rules) {
        return new LocalChecks(HOME, data, () -> RuleCatalog.load(HOME.config(), rules)).all();
    }
}
