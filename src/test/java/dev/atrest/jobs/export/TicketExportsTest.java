package dev.atrest.jobs.export;

import static dev.atrest.jobs.backlog.StoredNights.ACCOUNT;
import static dev.atrest.jobs.backlog.StoredNights.RULE;
import static dev.atrest.jobs.backlog.StoredNights.arn;
import static dev.atrest.jobs.backlog.StoredNights.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.jobs.backlog.StoredNights;
import dev.atrest.jobs.export.TicketExports.Choice;
import dev.atrest.jobs.store.BacklogFilter;
import dev.atrest.model.Account;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Coverage;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Severity;
import dev.atrest.writers.tickets.TicketMapping;
import dev.atrest.writers.tickets.TicketsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a ticketing system is given night after night, with findings that are made up. */
@ResourceLock("Spring Batch")
class TicketExportsTest {

    private static final String TARGET = "csv";
    private static final TicketMapping CSV = TicketMapping.read(Path.of("config/exports/csv.yml"));
    private static final Choice CHANGED = new Choice.Unacknowledged();
    private static final CSVFormat WITH_HEADER =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    @TempDir
    private Path folder;

    private StoredNights nights;
    private final TicketTable table = TicketTable.findingByExternalId();

    @BeforeEach
    void anEmptyBacklog() throws IOException {
        nights = new StoredNights(folder.resolve("data"));
    }

    @AfterEach
    void close() {
        nights.close();
    }

    private static Finding volume(String name, FindingStatus status) {
        return StoredNights.volume(ACCOUNT, name, status);
    }

    private static Finding with(Finding finding, String message, String owner, Severity severity) {
        return new Finding(
                finding.ruleId(),
                finding.status(),
                severity,
                finding.resourceArn(),
                finding.resourceType(),
                finding.accountId(),
                finding.region(),
                finding.resourceName(),
                finding.dataProtectionClass(),
                message,
                finding.evidence(),
                finding.unread(),
                finding.controls(),
                finding.readAt(),
                owner,
                finding.waiver(),
                finding.impact());
    }

    private static String item(String volume) {
        return BacklogItem.idOf(RULE, arn(ACCOUNT, volume));
    }

    private List<BacklogItem> backlog() {
        return nights.backlog()
                .items(new BacklogFilter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Optional.empty()))
                .toList();
    }

    private record Given(Exported exported, Path file) {

        List<CSVRecord> rows() throws IOException {
            try (var parser = CSVParser.parse(file, StandardCharsets.UTF_8, WITH_HEADER)) {
                return parser.getRecords();
            }
        }
    }

    private Given export(Choice choice) throws IOException {
        Path file = Files.createTempDirectory(folder, "export").resolve("tickets.csv");
        return new Given(nights.exports().export(TARGET, CSV, choice, file, false), file);
    }

    private void imports(Given given) throws IOException {
        table.imports(given.file(), _ -> false);
    }

    private Acknowledged acknowledge(Given given) throws IOException {
        Path tickets = table.exports(folder.resolve("from-table.csv"));
        return nights.exports()
                .acknowledge(TARGET, CSV, tickets, Optional.of(given.exported().id()));
    }

    private Acknowledged acknowledgeAll(Given given) {
        return nights.exports()
                .acknowledgeAll(TARGET, CSV, Optional.of(given.exported().id()));
    }

    @Test
    void theTableIsTheBacklogAfterEveryNight() throws IOException {
        nights.night(
                0,
                ACCOUNT,
                volume("a", FindingStatus.FAIL),
                volume("b", FindingStatus.FAIL),
                volume("c", FindingStatus.FAIL));
        Given all = export(CHANGED);
        assertThat(all.exported()).isEqualTo(new Exported(all.exported().id(), 3, 0, 0, 0, List.of(all.file())));
        imports(all);
        table.assertEquals(backlog());
        Acknowledged first = acknowledge(all);
        assertThat(first.taken()).isEqualTo(3);
        assertThat(first.left()).isZero();
        assertThat(nights.backlog().find(item("a")).orElseThrow().ticket()).startsWith("SEC-");

        // Nothing changes: nothing is told.
        nights.night(
                1,
                ACCOUNT,
                volume("a", FindingStatus.FAIL),
                volume("b", FindingStatus.FAIL),
                volume("c", FindingStatus.FAIL));
        assertThat(export(CHANGED).exported()).returns(0L, Exported::id).returns(0L, Exported::rows);

        // Fixed, changed, new.
        nights.night(
                2,
                ACCOUNT,
                with(volume("a", FindingStatus.FAIL), "=a is worse", "\"team\nb\"", Severity.HIGH),
                volume("b", FindingStatus.PASS),
                volume("c", FindingStatus.FAIL),
                volume("d", FindingStatus.FAIL));
        Given changes = export(CHANGED);
        assertThat(changes.exported())
                .isEqualTo(new Exported(changes.exported().id(), 1, 1, 1, 0, List.of(changes.file())));
        imports(changes);
        table.assertEquals(backlog());
        acknowledge(changes);

        // Regressed, denied.
        nights.night(3, Map.of(ACCOUNT, Coverage.Status.DENIED), List.of(volume("b", FindingStatus.FAIL)));
        Given denied = export(CHANGED);
        assertThat(denied.rows())
                .extracting(row -> row.get("Action"))
                .containsExactlyInAnyOrder("REOPEN", "UPDATE", "UPDATE", "UPDATE");
        imports(denied);
        table.assertEquals(backlog());
        acknowledge(denied);

        // Waived, gone, read again.
        nights.night(
                4,
                ACCOUNT,
                volume("a", FindingStatus.FAIL),
                volume("b", FindingStatus.WAIVED),
                volume("d", FindingStatus.FAIL));
        Given waived = export(CHANGED);
        assertThat(waived.rows())
                .extracting(row -> row.get("Resource name") + " " + row.get("Action") + " " + row.get("State"))
                .containsExactlyInAnyOrder("a UPDATE OPEN", "b CLOSE WAIVED", "c CLOSE GONE", "d UPDATE OPEN");
        imports(waived);
        table.assertEquals(backlog());
        acknowledge(waived);
        assertThat(table.size()).isEqualTo(4);
        assertThat(export(new Choice.All()).rows())
                .extracting(row -> row.get("Resource name"))
                .containsExactlyInAnyOrder("a", "d");
    }

    @Test
    void anExportThatIsLostIsGivenAgainAndOneThatIsImportedTwiceMakesNothingTwice() throws IOException {
        nights.night(0, ACCOUNT, volume("a", FindingStatus.FAIL), volume("b", FindingStatus.FAIL));
        Given lost = export(CHANGED);
        nights.night(1, ACCOUNT, volume("a", FindingStatus.FAIL), volume("b", FindingStatus.PASS));
        Given again = export(CHANGED);
        assertThat(again.rows())
                .as("the first may have been imported after all")
                .extracting(row -> row.get("Resource name") + " " + row.get("Action"))
                .containsExactlyInAnyOrder("a CREATE", "b CLOSE");
        imports(again);
        imports(again);
        table.assertEquals(backlog());
        assertThat(table.size()).isEqualTo(2);
        assertThatThrownBy(() -> nights.exports().acknowledgeAll(TARGET, CSV, Optional.empty()))
                .isInstanceOf(ExportRefused.class)
                .hasMessageContaining("2 exports to csv wait")
                .hasMessageContaining("--export");
        assertThat(acknowledgeAll(again).taken()).isEqualTo(2);
        assertThat(export(CHANGED).exported().rows()).isZero();
        assertThatThrownBy(() -> acknowledgeAll(lost))
                .as("what it gave was given again")
                .isInstanceOf(ExportRefused.class)
                .hasMessageContaining("none does");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whateverIsLostImportedLateTwiceOrRefusedTheTableComesToTheBacklog(long seed) throws IOException {
        var random = new Random(seed);
        var waiting = new ArrayList<Given>();
        for (int night = 0; night < 30; night++) {
            nights.night(night, Map.of(ACCOUNT, listing(random)), findings(random));
            Given given = export(random.nextInt(8) == 0 ? new Choice.All() : CHANGED);
            if (given.exported().rows() > 0) {
                waiting.add(given);
            }
            if (waiting.isEmpty()) {
                table.assertEquals(backlog());
                continue;
            }
            switch (random.nextInt(6)) {
                case 0 -> {
                    // lost, for now
                }
                case 1 -> {
                    imports(waiting.getLast());
                    imports(waiting.getLast());
                    table.assertEquals(backlog());
                }
                case 2 -> {
                    imports(waiting.getLast());
                    acknowledgeAll(waiting.getLast());
                    waiting.clear();
                    table.assertEquals(backlog());
                }
                case 3 -> {
                    imports(waiting.getLast());
                    acknowledge(waiting.getLast());
                    waiting.clear();
                    table.assertEquals(backlog());
                }
                case 4 -> {
                    // Somebody imports an old one, and says so.
                    Given old = waiting.removeFirst();
                    imports(old);
                    acknowledgeAll(old);
                }
                default -> {
                    table.imports(waiting.getLast().file(), id -> id.hashCode() % 3 == 0 && isNew(id));
                    acknowledge(waiting.getLast());
                    waiting.clear();
                }
            }
        }
        Given last = export(CHANGED);
        imports(last);
        table.assertEquals(backlog());
    }

    private boolean isNew(String id) {
        return nights.backlog().find(id).orElseThrow().ticket().isEmpty();
    }

    private static Coverage.Status listing(Random random) {
        return random.nextInt(8) == 0 ? Coverage.Status.DENIED : Coverage.Status.COMPLETE;
    }

    private static List<Finding> findings(Random random) {
        var findings = new ArrayList<Finding>();
        // A rule has one severity.
        var severity = random.nextInt(9) == 0 ? Severity.LOW : Severity.HIGH;
        for (int number = 0; number < 12; number++) {
            FindingStatus status = switch (random.nextInt(10)) {
                case 0 -> FindingStatus.PASS;
                case 1 -> FindingStatus.WAIVED;
                case 2 -> FindingStatus.NOT_ASSESSED;
                default -> FindingStatus.FAIL;
            };
            if (random.nextInt(10) > 0) {
                findings.add(with(
                        volume("vol-" + number, status),
                        random.nextInt(5) == 0 ? "-2+3\r\n\"worse\"" : "not encrypted",
                        random.nextInt(9) == 0 ? "@team" : "team",
                        severity));
            }
        }
        return findings;
    }

    @Test
    void whatChangedSinceADayIsGivenEvenWhereItIsAcknowledged() throws IOException {
        nights.night(
                0,
                ACCOUNT,
                volume("a", FindingStatus.FAIL),
                volume("b", FindingStatus.FAIL),
                volume("c", FindingStatus.FAIL));
        acknowledgeAll(export(CHANGED));
        nights.night(
                1,
                ACCOUNT,
                volume("a", FindingStatus.FAIL),
                volume("b", FindingStatus.PASS),
                volume("c", FindingStatus.FAIL));
        acknowledgeAll(export(CHANGED));
        Given since = export(new Choice.Since(at(1)));
        assertThat(since.rows()).extracting(row -> row.get("Resource name")).containsExactly("b");
        assertThat(export(new Choice.Since(at(0))).exported().rows()).isEqualTo(3);
    }

    @Test
    void aPartOfTheBacklogAcknowledgesOnlyItself() throws IOException {
        nights.night(0, ACCOUNT, volume("a", FindingStatus.FAIL));
        export(CHANGED);
        nights.night(1, ACCOUNT, volume("a", FindingStatus.FAIL), volume("b", FindingStatus.FAIL));
        Given since = export(new Choice.Since(at(1)));
        assertThat(since.rows()).extracting(row -> row.get("Resource name")).containsExactly("b");
        assertThat(acknowledgeAll(since).taken()).isEqualTo(1);
        assertThat(export(CHANGED).rows())
                .extracting(row -> row.get("Resource name"))
                .containsExactly("a");
    }

    @Test
    void systemsAreToldEachForItselfAndKnowOnlyTheirOwnTickets() throws IOException {
        nights.night(0, ACCOUNT, volume("a", FindingStatus.FAIL));
        Given csv = export(CHANGED);
        imports(csv);
        acknowledge(csv);
        var jira = TicketMapping.read(Path.of("config/exports/jira.yml"));
        Path file = folder.resolve("jira.csv");
        assertThat(nights.exports().export("jira", jira, CHANGED, file, false).created())
                .isEqualTo(1);
        assertThat(new Given(csv.exported(), file).rows().getFirst().get("Issue Key"))
                .isEmpty();
        assertThat(export(new Choice.All()).rows().getFirst().get("Ticket")).isEqualTo("SEC-1");
    }

    @Test
    void accountsAreCalledAsTheLastAssessmentWithThemSays() throws IOException {
        nights.night(0, ACCOUNT, volume("a", FindingStatus.FAIL));
        nights.night(1, ACCOUNT, volume("a", FindingStatus.FAIL));
        nights.night(2, ACCOUNT, volume("a", FindingStatus.FAIL));
        nights.assessments().saveAccounts(StoredNights.id(0), List.of(new Account(ACCOUNT, "old", "ACTIVE", "")));
        nights.assessments().saveAccounts(StoredNights.id(1), List.of(new Account(ACCOUNT, "shop", "ACTIVE", "")));
        acknowledgeAll(export(CHANGED));
        assertThat(export(new Choice.All()).rows().getFirst().get("Account name"))
                .isEqualTo("shop");
        nights.assessments().saveAccounts(StoredNights.id(2), List.of(new Account(ACCOUNT, "=shop", "ACTIVE", "")));
        assertThat(export(CHANGED).rows().getFirst().get("Account name")).isEqualTo("'=shop");
    }

    @Test
    void anExternalIdAmongTagsIsFound() throws IOException {
        nights.night(0, ACCOUNT, volume("a", FindingStatus.FAIL));
        var azure = TicketMapping.read(Path.of("config/exports/azure-devops.yml"));
        nights.exports().export("azure-devops", azure, CHANGED, folder.resolve("azure.csv"), false);
        Path tickets = Files.writeString(
                folder.resolve("query.csv"),
                "ID,Title,Tags\r\n\"4711\",\"atrest:other-item\",\"atrest; atrest:%s; HIGH\"\r\n".formatted(item("a")));
        assertThat(nights.exports()
                        .acknowledge("azure-devops", azure, tickets, Optional.empty())
                        .taken())
                .isEqualTo(1);
        Path all = folder.resolve("all.csv");
        var again = nights.exports().export("azure-devops", azure, new Choice.All(), all, false);
        assertThat(new Given(again, all).rows().getFirst().get("ID")).isEqualTo("4711");
    }

    @Test
    void anItemInAStateThatAMappingLeavesOutIsToldWhenItLeavesIt() throws IOException {
        String text = Files.readString(Path.of("config/exports/csv.yml"))
                .replace("columns:", "states: [OPEN, RESOLVED, GONE]\ncolumns:");
        var mapping = TicketMapping.read(Files.writeString(folder.resolve("own.yml"), text));
        nights.night(0, ACCOUNT, volume("a", FindingStatus.FAIL), volume("b", FindingStatus.FAIL));
        Path file = folder.resolve("own.csv");
        nights.exports().export("own", mapping, CHANGED, file, false);
        nights.night(1, ACCOUNT, volume("a", FindingStatus.WAIVED), volume("b", FindingStatus.FAIL));
        var second = nights.exports().export("own", mapping, CHANGED, file, false);
        assertThat(new Given(second, file).rows())
                .extracting(row -> row.get("Resource name"))
                .containsExactly("b");
        assertThat(nights.exports()
                        .acknowledgeAll("own", mapping, Optional.of(second.id()))
                        .taken())
                .isEqualTo(1);
        nights.night(2, ACCOUNT, volume("a", FindingStatus.FAIL), volume("b", FindingStatus.FAIL));
        var third = nights.exports().export("own", mapping, CHANGED, file, false);
        assertThat(new Given(third, file).rows())
                .extracting(row -> row.get("Resource name"))
                .containsExactly("a");
    }

    @Test
    void theFileIsItsOwnersAndAFileThatCannotBeWrittenIsNoExport() throws IOException {
        nights.night(0, ACCOUNT, volume("a", FindingStatus.FAIL));
        Given given = export(CHANGED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(given.file())))
                .isEqualTo("rw-------");
        Path taken = Files.createDirectories(folder.resolve("taken.csv").resolve("inner"));
        assertThatThrownBy(() -> nights.exports().export(TARGET, CSV, CHANGED, taken.getParent(), false))
                .isInstanceOf(IOException.class);
        assertThat(nights.exports()
                        .acknowledgeAll(TARGET, CSV, Optional.empty())
                        .export())
                .as("the only one that waits")
                .hasValue(given.exported().id());
    }

    private void assertRefused(String tickets, String... told) throws IOException {
        Path file = Files.writeString(folder.resolve("tickets.csv"), tickets);
        assertThatThrownBy(() -> nights.exports().acknowledge(TARGET, CSV, file, Optional.empty()))
                .isInstanceOf(TicketsException.class)
                .hasMessageContainingAll(told);
        assertThat(nights.backlog().find(item("a")).orElseThrow().ticket()).isEmpty();
        assertThat(export(CHANGED).exported().created())
                .as("nothing is half done")
                .isEqualTo(2);
    }

    @Test
    void whatIsWrongWithTicketsIsToldWithItsLineAndNothingIsHalfDone() throws IOException {
        nights.night(0, ACCOUNT, volume("a", FindingStatus.FAIL), volume("b", FindingStatus.FAIL));
        assertRefused("", "tickets.csv:1: found no header", "External ID", "Ticket");
        assertRefused(
                "Key,External ID\r\nSEC-1," + item("a"),
                "tickets.csv:1: no column has the ticket",
                "found Key, External ID");
        assertRefused(
                "Ticket,External ID,Note\r\nSEC-1,%s,\"two\nlines\"\r\nSEC-2,of-nothing,\r\n".formatted(item("a")),
                "nothing was taken",
                "tickets.csv:4: found the external id 'of-nothing'");
        assertRefused(
                "Ticket,External ID\nSEC-1,%s\nSEC-2,%s\n".formatted(item("a"), item("a")),
                "tickets.csv:3: column Ticket: found SEC-2 for " + item("a") + ", which is SEC-1 in line 2");
        assertRefused(
                "Ticket,External ID\n%s,%s\n".formatted("S".repeat(201), item("a")),
                "tickets.csv:2:",
                "201 characters");
        assertRefused("Ticket,External ID\n\"SEC\"1,%s\n".formatted(item("a")), "tickets.csv", "not valid CSV");
        Path latin = Files.write(folder.resolve("latin.csv"), "Ticket,Größe\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> nights.exports().acknowledge(TARGET, CSV, latin, Optional.empty()))
                .hasMessageContaining("not UTF-8");
        assertThatThrownBy(
                        () -> nights.exports().acknowledge(TARGET, CSV, folder.resolve("none.csv"), Optional.empty()))
                .hasMessageContaining("none.csv: there is no such file");
    }

    @Test
    void theSystemsOwnExportIsReadWhateverItsColumnsLookLike() throws IOException {
        nights.night(0, ACCOUNT, volume("a", FindingStatus.FAIL), volume("b", FindingStatus.FAIL));
        Given given = export(CHANGED);
        Path file = Files.writeString(
                folder.resolve("tickets.csv"),
                "\uFEFFsummary; ticket ;\"EXTERNAL ID\"\n\"a; b\";'=SEC-1;%s\nother;SEC-9;\nrefused;;%s\n"
                        .formatted(item("a"), item("b")));
        var done = nights.exports().acknowledge(TARGET, CSV, file, Optional.empty());
        assertThat(done.export()).hasValue(given.exported().id());
        assertThat(done.taken()).isEqualTo(1);
        assertThat(done.others()).isEqualTo(1);
        assertThat(done.left()).isEqualTo(1);
        assertThat(nights.backlog().find(item("a")).orElseThrow().ticket()).isEqualTo("=SEC-1");
        assertThat(export(CHANGED).rows())
                .extracting(row -> row.get("Resource name"))
                .containsExactly("b");
    }
}
