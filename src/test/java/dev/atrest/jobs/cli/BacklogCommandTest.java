package dev.atrest.jobs.cli;

import static dev.atrest.jobs.backlog.StoredNights.ACCOUNT;
import static dev.atrest.jobs.backlog.StoredNights.RULE;
import static dev.atrest.jobs.backlog.StoredNights.arn;
import static dev.atrest.jobs.backlog.StoredNights.id;
import static dev.atrest.jobs.backlog.StoredNights.volume;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.jobs.backlog.StoredNights;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.FindingStatus;
import java.io.IOException;
import java.nio.file.Path;
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
        assertThat(atrest("backlog", "--owner", "").out()).contains(ITEM);
        assertThat(atrest("backlog", "--limit", "1").out()).contains("There are more");
        assertThat(atrest("backlog", "--group-by", "change").out()).contains("16.0      1  vol-1 is not", "# " + ITEM);
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
    void twoAssessmentsInTheWrongOrderAreComparedWithAWarning() {
        assertThat(atrest("diff", id(1), id(0)).out())
                .contains("Mind the order: " + id(1) + " started after " + id(0), "1 opened, 0 closed");
        assertThat(atrest("diff", id(0), id(0)).out()).isEqualToIgnoringNewLines("0 opened, 0 closed, 0 changed");
    }
}
