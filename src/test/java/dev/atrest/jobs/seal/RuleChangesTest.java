package dev.atrest.jobs.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** A finding that passed and does not any more. */
    private static FindingDifference of(String rule) {
        return new FindingDifference(Optional.of(finding(rule, FindingStatus.FAIL)), Optional.empty());
    }

    private static Finding finding(String rule, FindingStatus status) {
        return new Finding(
                rule,
                status,
                Severity.HIGH,
                "arn",
                ResourceType.S3_BUCKET,
                "111122223333",
                "eu-central-1",
                "name",
                Optional.empty(),
                "message",
                List.of(),
                List.of(),
                Map.of(),
                Instant.EPOCH);
    }

    @Test
    void whatOfARuleWasChangedIsNamed(@TempDir Path folder) throws IOException {
        String rule = Files.readString(CONFIG.resolve("rules/s3/s3-bucket-classified.yml"));
        Severity before = shipped.find(RULE).orElseThrow().severity();
        RuleCatalog severity = with(folder, "rule.yml", rule.replaceFirst("severity: \\w+", "severity: INFORMATIONAL"));

        assertThat(new RuleChanges(shipped, severity).why(of(RULE)))
                .isEqualTo("the rule was changed: severity " + before + " → INFORMATIONAL");
        assertThat(new RuleChanges(shipped, severity).all()).containsOnlyKeys(RULE);
        assertThat(new RuleChanges(shipped, shipped).all()).isEmpty();
    }

    @Test
    void aWaiverThatIsThereNoLongerIsNotTakenForOtherSoftware(@TempDir Path folder) throws IOException {
        RuleCatalog waived = with(folder, "waivers.yml", """
                waivers:
                  - { id: one, rule: s3-*, resource: "*", reason: r, approver: a, granted: 2026-01-01, expires: 2026-12-31 }
                """);
        Finding failed = finding(RULE, FindingStatus.FAIL);
        var difference = new FindingDifference(Optional.of(failed.waivedBy("one")), Optional.of(failed));

        assertThat(new RuleChanges(waived, shipped).why(difference))
                .isEqualTo("the rule is the same, the waivers were changed");
        assertThat(new RuleChanges(shipped, shipped).why(difference)).contains("the software was changed");
        assertThat(new RuleChanges(waived, shipped).why(of(RULE))).contains("the software was changed");
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

        assertThat(new RuleChanges(shipped, changed).why(of(RULE))).isEqualTo("the rule was changed: title");
        assertThat(new RuleChanges(shipped, without).why(of(RULE))).isEqualTo("the rule is gone");
        assertThat(new RuleChanges(without, shipped).why(of(RULE))).isEqualTo("the rule is new");
        assertThat(new RuleChanges(shipped, settings).why(of(RULE)))
                .isEqualTo("the rule is the same, the settings were changed");
        assertThat(new RuleChanges(shipped, frameworks).why(of(RULE)))
                .isEqualTo("the rule is the same, the frameworks were changed");
        assertThat(new RuleChanges(shipped, shipped).why(of(RULE)))
                .isEqualTo("rules and settings are the same: the database or the software was changed");
    }
}
