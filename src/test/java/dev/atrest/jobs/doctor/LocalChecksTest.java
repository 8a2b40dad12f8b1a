package dev.atrest.jobs.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.readers.Check;
import dev.atrest.readers.Check.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

        try (var application = AtrestContext.start(HOME, folder.resolve("used"), "assess", beans -> {})) {
            assertThat(application.isActive()).isTrue();
            Check used = checks(folder.resolve("used"), List.of()).getLast();
            assertThat(used.result()).isEqualTo(Result.GAP);
            assertThat(used.detail()).contains("is in use by atrest assess");
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
