package dev.atrest.evaluators;

import static dev.atrest.evaluators.Catalogs.FRAMEWORK;
import static dev.atrest.evaluators.Catalogs.RULE;
import static dev.atrest.evaluators.Catalogs.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atrest.model.Framework;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own rules, frameworks and settings, laid over those that ship. */
class OverlayTest {

    private static final String OWN_RULE =
            RULE.replace("id: bucket-encrypted", "id: own-rule").replace("{ house: [H1] }", "{}");

    @TempDir
    Path folder;

    private Path base;
    private Path own;

    @BeforeEach
    void aConfigurationAndAFolderOfOnesOwn() {
        base = Catalogs.directory(folder.resolve("config"), RULE, FRAMEWORK, SETTINGS);
        own = folder.resolve("own");
    }

    private Path write(String name, String content) {
        try {
            Path file = own.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private RuleCatalog load() {
        return RuleCatalog.load(base, List.of(own));
    }

    private List<Problem> problems() {
        return catchThrowableOfType(CatalogException.class, this::load).problems();
    }

    @Test
    void rulesAreAddedFromAnyFolderAndNamedByTheirFile() {
        Path file = write("team/deep/own.yml", OWN_RULE);

        var catalog = load();

        assertThat(catalog.rules()).extracting(Rule::id).containsExactly("bucket-encrypted", "own-rule");
        assertThat(catalog.find("own-rule").map(Rule::file)).contains(file.toString());
        assertThat(catalog.rules())
                .filteredOn(catalog::isOwn)
                .extracting(Rule::id)
                .containsExactly("own-rule");
    }

    @Test
    void aRuleOfTheSameIdReplacesTheOneThatShips() {
        write("rules/other.yml", RULE.replace("severity: HIGH", "severity: LOW"));

        assertThat(load().rules()).singleElement().extracting(Rule::severity).isEqualTo(Severity.LOW);
    }

    @Test
    void twoRulesOfOneIdInOneFolderAreAProblem() {
        write("a.yml", OWN_RULE);
        Path second = write("b.yml", OWN_RULE);

        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(second.toString());
            assertThat(problem.message()).isEqualTo("rule 'own-rule' is already given by " + own.resolve("a.yml"));
        });
    }

    @Test
    void aRuleThatIsSwitchedOffIsGoneAndItsControlIsLeftToTheAuditor() {
        write("settings.yml", "disabledRules: [bucket-encrypted]");
        write("own.yml", OWN_RULE);

        var catalog = load();

        assertThat(catalog.rules()).extracting(Rule::id).containsExactly("own-rule");
        assertThat(catalog.frameworks().getFirst().controls().getFirst())
                .isEqualTo(new Framework.Control(
                        "H1",
                        "One",
                        Framework.Assessment.MANUAL,
                        "Not assessed automatically: the configuration takes away bucket-encrypted."));
        assertThat(catalog.settings().values()).doesNotContainKey("disabledRules");
    }

    @Test
    void anUnknownRuleCannotBeSwitchedOff() {
        Path settings = write("settings.yml", "rotationDays: 90\ndisabledRules:\n  - bucket-encryptd\n");

        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(settings.toString());
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.message())
                    .isEqualTo("unknown rule 'bucket-encryptd' in disabledRules; there are bucket-encrypted");
        });
    }

    @Test
    void settingsAreOverriddenKeyByKey() {
        write("settings.yml", """
                rotationDays: 90
                classification: { synonyms: { PUBLIC: [world] } }
                slaDays: { HIGH: 3 }
                team: platform
                """);

        var settings = load().settings();

        assertThat(settings.values())
                .containsEntry("rotationDays", 90L)
                .containsEntry("team", "platform")
                .containsEntry("trustedAccounts", List.of("444455556666"));
        assertThat(settings.slaDays(Severity.HIGH)).isEqualTo(3);
        assertThat(settings.slaDays(Severity.LOW)).isEqualTo(180);
        assertThat(settings.classifier()
                        .classify("111122223333", Map.of("data-class", "world"))
                        .valid())
                .isTrue();
        assertThat(settings.classifier()
                        .classify("111122223333", Map.of("data-class", "open"))
                        .valid())
                .isFalse();
        assertThat(settings.classifier()
                        .classify("111122223333", Map.of("data-class", "secret"))
                        .valid())
                .isTrue();
    }

    @Test
    void aSettingKeepsItsKind() {
        Path settings = write("settings.yml", "trustedAccounts: none\nslaDays: { HIGH: soon }\n");

        assertThat(problems())
                .extracting(Problem::file, Problem::line, Problem::message)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                settings.toString(),
                                1,
                                "'trustedAccounts' is 'none', but must be a list, as in %s:7"
                                        .formatted(base.resolve("settings.yml"))),
                        org.assertj.core.groups.Tuple.tuple(
                                settings.toString(),
                                2,
                                "'slaDays.HIGH' is 'soon', but must be a whole number, as in %s:9"
                                        .formatted(base.resolve("settings.yml"))));
    }

    @Test
    void aFrameworkMayNameTheRulesThatMeetItsControls() {
        write("frameworks/mine.yml", """
                id: mine
                title: Mine
                version: "1"
                controls:
                  - { id: M1, title: One, assessment: AUTOMATED, rules: [bucket-encrypted] }
                  - { id: M2, title: Two, assessment: MANUAL, guidance: Look }
                """);

        var catalog = load();

        assertThat(catalog.frameworks()).extracting(Framework::id).containsExactly("house", "mine");
        assertThat(catalog.rules().getFirst().controls())
                .isEqualTo(Map.of("house", List.of("H1"), "mine", List.of("M1")));
    }

    @Test
    void aRuleThatAFrameworkNamesMustExist() {
        Path framework = write("frameworks/mine.yml", """
                id: mine
                title: Mine
                version: "1"
                controls:
                  - { id: M1, title: One, assessment: MANUAL, guidance: Look, rules: [no-such-rule] }
                """);

        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(framework.toString());
            assertThat(problem.line()).isEqualTo(5);
            assertThat(problem.message()).isEqualTo("unknown rule 'no-such-rule'; there are bucket-encrypted");
        });
    }

    @Test
    void aReplacedFrameworkKeepsOfTheMappingsWhatItStillHas() {
        write("frameworks/house.yml", """
                id: house
                title: House rules, revised
                version: "2"
                controls:
                  - { id: N1, title: New, assessment: MANUAL, guidance: Look }
                """);

        var catalog = load();

        assertThat(catalog.frameworks())
                .singleElement()
                .extracting(Framework::version)
                .isEqualTo("2");
        assertThat(catalog.rules().getFirst().controls()).isEmpty();
    }

    @Test
    void aControlThatNoRuleEverMetIsAProblemOfTheFrameworksFile() {
        Path framework = write("frameworks/mine.yml", """
                id: mine
                title: Mine
                version: "1"
                controls:
                  - { id: M1, title: One, assessment: AUTOMATED }
                """);

        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(framework.toString());
            assertThat(problem.message()).startsWith("mine: no rule meets M1;");
        });
    }

    @Test
    void aTypoIsShownInTheFileThatHasIt() {
        Path file = write("own.yml", OWN_RULE.replace("resource.encryption.algorithm", "resource.encrypton.algorithm"));

        assertThat(problems())
                .first()
                .satisfies(
                        problem -> assertThat(problem.toString()).startsWith(file + ":7:12: unknown fact 'encrypton'"));
    }

    @Test
    void whatLiesAboveWins() {
        write("own.yml", OWN_RULE);
        Path above = folder.resolve("above");
        Catalogs.directory(
                above,
                OWN_RULE.replace("severity: HIGH", "severity: CRITICAL"),
                FRAMEWORK,
                "disabledRules: [bucket-encrypted]\nrotationDays: 30");

        var catalog = RuleCatalog.load(base, List.of(own, above));

        assertThat(catalog.rules())
                .singleElement()
                .extracting(Rule::id, Rule::severity)
                .containsExactly("own-rule", Severity.CRITICAL);
        assertThat(catalog.settings().values()).containsEntry("rotationDays", 30L);
    }

    @Test
    void theDigestIsThatOfWhatIsInForce() throws IOException {
        String before = RuleCatalog.load(base).digest();
        write("own.yml", RULE);
        assertThat(load().digest()).as("the same said again").isEqualTo(before);

        write("own.yml", RULE.replace("HIGH", "LOW"));
        assertThat(load().digest()).isNotEqualTo(before);
        Files.delete(own.resolve("own.yml"));

        write("settings.yml", "rotationDays: 90");
        assertThat(load().digest()).isNotEqualTo(before);
        Files.delete(own.resolve("settings.yml"));

        write("frameworks/house.yml", FRAMEWORK.replace("title: Two", "title: 2"));
        assertThat(load().digest()).isNotEqualTo(before);
    }

    @Test
    void aFolderThatAddsNothingIsAMistake() throws IOException {
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo(own.toString());
            assertThat(problem.message()).isEqualTo("There is no such folder");
        });
        Files.createDirectories(own);
        assertThat(problems())
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("There are no rules, frameworks, settings or waivers (*.yml) here");
    }
}
