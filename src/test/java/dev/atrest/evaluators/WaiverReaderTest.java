package dev.atrest.evaluators;

import static dev.atrest.evaluators.Catalogs.FRAMEWORK;
import static dev.atrest.evaluators.Catalogs.RULE;
import static dev.atrest.evaluators.Catalogs.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file of waivers may say. */
class WaiverReaderTest {

    private static final String WAIVERS = """
            waivers:
              - id: old-buckets
                rule: bucket-*
                resource: "arn:aws:s3:::old-*"
                account: "111122223333"
                tags: { Application: crm, Stage: "*" }
                reason: They go away.
                approver: Jane Doe (CISO)
                ticket: RISK-1
                granted: 2026-09-01
                expires: 2026-12-31
            """;

    @TempDir
    Path folder;

    private Path config;
    private Path own;

    @BeforeEach
    void aConfigurationWithoutWaivers() throws IOException {
        config = Catalogs.directory(folder.resolve("config"), RULE, FRAMEWORK, SETTINGS);
        own = Files.createDirectories(folder.resolve("own"));
    }

    private static void write(Path folder, String waivers) {
        try {
            Files.writeString(folder.resolve("waivers.yml"), waivers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Problem> problems(String waivers) {
        write(config, waivers);
        return catchThrowableOfType(CatalogException.class, () -> RuleCatalog.list(config, List.of()))
                .problems();
    }

    private RuleCatalog laidOver() {
        return RuleCatalog.list(config, List.of(own));
    }

    @Test
    void readsMoreThanAParserTakesFromAStranger() {
        String waiver = WAIVERS.replace("They go away.", "x".repeat(4000));
        String another = waiver.substring(waiver.indexOf("  - id"));
        write(
                own,
                waiver
                        + IntStream.range(1, 1000)
                                .mapToObj(n -> another.replace("old-buckets", "w-" + n))
                                .collect(Collectors.joining()));
        assertThat(laidOver().waivers()).hasSize(1000);
    }

    @Test
    void aWaiverIsReadWithAllThatItSays() {
        write(config, WAIVERS);

        assertThat(RuleCatalog.list(config, List.of()).waivers())
                .containsExactly(new Waiver(
                        "old-buckets",
                        "bucket-*",
                        Optional.of("arn:aws:s3:::old-*"),
                        Optional.of("111122223333"),
                        Map.of("Application", "crm", "Stage", "*"),
                        "They go away.",
                        "Jane Doe (CISO)",
                        "RISK-1",
                        LocalDate.of(2026, 9, 1),
                        LocalDate.of(2026, 12, 31),
                        "config/waivers.yml:2"));
    }

    @Test
    void onlyTheTicketMayBeLeftOutAndOneOfThePatternsIsEnough() {
        write(config, WAIVERS.replaceAll("(?m)^    (resource|account|ticket): .*\n", ""));

        assertThat(RuleCatalog.list(config, List.of()).waivers())
                .singleElement()
                .satisfies(waiver -> {
                    assertThat(waiver.ticket()).isEmpty();
                    assertThat(waiver.resource()).isEmpty();
                    assertThat(waiver.account()).isEmpty();
                });
    }

    @Test
    void theFileThatShipsIsEmptyAndItsExampleCanBeUsed() throws IOException {
        Path shipped = Path.of("config/waivers.yml");
        assertThat(RuleCatalog.list(Path.of("config"), List.of()).waivers()).isEmpty();

        String example = Files.readString(shipped)
                .lines()
                .dropWhile(line -> !line.equals("# waivers:"))
                .filter(line -> line.startsWith("# "))
                .map(line -> line.substring(2) + "\n")
                .reduce("", String::concat);
        write(own, example);
        assertThat(RuleCatalog.list(Path.of("config"), List.of(own)).waivers())
                .extracting(Waiver::id)
                .containsExactly("crm-volumes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            waivers:                     | waiver:                      | 1:1   | a file of waivers needs 'waivers'
            waivers:                     | waiver:                      | 1:1   | unknown key 'waiver'; a file of waivers has waivers
            id: old-buckets              | id: Old_Buckets              | 2:9   | 'id' is 'Old_Buckets', but must be kebab-case: lower-case words and digits joined by '-'
            id: old-buckets              | name: old-buckets            | 2:5   | a waiver needs 'id'
            id: old-buckets              | name: old-buckets            | 2:5   | unknown key 'name'; a waiver has account, approver, expires, granted, id, reason, resource, rule, tags, ticket
            rule: bucket-*               | rule: bucket-encrypt         | 3:11  | waiver 'old-buckets' waives no rule: there is none that is called 'bucket-encrypt'; is it bucket-encrypted?; atrest rules list shows all
            rule: bucket-*               | rule: s3-*                   | 3:11  | waiver 'old-buckets' waives no rule: there is none that is called 's3-*'; atrest rules list shows all
            resource: "arn:aws:s3:::old-*" | resource: old-*            | 4:15  | 'resource' is 'old-*', but must be an ARN, in which * stands for any characters, such as arn:aws:s3:::NAME or *
            account: "111122223333"      | account: "11112222333"       | 5:14  | 'account' is '11112222333', but must be twelve digits, or fewer with * for the others
            account: "111122223333"      | account: "1111222233334*"    | 5:14  | 'account' is '1111222233334*', but must be twelve digits, or fewer with * for the others
            account: "111122223333"      | account: webshop             | 5:14  | 'account' is 'webshop', but must be twelve digits, or fewer with * for the others
            tags: { Application: crm, Stage: "*" } | tags: {}           | 6:11  | 'tags' must name from 1 to 50 tags, but names 0
            Stage: "*"                   | Stage: [a, b]                | 6:38  | tag 'Stage' is a list, but must be text of at most 256 characters, in which * stands for any
            tags: { Application: crm, Stage: "*" } | tags: crm          | 6:11  | Expected 'tags', a mapping of keys to values, but found 'crm'
            reason: They go away.        | reason: ""                   | 7:13  | 'reason' must be text, but is ''
            reason: They go away.        | because: They go away.       | 2:5   | a waiver needs 'reason'
            approver: Jane Doe (CISO)    | approver:                    | 8:14  | 'approver' must be text, but is nothing
            ticket: RISK-1               | ticket: [RISK-1]             | 9:13  | 'ticket' must be text, but is a list
            granted: 2026-09-01          | granted: 1.9.2026            | 10:14 | 'granted' is '1.9.2026', but must be a day of the calendar, YYYY-MM-DD
            expires: 2026-12-31          | expires: 2026-11-31          | 11:14 | 'expires' is '2026-11-31', but must be a day of the calendar, YYYY-MM-DD
            expires: 2026-12-31          | expires: +30d                | 11:14 | 'expires' is '+30d', but must be a day of the calendar, YYYY-MM-DD
            expires: 2026-12-31          | expires: 2026-08-31          | 11:14 | 'expires' is 2026-08-31, but must not be before 'granted', 2026-09-01
            expires: 2026-12-31          | until: 2026-12-31            | 2:5   | a waiver needs 'expires'
            """)
    void whatIsWrongIsNamedWithItsPlaceAndWhatIsAllowed(String good, String bad, String place, String message) {
        assertThat(WAIVERS).contains(good);

        assertThat(problems(WAIVERS.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad))))
                .anySatisfy(problem -> {
                    assertThat(problem.file())
                            .isEqualTo(config.resolve("waivers.yml").toString());
                    assertThat(problem.line() + ":" + problem.column() + " " + problem.message())
                            .isEqualTo(place + " " + message);
                });
    }

    @Test
    void whoeverWaivesARuleEverywhereHasToSaySo() {
        String everywhere = WAIVERS.replaceAll("(?m)^    (resource|account|tags): .*\n", "");

        assertThat(problems(everywhere))
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo(
                        "a waiver needs at least one of 'resource', 'account' and 'tags'; to waive its rules on every"
                                + " resource, write resource: \"*\"");
        write(config, everywhere.replace("rule: bucket-*", "rule: bucket-*\n    resource: \"*\""));
        assertThat(RuleCatalog.list(config, List.of()).waivers()).hasSize(1);
    }

    @Test
    void allProblemsOfAllWaiversAreToldAtOnce() {
        assertThat(problems("waivers:\n  - id: a\n  - id: b\n    approver: X\n  - 7\n"))
                .hasSize(5 + 1 + 4 + 1 + 1)
                .extracting(Problem::message)
                .contains("Expected a waiver, a mapping of keys to values, but found the number 7");
    }

    @Test
    void textsThatGoOnForEverAreRefused() {
        assertThat(problems(WAIVERS.replace("They go away.", "x".repeat(4001))))
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("Expected at most 4000 characters, but found 4001");
    }

    @Test
    void twoWaiversOfOneIdInOneFileAreAProblem() {
        String again = WAIVERS + WAIVERS.replace("waivers:\n", "");

        assertThat(problems(again)).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(12);
            assertThat(problem.message()).isEqualTo("waiver 'old-buckets' is already given in line 2");
        });
    }

    @Test
    void aFolderLaidOverAddsWaiversAndReplacesThoseOfTheSameId() {
        write(config, WAIVERS + WAIVERS.replace("waivers:\n", "").replace("old-buckets", "others"));
        write(
                own,
                WAIVERS.replace("RISK-1", "RISK-2")
                        + WAIVERS.replace("waivers:\n", "").replace("old-b", "my-b"));

        assertThat(laidOver().waivers())
                .extracting(waiver -> waiver.id() + " " + waiver.ticket() + " " + waiver.file())
                .containsExactly(
                        "my-buckets RISK-1 " + own.resolve("waivers.yml") + ":12",
                        "old-buckets RISK-2 " + own.resolve("waivers.yml") + ":2",
                        "others RISK-1 config/waivers.yml:12");
    }

    @Test
    void aWaiverMayNameARuleOfAFolderLaidOverOrOneThatIsSwitchedOff() throws IOException {
        write(config, WAIVERS.replace("bucket-*", "own-rule"));
        write(own, WAIVERS.replace("old-buckets", "mine").replace("bucket-*", "bucket-encrypted"));
        Files.writeString(own.resolve("settings.yml"), "disabledRules: [bucket-encrypted]");
        Files.writeString(
                own.resolve("own.yml"),
                RULE.replace("id: bucket-encrypted", "id: own-rule").replace("{ house: [H1] }", "{}"));

        assertThat(laidOver().waivers()).hasSize(2);
    }

    @Test
    void aTypoIsFoundInAFolderLaidOver() {
        write(own, WAIVERS.replace("bucket-*", "bucket-encryptd"));

        assertThat(catchThrowableOfType(CatalogException.class, this::laidOver).problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.file())
                            .isEqualTo(own.resolve("waivers.yml").toString());
                    assertThat(problem.line()).isEqualTo(3);
                    assertThat(problem.message()).contains("is it bucket-encrypted?");
                });
    }

    @Test
    void waiversBelongToTheDigest() {
        String without = RuleCatalog.list(config, List.of()).digest();
        write(config, "# none\nwaivers: []\n");
        assertThat(RuleCatalog.list(config, List.of()).digest()).isEqualTo(without);
        write(config, WAIVERS);
        String with = RuleCatalog.list(config, List.of()).digest();
        assertThat(with).isNotEqualTo(without);
        write(config, "# a comment\n" + WAIVERS);
        assertThat(RuleCatalog.list(config, List.of()).digest()).isEqualTo(with);
        write(config, WAIVERS.replace("2026-12-31", "2026-12-30"));
        assertThat(RuleCatalog.list(config, List.of()).digest()).isNotEqualTo(with);
    }

    @Test
    void aWaiverThatIsTooLongStopsNothing() throws IOException {
        write(config, WAIVERS);
        Files.writeString(config.resolve("settings.yml"), SETTINGS + "maxWaiverDays: 120\n");

        var uses = RuleCatalog.list(config, List.of()).waiversOn(LocalDate.of(2026, 10, 1));

        assertThat(uses).extracting(WaiverUse::state).containsExactly(WaiverUse.State.TOO_LONG);
    }

    @ParameterizedTest
    @CsvSource({"0, the number 0", "36501, the number 36501", "a year, '''a year'''", "-1, the number -1"})
    void theLongestWaiverIsANumberOfDays(String days, String found) throws IOException {
        Files.writeString(config.resolve("settings.yml"), SETTINGS + "maxWaiverDays: " + days + "\n");

        assertThat(catchThrowableOfType(CatalogException.class, () -> RuleCatalog.list(config, List.of()))
                        .problems())
                .singleElement()
                .extracting(Problem::message)
                .isEqualTo("Expected a number of days from 1 to 36500, but found " + found);
    }
}
