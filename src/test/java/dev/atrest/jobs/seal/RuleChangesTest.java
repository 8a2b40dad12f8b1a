package dev.atrest.jobs.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.evaluators.RuleCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleChangesTest {

    private static final String RULE = "s3-bucket-classified";
    private static final Path CONFIG = Path.of("config");

    private final RuleCatalog shipped = RuleCatalog.list(CONFIG, List.of());

    private RuleCatalog with(Path overlay, String file, String content) throws IOException {
        Files.createDirectories(overlay.resolve(file).getParent());
        Files.writeString(overlay.resolve(file), content);
        return RuleCatalog.list(CONFIG, List.of(overlay));
    }

    @Test
    void theReasonIsTheNearestThatThereIs(@TempDir Path folder) throws IOException {
        String rule = Files.readString(CONFIG.resolve("rules/s3/s3-bucket-classified.yml"));
        RuleCatalog changed = with(folder.resolve("a"), "rule.yml", rule.replaceFirst("title: ", "title: Really, "));
        RuleCatalog without = with(folder.resolve("b"), "settings.yml", "disabledRules: [" + RULE + "]");
        RuleCatalog settings = with(folder.resolve("c"), "settings.yml", "rotationDays: 1");
        RuleCatalog frameworks = with(
                folder.resolve("d"),
                "frameworks/own.yml",
                "{ id: own, title: Own, version: '1', controls: [ { id: '1', title: One, assessment: MANUAL, guidance: Look } ] }");

        assertThat(new RuleChanges(shipped, changed).why(RULE)).isEqualTo("the rule was changed");
        assertThat(new RuleChanges(shipped, without).why(RULE)).isEqualTo("the rule is gone");
        assertThat(new RuleChanges(without, shipped).why(RULE)).isEqualTo("the rule is new");
        assertThat(new RuleChanges(shipped, settings).why(RULE))
                .isEqualTo("the rule is the same, the settings were changed");
        assertThat(new RuleChanges(shipped, frameworks).why(RULE))
                .isEqualTo("the rule is the same, the frameworks were changed");
        assertThat(new RuleChanges(shipped, shipped).why(RULE))
                .isEqualTo("rules and settings are the same: the database or the software was changed");
    }
}
