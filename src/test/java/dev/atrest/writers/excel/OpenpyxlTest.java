package dev.atrest.writers.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.atrest.model.FindingStatus;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Protection;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.SampleReport;
import dev.atrest.writers.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workbook as another library than the one that wrote it reads it. */
class OpenpyxlTest {

    private static final Path TEMPLATES = Path.of("report-templates");

    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private static final String READ = """
            import sys, warnings
            warnings.simplefilter("ignore")
            import openpyxl
            book = openpyxl.load_workbook(sys.argv[1])
            for sheet in book:
                cells = [cell for row in sheet.iter_rows() for cell in row]
                print(sheet.title, sheet.max_row - 1, len(sheet.tables),
                      sum(cell.data_type == "f" for cell in cells),
                      sum(cell.is_date for cell in cells if cell.value is not None) > 0,
                      len(sheet._charts), sep="|")
            for sheet in openpyxl.load_workbook(sys.argv[1], read_only=True):
                print("streamed", sheet.title, sum(1 for row in sheet.iter_rows()) - 1, sep="|")
            """;

    @TempDir
    private Path folder;

    @Test
    void openpyxlReadsTablesDatesAndChartsAndNoFormula() throws Exception {
        assumeThat(PYTHON).as("python3 is installed").isExecutable();
        assumeThat(run("-c", "import openpyxl").exit())
                .as("python3-openpyxl is installed")
                .isZero();
        var report = SampleReport.enterprise();
        var writer = new ExcelReport(Brand.load(TEMPLATES), Texts.load(TEMPLATES, "en"), Protection.NONE);
        Path file = ReportFiles.write(report, List.of(writer), folder).getFirst();

        Answer read = run("-c", READ, file.toString());

        assertThat(read.exit()).as(read.output()).isZero();
        long findings = report.allFindings().stream()
                .filter(finding -> finding.status() != FindingStatus.PASS)
                .count();
        assertThat(read.output().lines())
                .hasSize(20)
                .contains(
                        "Findings|" + findings + "|1|0|True|0",
                        "Backlog|" + report.backlog().count() + "|1|0|True|0",
                        "Waivers|4|1|0|True|0",
                        "streamed|Findings|" + findings,
                        "streamed|Population|" + report.resources().size(),
                        "Population|" + report.resources().size() + "|1|0|True|0")
                .anyMatch(line -> line.startsWith("Summary|") && line.endsWith("|0|0|True|3"));
    }

    private record Answer(int exit, String output) {}

    private static Answer run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(PYTHON.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), output);
    }
}
