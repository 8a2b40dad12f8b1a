package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.evaluators.ShippedRules;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Carries out every rule's remediation: the commands that the backlog gives, in bash, with the AWS CLI, against a writable
 * endpoint. Every rule fails in each account of the estate, and in one of them its commands are run: alone, or with those of
 * rules that call other services, which cannot do its work. The next assessment finds what they were to mend mended, and
 * nothing broken that was whole.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Assessing.SPRING_BATCH)
class RemediationTest {

    private static final Path ESTATE = Path.of("src/test/resources/estates/every-remedy.yml");

    /** Rules that no command makes pass, and why. Whatever commands they have are run all the same. */
    private static final Map<String, String> MANUAL = Map.of(
            "kms-encryption-context-not-sensitive",
            "applications write the context; what CloudTrail has of it nobody can change",
            "kms-key-unused",
            "whether the key can go only its owner finds out, over a long time: the commands look, and disable it meanwhile");

    /** Rules whose resource cannot be mended in place, and what becomes of it. Another takes its place, and passes. */
    private static final Map<String, String> REPLACED = Map.of(
            "ebs-snapshot-confidential-customer-key", "copied and deleted",
            "ebs-snapshot-internal-encrypted", "copied and deleted",
            "ebs-volume-application-tier-encrypted", "made anew of a snapshot, and deleted",
            "ebs-volume-confidential-customer-key", "made anew of a snapshot, and deleted",
            "ebs-volume-internal-encrypted", "made anew of a snapshot, and deleted",
            "ebs-volume-web-tier-encrypted", "made anew of a snapshot, and deleted",
            "kms-key-manual-rotation-due", "disabled, for which the rule does not ask any more");

    /** Rules whose command an older AWS CLI, such as that of Debian 12, does not have. */
    private static final Map<String, String> NEWER =
            Map.of("ebs-snapshot-block-public-access", "EC2 has it since November 2023");

    private static final String STATEMENT = "STATEMENT_SID";

    private static final Pattern SERVICE = Pattern.compile("\\baws ([a-z0-9]+) ");

    private final List<Rule> rules = ShippedRules.CATALOG.rules();
    private final Map<String, String> accounts = new TreeMap<>();
    private final Map<String, List<CSVRecord>> backlog = new TreeMap<>();
    private final Map<String, List<String>> failedCommands = new ConcurrentSkipListMap<>();
    private final Map<String, AwsShell.Outcome> mistyped = new ConcurrentSkipListMap<>();
    private Map<Found, FindingStatus> before = Map.of();
    private Map<Found, FindingStatus> after = Map.of();

    /** A finding, but for its status. */
    private record Found(String ruleId, String account, String arn) {}

    @BeforeAll
    void assessRemedyAndAssessAgain(@TempDir Path folder) throws Exception {
        List<String> missing = AwsShell.missing();
        assumeTrue(missing.isEmpty(), "skipped: apt-get install " + String.join(" ", missing));
        String yaml = Files.readString(ESTATE).replace("count: 1 #", "count: " + shareAccounts() + " #");
        try (var aws = EmbeddedAws.startWritable(Estate.parse(yaml));
                var shell = new AwsShell(aws, Files.createDirectory(folder.resolve("shell")))) {
            var first = new Assessing(Files.createDirectory(folder.resolve("first"))).assess(aws, Assessing.EVERYTHING);
            before = statuses(first);
            readBacklog(first.reports());
            remedyAll(shell);
            after = statuses(
                    new Assessing(Files.createDirectory(folder.resolve("second"))).assess(aws, Assessing.EVERYTHING));
        }
    }

    /** Gives each rule the first account in which none calls a service that it calls. Returns how many there are. */
    private int shareAccounts() {
        List<Set<String>> called = new ArrayList<>();
        for (Rule rule : rules) {
            Set<String> services = SERVICE.matcher(rule.remediation().cli())
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet());
            int account = 0;
            while (account < called.size() && !Collections.disjoint(called.get(account), services)) {
                account++;
            }
            if (account == called.size()) {
                called.add(new HashSet<>());
            }
            called.get(account).addAll(services);
            accounts.put(rule.id(), "3000%08d".formatted(account));
        }
        return called.size();
    }

    private static Map<Found, FindingStatus> statuses(Assessing.Result result) {
        return result.findings().stream()
                .collect(Collectors.toMap(
                        finding -> new Found(
                                finding.get("ruleId").asString(),
                                finding.get("accountId").asString(),
                                finding.get("resourceArn").asString()),
                        finding -> FindingStatus.valueOf(finding.get("status").asString())));
    }

    @TestFactory
    Stream<DynamicTest> theCommandsOfARuleMakeItPass() {
        return rules.stream()
                .map(rule -> dynamicTest(rule.id(), () -> {
                    assertThat(tasks(rule)).as("failed before").isNotEmpty();
                    requireCommandsSucceeded(rule);
                    if (!MANUAL.containsKey(rule.id())) {
                        requireMended(rule);
                    }
                }));
    }

    private void requireCommandsSucceeded(Rule rule) {
        List<String> failed = failedCommands.getOrDefault(rule.id(), List.of());
        assumeFalse(
                NEWER.containsKey(rule.id()) && failed.stream().anyMatch(said -> said.contains("Invalid choice")),
                "skipped: the AWS CLI is too old for its command; " + NEWER.get(rule.id()));
        assertThat(failed).as("commands that failed").isEmpty();
    }

    private void requireMended(Rule rule) {
        boolean replaced = REPLACED.containsKey(rule.id());
        int mended = tasks(rule).size();
        for (CSVRecord task : tasks(rule)) {
            Found finding = new Found(rule.id(), account(rule), task.get("Resource ARN"));
            if (replaced) {
                assertThat(after).as("is gone").doesNotContainKey(finding);
            } else {
                assertThat(after).containsEntry(finding, FindingStatus.PASS);
            }
        }
        if (replaced) {
            assertThat(count(after, rule, FindingStatus.PASS) - count(before, rule, FindingStatus.PASS))
                    .as("what takes the place of the old passes")
                    .isEqualTo(mended);
        }
        assertThat(count(before, rule, FindingStatus.FAIL) - count(after, rule, FindingStatus.FAIL))
                .as("nothing else fails")
                .isGreaterThanOrEqualTo(mended);
    }

    @Test
    void noCommandBreaksWhatWasWhole() {
        Map<Found, FindingStatus> broken = new HashMap<>(after);
        broken.entrySet().removeIf(now -> before.get(now.getKey()) != FindingStatus.PASS);
        broken.values().removeIf(Predicate.isEqual(FindingStatus.PASS));

        assertThat(broken).isEmpty();
    }

    @Test
    void theRulesThatAreDifferentHaveFindingsAndCommandsAsTheTablesSay() {
        assertThat(rules.stream().map(Rule::id)).containsAll(MANUAL.keySet()).containsAll(REPLACED.keySet());
        assertThat(rules)
                .filteredOn(rule -> rule.remediation().cli().isEmpty())
                .extracting(Rule::id)
                .isSubsetOf(MANUAL.keySet());
    }

    private void readBacklog(Path reports) throws Exception {
        var format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader in = Files.newBufferedReader(reports.resolve("backlog.csv"));
                var rows = format.parse(in)) {
            rows.forEach(row -> backlog.computeIfAbsent(
                            row.get("Rule ID") + " " + row.get("Account ID"), key -> new ArrayList<>())
                    .add(row));
        }
    }

    /** The first and the last failure of a rule in its account. */
    private List<CSVRecord> tasks(Rule rule) {
        List<CSVRecord> all = backlog.getOrDefault(rule.id() + " " + account(rule), List.of());
        return all.size() < 2 ? all : List.of(all.getFirst(), all.getLast());
    }

    private String account(Rule rule) {
        return accounts.get(rule.id());
    }

    /** Two accounts at a time: the commands of one wait for the endpoint while those of another run. */
    private void remedyAll(AwsShell shell) throws Exception {
        Map<String, List<Rule>> byAccount = rules.stream().collect(Collectors.groupingBy(this::account));
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Future<Object>> running = byAccount.values().stream()
                    .map(inAccount -> two.submit(() -> {
                        for (Rule rule : inAccount) {
                            for (CSVRecord task : tasks(rule)) {
                                remedy(shell, rule, task);
                            }
                        }
                        return (Object) inAccount;
                    }))
                    .toList();
            for (Future<Object> account : running) {
                account.get();
            }
        }
    }

    @Test
    void aStatementThatThePolicyDoesNotHaveIsToldAndNothingIsWritten() {
        assertThat(mistyped.keySet())
                .containsExactlyElementsOf(rules.stream()
                        .filter(rule -> Decisions.in(rule).words().contains(STATEMENT))
                        .map(Rule::id)
                        .sorted()
                        .toList())
                .isNotEmpty();
        assertThat(mistyped).allSatisfy((rule, outcome) -> {
            assertThat(outcome.exit()).as(rule).isNotZero();
            assertThat(outcome.error()).as(rule).contains("no statement Mistyped, only ");
            assertThat(outcome.error().lines())
                    .as("no call was made with half a policy")
                    .hasSize(1);
        });
    }

    private void remedy(AwsShell shell, Rule rule, CSVRecord task) throws Exception {
        if (Decisions.in(rule).words().contains(STATEMENT)) {
            mistyped.put(
                    rule.id(),
                    shell.run(
                            account(rule),
                            Decisions.in(rule)
                                    .take(
                                            task.get("Command"),
                                            word -> word.equals(STATEMENT)
                                                    ? "Mistyped"
                                                    : decision(word, rule, account(rule)))));
        }
        String commands = Decisions.in(rule).take(task.get("Command"), word -> decision(word, rule, account(rule)));
        AwsShell.Outcome outcome = shell.run(account(rule), commands);
        if (outcome.exit() != 0 || !outcome.error().isEmpty()) {
            failedCommands
                    .computeIfAbsent(rule.id(), id -> new ArrayList<>())
                    .add("%s\n%s\nexit code %d: %s"
                            .formatted(task.get("Message"), commands, outcome.exit(), outcome.error()));
        }
    }

    private long count(Map<Found, FindingStatus> findings, Rule rule, FindingStatus status) {
        return findings.entrySet().stream()
                .filter(finding -> finding.getValue() == status)
                .filter(finding -> finding.getKey().ruleId().equals(rule.id()))
                .filter(finding -> finding.getKey().account().equals(account(rule)))
                .count();
    }

    private static String decision(String word, Rule rule, String account) {
        return switch (word) {
            case "KEY_ARN" -> "arn:aws:kms:eu-central-1:" + account + ":key/3e333333-3333-4333-8333-333333333333";
            case "TOPIC_ARN" -> "arn:aws:sns:eu-central-1:" + account + ":security";
            case "TRAIL_ARN" -> "arn:aws:cloudtrail:eu-central-1:" + account + ":trail/neglected";
            case "LOG_GROUP_ARN" -> "arn:aws:logs:eu-central-1:" + account + ":log-group:trail:*";
            case "ROLE_ARN" -> "arn:aws:iam::" + account + ":role/trail";
            case "ADMIN_ROLE_ARN" -> "arn:aws:iam::" + account + ":role/Prod_Key_Admin";
            case "MFA_DEVICE_ARN" -> "arn:aws:iam::" + account + ":mfa/root-account-mfa-device";
            case "MFA_CODE" -> "123456";
            case "ORGANIZATION_ID" -> "o-atrest0001";
            case "ACCOUNT_IDS" -> "444455556666 777788889999";
            case "ACCESS_LOG_BUCKET" -> "neglected-logs-" + account;
            case "BUCKET_NAME" -> "neglected-mixed-" + account;
            case "DATA_CLASS" -> rule.id().equals("kms-key-serves-one-class") ? "CONFIDENTIAL" : "INTERNAL";
            // The second of the two grants, whose ids the estate leaves to the endpoint.
            case "GRANT_ID" -> "%064x".formatted(2);
            case STATEMENT ->
                switch (rule.id()) {
                    case "kms-key-policy-not-public", "kms-key-policy-trusted-accounts-only" -> "Open";
                    case "s3-bucket-policy-not-public", "cloudtrail-bucket-not-public" -> "#2";
                    default -> "Full";
                };
            default ->
                throw new AssertionError(rule.id() + " leaves " + word + " to be decided, which this test does not");
        };
    }
}
