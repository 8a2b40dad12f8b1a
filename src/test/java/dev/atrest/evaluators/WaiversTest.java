package dev.atrest.evaluators;

import static dev.atrest.evaluators.Resources.NO_KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Fact;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Resource;
import dev.atrest.model.WaiverUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of failures that waivers cover. */
class WaiversTest {

    private static final Instant NOW = Instant.parse("2026-11-23T13:00:00Z");
    private static final String ALWAYS = "granted: 2026-09-01, expires: 2026-12-31";

    @TempDir
    Path folder;

    /** Lines of the form {@code id: ID, rule: …, resource: …} without what waivers need besides. */
    private Evaluation waiving(Instant time, String... waivers) throws IOException {
        Catalogs.directory(folder, Catalogs.RULE, Catalogs.FRAMEWORK, Catalogs.SETTINGS);
        var file = new StringBuilder("waivers:\n");
        for (String waiver : waivers) {
            file.append("  - { reason: R, approver: A, ").append(waiver).append(" }\n");
        }
        Files.writeString(folder.resolve("waivers.yml"), file);
        return new Evaluation(RuleCatalog.load(folder), NO_KEYS, Inventory.NOTHING, time);
    }

    private static Resource bucket(Fact<Map<String, String>> tags) {
        return Resources.bucket(Resources.encryption("NONE", ""), tags);
    }

    private static Resource bucket(Map<String, String> tags) {
        return bucket(Resources.tags(tags));
    }

    private static Finding only(Judgement judgement) {
        assertThat(judgement.findings()).hasSize(1);
        return judgement.findings().getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rule: bucket-encrypted, resource: "*"                                  | WAIVED
            rule: "*", resource: "*"                                               | WAIVED
            rule: "*-encrypted", resource: "*"                                     | WAIVED
            rule: bucket*ed, resource: "arn:aws:test:::ledger"                     | WAIVED
            rule: bucket-*, resource: "arn:aws:test:::ledge"                       | FAIL
            rule: bucket-*, resource: "arn:*:test:*:ledger"                        | WAIVED
            rule: bucket-*, resource: "arn:*:s3:*:ledger"                          | FAIL
            rule: bucket-*, account: "111122223333"                                | WAIVED
            rule: bucket-*, account: 111122223333                                  | WAIVED
            rule: bucket-*, account: "111122223334"                                | FAIL
            rule: bucket-*, account: "1111*"                                       | WAIVED
            rule: bucket-*, account: "*3333"                                       | WAIVED
            rule: bucket-*, account: "2*"                                          | FAIL
            rule: bucket-*, tags: { Application: crm }                             | WAIVED
            rule: bucket-*, tags: { application: crm }                             | FAIL
            rule: bucket-*, tags: { Application: CRM }                             | FAIL
            rule: bucket-*, tags: { Application: "c*m", Stage: "prod*" }           | WAIVED
            rule: bucket-*, tags: { Application: crm, Stage: test }                | FAIL
            rule: bucket-*, tags: { Application: crm, Owner: "*" }                 | FAIL
            rule: bucket-*, tags: { Empty: "*" }                                   | WAIVED
            rule: bucket-*, tags: { Empty: "" }                                    | WAIVED
            rule: bucket-*, tags: { Note: "=cmd*'!A0" }                            | WAIVED
            rule: bucket-*, tags: { Lines: "a*b" }                                 | WAIVED
            rule: bucket-*, tags: { Dots: "a.c" }                                  | FAIL
            rule: bucket-*, resource: "*ledger", account: "2*"                     | FAIL
            rule: bucket-*, resource: "*ledger", account: "1*", tags: { Stage: x } | FAIL
            rule: bucket-*, resource: "*ledger", account: "1*", tags: { Stage: p* } | WAIVED
            """)
    void allPatternsOfAWaiverMustMatch(String waiver, String expected) throws IOException {
        var tags = Map.of(
                "Application", "crm",
                "Stage", "production",
                "Empty", "",
                "Note", "=cmd'/C calc'!A0",
                "Lines", "a\n\u202Eb",
                "Dots", "abc");

        var judgement =
                waiving(NOW, "id: the-waiver, " + waiver + ", " + ALWAYS).judge(bucket(tags));

        assertThat(only(judgement).status()).isEqualTo(FindingStatus.valueOf(expected));
        assertThat(judgement.waivers()).isEqualTo(expected.equals("WAIVED") ? List.of("the-waiver") : List.of());
    }

    @Test
    void aWaivedFindingSaysAllThatTheFailureSaid() throws IOException {
        Finding failure = only(
                waiving(NOW, "id: a, rule: \"*\", account: \"9*\", " + ALWAYS).judge(bucket(Map.of())));
        Finding waived = only(
                waiving(NOW, "id: a, rule: \"*\", account: \"1*\", " + ALWAYS).judge(bucket(Map.of())));

        assertThat(failure.status()).isEqualTo(FindingStatus.FAIL);
        assertThat(failure.waiver()).isEmpty();
        assertThat(waived).isEqualTo(failure.waivedBy("a"));
        assertThat(waived.message()).isEqualTo("ledger has NONE");
        assertThat(waived.evidence()).isNotEmpty().isEqualTo(failure.evidence());
        assertThat(waived.waiver()).contains("a");
    }

    @Test
    void whatIsNotAFailureStaysAsItIs() throws IOException {
        var evaluation = waiving(NOW, "id: a, rule: \"*\", resource: \"*\", " + ALWAYS);

        var undecided = evaluation.judge(
                Resources.bucket(Fact.unread("s3:GetBucketEncryption", "AccessDenied"), Resources.tags(Map.of())));
        assertThat(only(undecided).status()).isEqualTo(FindingStatus.NOT_ASSESSED);
        assertThat(undecided.waivers()).isEmpty();

        var other = evaluation.judge(bucket(Map.of("DataProtectionClass", "PUBLIC")));
        assertThat(other).isEqualTo(new Judgement(List.of(), List.of()));
    }

    @Test
    void tagsThatWereNotReadMatchNothing() throws IOException {
        // A rule that does not look at tags fails all the same.
        String rule = Catalogs.RULE.replace("when: resource.dataProtectionClass != \"PUBLIC\"\n", "");
        Catalogs.directory(folder, rule, Catalogs.FRAMEWORK, Catalogs.SETTINGS);
        Files.writeString(
                folder.resolve("waivers.yml"),
                "waivers: [{ id: a, rule: \"*\", tags: { Stage: \"*\" }, reason: R, approver: A, " + ALWAYS + " }]");
        var evaluation = new Evaluation(RuleCatalog.load(folder), NO_KEYS, Inventory.NOTHING, NOW);

        Fact<Map<String, String>> unread = Fact.unread("s3:GetBucketTagging", "AccessDenied");
        assertThat(only(evaluation.judge(bucket(unread))).status()).isEqualTo(FindingStatus.FAIL);
        assertThat(only(evaluation.judge(bucket(Map.of("Stage", "x")))).status())
                .isEqualTo(FindingStatus.WAIVED);
    }

    @Test
    void ofSeveralWaiversTheFirstInForceIsNamedAndEachIsCounted() throws IOException {
        String all = ", rule: \"*\", resource: \"*\", ";
        var judgement = waiving(
                        NOW,
                        "id: c" + all + ALWAYS,
                        "id: b" + all + ALWAYS,
                        "id: a" + all + "granted: 2025-09-01, expires: 2025-12-31",
                        "id: d" + all + "granted: 2026-09-01, expires: 2036-12-31")
                .judge(bucket(Map.of()));

        assertThat(only(judgement).waiver()).contains("b");
        // What no longer covers anything that fails is not counted: it can go.
        assertThat(judgement.waivers()).containsExactly("b", "c");
    }

    @Test
    void waiversThatAreNotInForceAreCountedForWhatTheyDoNotCover() throws IOException {
        String all = ", rule: \"*\", resource: \"*\", ";
        var judgement = waiving(
                        NOW,
                        "id: expired" + all + "granted: 2025-09-01, expires: 2025-12-31",
                        "id: long" + all + "granted: 2026-09-01, expires: 2036-12-31",
                        "id: next" + all + "granted: 2026-12-01, expires: 2026-12-31",
                        "id: others, rule: \"*\", account: \"9*\", granted: 2025-09-01, expires: 2025-12-31")
                .judge(bucket(Map.of()));

        assertThat(only(judgement).status()).isEqualTo(FindingStatus.FAIL);
        assertThat(only(judgement).waiver()).isEmpty();
        assertThat(judgement.waivers()).containsExactly("expired", "long", "next");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-01, 2026-01-01, 2026-01-01, IN_FORCE",
        "2026-01-01, 2027-01-01, 2026-06-01, IN_FORCE",
        "2026-01-01, 2027-01-02, 2026-06-01, TOO_LONG",
        "2024-01-01, 2025-01-01, 2026-06-01, TOO_LONG", // a leap year has a day more
        "2025-01-01, 2025-12-31, 2026-01-01, EXPIRED",
        "2026-01-02, 2026-12-31, 2026-01-01, NOT_YET",
    })
    void aWaiverMayLastForAsManyDaysAsTheSettingsSay(
            LocalDate granted, LocalDate expires, LocalDate day, WaiverUse.State expected) throws IOException {
        waiving(NOW, "id: a, rule: \"*\", resource: \"*\", granted: " + granted + ", expires: " + expires);

        assertThat(RuleCatalog.load(folder).waiversOn(day))
                .extracting(WaiverUse::state)
                .containsExactly(expected);
    }

    @Test
    void examplesOfRulesAreJudgedWithoutWaivers() throws IOException {
        waiving(NOW, "id: a, rule: \"*\", resource: \"*\", granted: 2025-12-01, expires: 2026-11-30");

        assertThat(RuleCatalog.load(folder).runExamples()).hasSize(2).allMatch(ExampleResult::ok);
    }

    @Test
    void anExplanationNamesTheWaiver() throws IOException {
        var explanation = waiving(NOW, "id: a, rule: \"*\", resource: \"*\", " + ALWAYS)
                .explain("bucket-encrypted", bucket(Map.of()));

        assertThat(explanation.finding().flatMap(Finding::waiver)).isEqualTo(Optional.of("a"));
    }
}
