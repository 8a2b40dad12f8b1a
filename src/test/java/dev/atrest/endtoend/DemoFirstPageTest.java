package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.endtoend.DemoExpectations.Case;
import dev.atrest.evaluators.ShippedRules;
import dev.atrest.jobs.cli.CommandAnswer;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first page of the demo's backlog, worked off: the commands of its ten changes are run, in the order and in the accounts
 * that it says, and the next assessment finds all their items mended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Assessing.SPRING_BATCH)
class DemoFirstPageTest {

    /** A message's statements that let somebody in. */
    private static final Pattern STATEMENT = Pattern.compile("\\(statements? ([^)]*)\\)");

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Rule> rules =
            ShippedRules.CATALOG.rules().stream().collect(Collectors.toMap(Rule::id, Function.identity()));
    private final List<JsonNode> page = new ArrayList<>();
    private final List<String> failedCommands = new ArrayList<>();
    private Map<Case, FindingStatus> before = Map.of();
    private Map<Case, FindingStatus> after = Map.of();
    private Map<String, String> states = Map.of();

    @BeforeAll
    void workOffTheFirstPage(@TempDir Path folder) throws Exception {
        List<String> missing = AwsShell.missing();
        assumeTrue(missing.isEmpty(), "skipped: apt-get install " + String.join(" ", missing));
        var assessing = new Assessing(folder);
        try (var aws = EmbeddedAws.startWritable(Estate.parse(Files.readString(Assessing.DEMO_ESTATE)));
                var shell = new AwsShell(aws, Files.createDirectory(folder.resolve("shell")))) {
            before = assessing.assess(aws, Assessing.EVERYTHING).statuses();
            page.addAll(backlog(folder, "--group-by", "change"));
            for (JsonNode change : page) {
                for (JsonNode step : change.get("steps")) {
                    carryOut(step, shell);
                }
            }
            after = assessing.assess(aws, Assessing.EVERYTHING).statuses();
        }
        states =
                backlog(folder, "--limit", "0", "--state", "OPENED,REOPENED,STILL_OPEN,UNKNOWN,WAIVED,RESOLVED,GONE")
                        .stream()
                        .collect(Collectors.toMap(
                                item -> item.get("id").asString(),
                                item -> item.get("state").asString()));
    }

    private static List<JsonNode> backlog(Path folder, String... options) {
        var arguments = new ArrayList<>(
                List.of("backlog", "--json", "--data", folder.resolve("data").toString()));
        arguments.addAll(List.of(options));
        var answer = CommandAnswer.to(arguments.toArray(String[]::new));
        assertThat(answer.code()).as(answer.err()).isZero();
        return answer.out().lines().map(JSON::readTree).toList();
    }

    private void carryOut(JsonNode step, AwsShell shell) throws Exception {
        String item = step.get("items").get(0).asString();
        Rule rule = rules.get(item.substring(0, item.lastIndexOf('-')));
        String message = step.get("messages").get(0).asString();
        String commands =
                Decisions.in(rule).take(step.get("command").asString(), word -> decision(word, rule, message));
        AwsShell.Outcome outcome = shell.run(step.get("accountId").asString(), commands);
        if (outcome.exit() != 0 || !outcome.error().isEmpty()) {
            failedCommands.add(
                    "%s\n%s\nexit code %d: %s".formatted(message, commands, outcome.exit(), outcome.error()));
        }
    }

    private static String decision(String word, Rule rule, String message) {
        return switch (word) {
            case "ORGANIZATION_ID" -> "o-m7hl3nt4l0";
            case "STATEMENT_SID" -> statement(message);
            default ->
                throw new AssertionError(rule.id() + " leaves " + word + " to be decided, which this test does not");
        };
    }

    /** The one statement that the message names; each change of the page is about one. */
    private static String statement(String message) {
        List<String> named = STATEMENT
                .matcher(message)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(named).as(message).hasSize(1);
        return named.getFirst();
    }

    @Test
    void thePageIsTheTenChangesThatTakeMostPriorityAwayTheGreatestFirst() {
        assertThat(page).hasSize(10);
        assertThat(page).extracting(change -> change.get("change").asString()).doesNotHaveDuplicates();
        assertThat(page)
                .extracting(change -> change.get("priorities").asDouble())
                .isSortedAccordingTo((one, other) -> Double.compare(other, one));
    }

    @Test
    void everyChangeHasCommandsAndTheyRun() {
        assertThat(page)
                .allSatisfy(change -> assertThat(change.get("steps"))
                        .isNotEmpty()
                        .allSatisfy(step ->
                                assertThat(step.get("command").asString()).isNotEmpty()));
        assertThat(failedCommands).isEmpty();
    }

    @Test
    void allItemsOfThePageAreResolved() {
        assertThat(page).allSatisfy(change -> {
            var items = new ArrayList<String>();
            change.get("steps").forEach(step -> step.get("items").forEach(item -> items.add(item.asString())));
            assertThat(items).hasSize(change.get("items").asInt());
            assertThat(items)
                    .as(change.get("change").asString())
                    .allSatisfy(item -> assertThat(states.get(item)).isEqualTo(BacklogItem.State.RESOLVED.name()));
        });
    }

    @Test
    void nothingThatPassedFailsNow() {
        var broken = new TreeMap<>(after);
        broken.entrySet().removeIf(now -> before.get(now.getKey()) != FindingStatus.PASS);
        broken.values().removeIf(FindingStatus.PASS::equals);
        assertThat(broken).isEmpty();
    }
}
