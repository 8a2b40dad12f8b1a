package dev.atrest.writers.tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mapping may say, and how it is told what it may not. */
class MappingFileTest {

    private static final String KEYS = "acknowledge:\n  externalId: [ID]\n  ticket: [Key]\n";

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("own.yml"), text);
    }

    private void assertWrong(String text, int line, String... told) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> TicketMapping.read(file))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith(file + ":" + line + ": ")
                .hasMessageContainingAll(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jira", "servicenow", "azure-devops", "github", "csv"})
    void mappingsThatShipAreReadAndEveryRowHasTheExternalId(String target) {
        var mapping = TicketMapping.read(Path.of("config/exports/" + target + ".yml"));
        var item = TicketItems.item("vol-1", "vol-1 is not encrypted", "team-a");
        assertThat(mapping.cells(item)).hasSameSizeAs(mapping.header()).anyMatch(cell -> cell.contains(TicketItems.ID));
    }

    @ParameterizedTest
    @CsvSource({
        "jira, Summary, 254",
        "jira, Description, 32767",
        "servicenow, short_description, 160",
        "servicenow, description, 4000",
        "azure-devops, Title, 255",
        "azure-devops, Description, 32000",
        "github, title, 256",
        "github, body, 65536"
    })
    void longTextsAreCutToWhatEachSystemTakesAndTheExternalIdStays(String target, String column, int limit) {
        var mapping = TicketMapping.read(Path.of("config/exports/" + target + ".yml"));
        String rockets = "🚀".repeat(40_000);
        for (String text : List.of(rockets, "x" + rockets, "=" + rockets, "<{[!`".repeat(20_000))) {
            var cells = mapping.cells(TicketItems.item(text, text, "team-a"));
            String cell = cells.get(mapping.header().indexOf(column));
            assertThat(cell).contains("…").hasSizeLessThanOrEqualTo(limit).hasSizeGreaterThan(limit * 8 / 10);
            assertThat(dev.atrest.writers.VisibleText.wellFormed(cell))
                    .as("no half of a pair")
                    .isEqualTo(cell);
            if (limit >= 4000) {
                assertThat(cell).contains(TicketItems.ID);
            }
        }
    }

    @Test
    void aPlainCsvCutsNothing() {
        var mapping = TicketMapping.read(Path.of("config/exports/csv.yml"));
        String message = "m".repeat(100_000);
        assertThat(mapping.cells(TicketItems.item("vol-1", message, ""))).contains(message);
    }

    @Test
    void severalColumnsMayHaveOneNameAndTimesAreWrittenAsTheyAreWanted() throws IOException {
        var mapping = TicketMapping.read(file("columns:\n  ID: '{externalId}'\n  Labels: [atrest, '{severity}']\n"
                + "  Due: { text: '{dueOn}', times: dd/MMM/yy }\n  Braces: '{{code}}'\n" + KEYS));
        assertThat(mapping.header()).containsExactly("ID", "Labels", "Labels", "Due", "Braces");
        assertThat(mapping.cells(TicketItems.item("vol-1", "", "")))
                .containsExactly(TicketItems.ID, "atrest", "HIGH", "01/Dec/26", "{code}");
    }

    @Test
    void whatIsNoNewsIsNotInTheDigestAndWhatIsNewsIs() {
        var mapping = TicketMapping.read(Path.of("config/exports/csv.yml"));
        var item = TicketItems.item("vol-1", "vol-1 is not encrypted", "team-a");
        var withTicket =
                new TicketItem(item.item(), TicketItem.Action.UPDATE, "payments", "team-a", item.controls(), "SEC-1");
        assertThat(mapping.digest(withTicket)).isEqualTo(mapping.digest(item)).hasSize(64);
        assertThat(mapping.digest(TicketItems.item("vol-1", "vol-1 is not encrypted", "team-b")))
                .isNotEqualTo(mapping.digest(item));
    }

    @Test
    void wrongMappingsAreToldWithFileAndLine() throws IOException {
        assertWrong("- a\n", 1, "found a list", "columns, states, acknowledge");
        assertWrong("columns:\n  ID: '{externalId}'\n  Summary: '{ruleName}'\n" + KEYS, 3, "{ruleName}", "ruleTitle");
        assertWrong("columns:\n  ID: '{externalId'\n" + KEYS, 2, "'{' without '}'");
        assertWrong("columns:\n  ID: '{externalId}}'\n" + KEYS, 2, "'}' without '{'");
        assertWrong("columns:\n  ID: '{externalId}'\n  ID: x\n" + KEYS, 3, "'ID' twice");
        assertWrong("columns:\n  ID: { text: '{externalId}', lenght: 3 }\n" + KEYS, 2, "'lenght'", "limit");
        assertWrong("columns:\n  ID: { text: '{externalId}', limit: short }\n" + KEYS, 2, "'short'", "whole numbers");
        assertWrong("columns:\n  ID: { limit: 30 }\n" + KEYS, 2, "column ID has no text");
        assertWrong(
                "columns:\n  ID: '{externalId}'\n  D: { text: '{dueOn}', times: QQQQQQQ }\n" + KEYS, 3, "yyyy-MM-dd");
        assertWrong("columns:\n  ID: '{externalId}'\n  D: { text: '{owner}', times: yyyy }\n" + KEYS, 3, "no field");
        assertWrong("columns:\n  ID: { text: '{externalId}', markup: rtf }\n" + KEYS, 2, "'rtf'", "markdown");
        assertWrong("columns:\n  ID:\n" + KEYS, 2, "no value", "a text");
        assertWrong("columns:\n  S: '{severity}'\n" + KEYS, 6, "{externalId}");
        assertWrong("columns:\n  ID: '{externalId}'\n", 3, "acknowledge");
        assertWrong("columns:\n  ID: '{externalId}'\nstates: [CLOSED]\n" + KEYS, 3, "'CLOSED'", "RESOLVED");
        assertWrong("columns:\n  ID: '{externalId}'\nacknowledge:\n  key: [a]\n", 4, "'key'", "externalId, ticket");
        assertWrong("columns:\n  a: b: c\n", 2, "not valid YAML");
    }

    @Test
    void valuesCoverAllThatAFieldCanBe() throws IOException {
        String id = "columns:\n  ID: '{externalId}'\n";
        assertWrong(
                id + "  P: { text: '{severity}', values: { CRITICAL: a, HIGH: b } }\n" + KEYS,
                3,
                "no value for MEDIUM, LOW, INFORMATIONAL");
        assertWrong(id + "  P: { text: '{effort}', values: { SMALL: a } }\n" + KEYS, 3, "'SMALL'", "LOW, MEDIUM, HIGH");
        assertWrong(id + "  P: { text: '{owner}', values: { me: a } }\n" + KEYS, 3, "{severity}", "{state}");
    }

    @Test
    void aMappingThatIsNotThereIsTold() {
        assertThatThrownBy(() -> TicketMapping.read(folder.resolve("none.yml")))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("none.yml: there is no such readable file");
    }

    @Test
    void howASystemTakesFilesIsSaidInTheMapping() throws IOException {
        String columns = "columns: { ID: '{ticket}', Tags: '{externalId}' }\n" + KEYS;
        assertThat(TicketMapping.read(file(columns)).importer()).isEqualTo(TicketMapping.Importer.ANY);
        var importer = TicketMapping.read(file(columns + "import: { findsBy: ticket, rows: 1000, newWithout: [ID] }\n"))
                .importer();
        assertThat(importer).isEqualTo(new TicketMapping.Importer(true, 1000, Set.of("ID")));
        assertWrong(columns + "import: { findsBy: title }\n", 5, "findsBy 'title'", "externalId, ticket");
        assertWrong(columns + "import: { rows: 0 }\n", 5, "'0' rows", "from 1");
        assertWrong(columns + "import: { lines: 3 }\n", 5, "found 'lines'", "findsBy, rows, newWithout");
        assertWrong(columns + "import: { newWithout: [Key] }\n", 5, "found 'Key'", "ID, Tags");
        assertWrong(columns + "import: { newWithout: [Tags] }\n", 5, "no column with {externalId}");
    }

    @ParameterizedTest
    @CsvSource({"jira, true, 250", "azure-devops, true, 1000", "servicenow, false, 2147483647"})
    void systemsThatShipTakeFilesAsTheirImportersDo(String target, boolean byTicket, int rows) {
        var importer =
                TicketMapping.read(Path.of("config/exports/" + target + ".yml")).importer();
        assertThat(importer.byTicket()).isEqualTo(byTicket);
        assertThat(importer.rows()).isEqualTo(rows);
    }
}
