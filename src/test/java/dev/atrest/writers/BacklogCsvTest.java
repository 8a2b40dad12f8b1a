package dev.atrest.writers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacklogCsvTest {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    @TempDir
    private Path folder;

    @Test
    void everyItemThatIsOpenOrWaivedIsOneRowTheMostUrgentFirst() throws IOException {
        var report = SampleReport.enterprise();
        List<CSVRecord> rows = rows(report);
        assertThat(rows.stream().map(row -> row.get("External ID")))
                .containsExactlyElementsOf(report.backlog().map(BacklogItem::id).toList());
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.get("Priority"))
                        .isEqualTo(String.valueOf(
                                Severity.valueOf(row.get("Severity")).ordinal() + 1)));
    }

    @Test
    void everyRowTellsWhereItStandsAndWhyItStandsThere() throws IOException {
        var report = SampleReport.enterprise();
        List<BacklogItem> items = report.backlog().toList();
        List<CSVRecord> rows = rows(report);
        for (int i = 0; i < items.size(); i++) {
            BacklogItem item = items.get(i);
            CSVRecord row = rows.get(i);
            assertThat(row.get("State")).isEqualTo(item.state().name());
            assertThat(row.get("Due date")).isEqualTo(item.dueOn().toString());
            assertThat(row.get("First seen")).isEqualTo(item.firstSeenAt().toString());
            assertThat(row.get("Last seen")).isEqualTo(item.lastSeenAt().toString());
            assertThat(row.get("Owner")).isEqualTo(item.owner());
            assertThat(row.get("Ticket")).isEqualTo(item.ticket());
            assertThat(row.get("Group"))
                    .isEqualTo(item.group().map(BacklogItem.Group::title).orElse(""));
            assertThat(row.get("Priority explanation"))
                    .isEqualTo(item.priority().explanation());
        }
    }

    @Test
    void externalIdsAreUniqueAndTheSameInTheNextAssessment() throws IOException {
        List<String> ids = externalIds(SampleReport.enterprise());
        assertThat(ids).doesNotHaveDuplicates().isEqualTo(externalIds(SampleReport.enterprise()));
        assertThat(ids).allMatch(id -> id.matches("[a-z0-9-]+-[0-9a-f]{16}"));
    }

    @Test
    void noCellIsAFormula() throws IOException {
        assertThat(rows(SampleReport.enterprise()))
                .allSatisfy(row -> assertThat(row).noneMatch(cell -> cell.matches("(?s)[=+\\-@\t\r\n＝＋－＠].*")));
    }

    @Test
    void hostileNamesSurviveBehindAnApostropheWhereTheyBeginLikeAFormula() throws IOException {
        var report = SampleReport.enterprise();
        List<String> names = report.backlog()
                .map(BacklogItem::resourceName)
                .map(name -> name.matches("(?s)[=+\\-@\t＝].*") ? "'" + name : name)
                .map(VisibleText::wellFormed)
                .toList();
        assertThat(rows(report).stream().map(row -> row.get("Resource name"))).containsExactlyElementsOf(names);
        assertThat(names).contains("'" + SampleReport.FORMULA, SampleReport.EMOJI_AND_SCRIPTS);
    }

    @Test
    void accountsAreNamed() throws IOException {
        assertThat(rows(SampleReport.enterprise()))
                .filteredOn(row -> row.get("Account ID").equals("555566667777"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get("Account name")).isEqualTo("Datenplattform Größenklasse Ü"));
    }

    @Test
    void commandsAreFilledInForTheResource() throws IOException {
        assertThat(rows(SampleReport.enterprise()))
                .filteredOn(row -> row.get("Rule ID").equals("ebs-encryption-by-default"))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get("Command"))
                        .isEqualTo("aws ec2 enable-ebs-encryption-by-default --region " + row.get("Region")));
    }

    @Test
    void recordsEndWithCrLfAndTheHeaderComesFirst() throws IOException {
        String text = Files.readString(file(SampleReport.enterprise()));
        assertThat(text).startsWith("External ID,Summary,Severity,").endsWith("\r\n");
        assertThat(Files.readString(file(SampleReport.empty())))
                .startsWith("External ID,")
                .hasLineCount(1);
    }

    private List<String> externalIds(AssessmentReport report) throws IOException {
        return rows(report).stream().map(row -> row.get("External ID")).toList();
    }

    private List<CSVRecord> rows(AssessmentReport report) throws IOException {
        try (var parser = CSVParser.parse(Files.newBufferedReader(file(report)), FORMAT)) {
            return parser.getRecords();
        }
    }

    private Path file(AssessmentReport report) throws IOException {
        return ReportFiles.write(report, List.of(new BacklogCsv()), folder).getFirst();
    }
}
