package dev.atrest.jobs.cli;

import static dev.atrest.jobs.backlog.StoredNights.ACCOUNT;
import static dev.atrest.jobs.backlog.StoredNights.RULE;
import static dev.atrest.jobs.backlog.StoredNights.arn;
import static dev.atrest.jobs.backlog.StoredNights.id;
import static dev.atrest.jobs.backlog.StoredNights.volume;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.jobs.backlog.StoredNights;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.json.JsonMapper;

/** {@code atrest backlog} and {@code atrest diff}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock("Spring Batch")
class BacklogCommandTest {

    private static final String HOSTILE = "vol-\u001b[31m\u202ered";
    private static final String ITEM = BacklogItem.idOf(RULE, arn(ACCOUNT, "vol-1"));

    private Path data;

    private CommandAnswer atrest(String... arguments) {
        return CommandAnswer.over(data, arguments);
    }

    @BeforeAll
    void twoNights(@TempDir Path folder) throws IOException {
        data = folder;
        try (var nights = new StoredNights(folder)) {
            nights.night(
                    0,
                    ACCOUNT,
                    volume(ACCOUNT, "vol-1", FindingStatus.FAIL),
                    volume(ACCOUNT, "vol-2", FindingStatus.FAIL),
                    volume(ACCOUNT, HOSTILE, FindingStatus.FAIL));
            nights.night(
                    1,
                    ACCOUNT,
                    volume(ACCOUNT, "vol-1", FindingStatus.FAIL),
                    volume(ACCOUNT, "vol-2", FindingStatus.PASS),
                    volume(ACCOUNT, HOSTILE, FindingStatus.FAIL));
            nights.evaluated(
                    2,
                    Map.of(ACCOUNT, Coverage.Status.COMPLETE),
                    List.of(
                            volume(ACCOUNT, "vol-1", FindingStatus.FAIL),
                            volume(ACCOUNT, "vol-2", FindingStatus.PASS),
                            volume(ACCOUNT, HOSTILE, FindingStatus.FAIL)),
                    "account " + ACCOUNT);
            nights.reconcile(2);
        }
    }

    @Test
    void openItemsAreListedAndHostileNamesAreSeenAndNotObeyed() {
        var answer = atrest("backlog");
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.COMPLIANT);
        assertThat(answer.out())
                .contains(ITEM, "STILL_OPEN", "vol-1 is not encrypted")
                .contains("[U+202E]")
                .doesNotContain("\u001b", "\u202e")
                .doesNotContain("vol-2");
    }

    @Test
    void filtersAndLimitsChooseItems() {
        assertThat(atrest("backlog", "--state", "resolved").out())
                .contains("vol-2")
                .doesNotContain("vol-1 ");
        assertThat(atrest("backlog", "--severity", "LOW").out()).contains("no such items");
        assertThat(atrest("backlog", "--account", "999999999999", "--json").out())
                .isEmpty();
        assertThat(atrest("backlog", "--rule", "kms-key-policy-not-public").out())
                .as("a rule without items")
                .contains("no such items");
        assertThat(atrest("backlog", "--owner", "").out()).contains(ITEM);
        assertThat(atrest("backlog", "--limit", "1").out()).contains("There are more");
        assertThat(atrest("backlog", "--group-by", "change").out()).contains("16.0      1  vol-1 is not", "# " + ITEM);
    }

    @Test
    void aValueThatNothingHasIsToldWithTheNearest() {
        var account = atrest("backlog", "--account", "111122223334", "--json");
        assertThat(account.code()).isEqualTo(ExitCode.ERROR);
        assertThat(account.err())
                .contains("--account: the backlog has no account '111122223334'; there are " + ACCOUNT);
        assertThat(atrest("backlog", "--rule", "ebs-volume-encrypted").err())
                .contains("--rule: the backlog has no rule 'ebs-volume-encrypted'; the nearest of ", RULE);
        assertThat(atrest("backlog", "--owner", "nobody").err()).contains("no owner 'nobody'; there are none");
        assertThat(atrest("backlog", "--region", "eu-centrl-1").err()).contains("there are eu-central-1");
    }

    @Test
    void linesAreJson() {
        var lines = atrest("backlog", "--json", "--rule", RULE).out().lines().toList();
        assertThat(lines).hasSize(2);
        var item = new JsonMapper().readTree(lines.getLast());
        assertThat(item.get("priorityExplanation").asString()).isEqualTo("HIGH (8) × INTERNAL (2) × own account (1)");
        assertThat(item.get("priority").asDouble()).isEqualTo(16.0);
        assertThat(item.get("dueOn").asString()).isEqualTo("2026-12-01");
    }

    @Test
    void anItemIsShownWithItsHistoryItsPriorityAndItsRemediation() {
        var answer = atrest("backlog", "show", BacklogItem.idOf(RULE, arn(ACCOUNT, "vol-2")));
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.COMPLIANT);
        assertThat(answer.out())
                .contains("16.0 = HIGH (8) × INTERNAL (2) × own account (1)")
                .contains("--volume-id vol-2", "encrypted = true")
                .contains("opened", "resolved (resource changed): encrypted: false → true")
                .contains(id(1));
    }

    @Test
    void whatIsNotThereIsToldWithWhereToLook() {
        var answer = atrest("backlog", "show", "nothing");
        assertThat(answer.code()).isEqualTo(ExitCode.ERROR);
        assertThat(answer.err()).contains("no item 'nothing'", "atrest backlog");
        assertThat(atrest("diff", id(0), "never").err()).contains("'never'", "atrest runs");
        assertThat(atrest("backlog", "--state", "closed").code()).isEqualTo(ExitCode.USAGE);
        var limited = atrest("backlog", "--limit", "-1");
        assertThat(limited.code()).isEqualTo(ExitCode.USAGE);
        assertThat(limited.err()).contains("--limit is to be 0, for all, or more, and is -1");
    }

    @Test
    void twoAssessmentsAreComparedForPeopleAndForPrograms() {
        var answer = atrest("diff", id(0), id(1));
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.COMPLIANT);
        assertThat(answer.out())
                .contains("closed   HIGH", "FAIL → PASS, resource changed: encrypted: false → true")
                .contains("0 opened, 1 closed, 0 changed");
        var lines = atrest("diff", id(0), id(1), "--json").out().lines().toList();
        assertThat(lines)
                .singleElement()
                .satisfies(line -> assertThat(
                                new JsonMapper().readTree(line).get("cause").asString())
                        .isEqualTo("RESOURCE_CHANGED"));
    }

    @Test
    void twoAssessmentsOfOtherScopesAreComparedWithAWarning() {
        var answer = atrest("diff", id(0), id(2), "--json");
        assertThat(answer.err())
                .contains("The scopes differ: all accounts in " + id(0) + ", account " + ACCOUNT + " in " + id(2));
        assertThat(new JsonMapper().readTree(answer.out()).get("otherScopes").asBoolean())
                .isTrue();
    }

    @Test
    void accountsThatNobodyLooksAtAreToldApartAndClosed(@TempDir Path folder) throws IOException {
        String leaver = "444455556666";
        try (var nights = new StoredNights(folder)) {
            nights.discovered(
                    0,
                    Set.of(ACCOUNT, leaver),
                    volume(ACCOUNT, "vol-1", FindingStatus.FAIL),
                    volume(leaver, "vol-9", FindingStatus.FAIL));
            nights.discovered(1, Set.of(ACCOUNT), volume(ACCOUNT, "vol-1", FindingStatus.FAIL));
        }
        var listed = CommandAnswer.over(folder, "backlog");
        assertThat(listed.out()).contains("vol-9", "UNKNOWN");
        assertThat(listed.err())
                .contains("Account 444455556666 is not in scope since 2026-11-02, and 1 item of it is not closed")
                .contains("atrest backlog close --account 444455556666 --reason TEXT")
                .doesNotContain(ACCOUNT);
        var refused = CommandAnswer.over(folder, "backlog", "close", "--account", ACCOUNT, "--reason", "tired of it");
        assertThat(refused.code()).isEqualTo(ExitCode.ERROR);
        assertThat(refused.err()).contains("account " + ACCOUNT + " was looked at 2026-11-02T02:00:00Z");
        assertThat(CommandAnswer.over(folder, "backlog", "close", "--account", leaver, "--reason", " ")
                        .code())
                .isEqualTo(ExitCode.USAGE);
        var closed = CommandAnswer.over(folder, "backlog", "close", "--account", leaver, "--reason", "sold");
        assertThat(closed.out()).as(closed.err()).contains("1 item is closed.");
        var after = CommandAnswer.over(folder, "backlog");
        assertThat(after.err()).isEmpty();
        assertThat(after.out()).doesNotContain("vol-9");
        assertThat(CommandAnswer.over(folder, "backlog", "show", BacklogItem.idOf(RULE, arn(leaver, "vol-9")))
                        .out())
                .contains("gone (account left): closed by hand: sold")
                .doesNotContain("assessment closed-");
    }

    @Test
    void twoAssessmentsInTheWrongOrderAreComparedWithAWarning() {
        var reversed = atrest("diff", id(1), id(0));
        assertThat(reversed.err()).contains("Mind the order: " + id(1) + " started after " + id(0));
        assertThat(reversed.out()).contains("1 opened, 0 closed");
        var line =
                new JsonMapper().readTree(atrest("diff", id(1), id(0), "--json").out());
        assertThat(line.get("reversed").asBoolean()).isTrue();
        assertThat(line.get("otherScopes").asBoolean()).isFalse();
        var asNamed = atrest("diff", id(0), id(1), "--json");
        assertThat(asNamed.err()).isEmpty();
        assertThat(new JsonMapper().readTree(asNamed.out()).get("reversed").asBoolean())
                .isFalse();
        assertThat(atrest("diff", id(0), id(0)).out()).isEqualToIgnoringNewLines("0 opened, 0 closed, 0 changed");
    }
}
