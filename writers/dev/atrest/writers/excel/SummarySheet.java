package dev.atrest.writers.excel;

import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Severity;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Texts;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** The first sheet: what was assessed, the figures, what the other sheets are, and the charts. */
final class SummarySheet {

    private static final List<FindingStatus> STATUSES =
            List.of(FindingStatus.FAIL, FindingStatus.NOT_ASSESSED, FindingStatus.WAIVED, FindingStatus.PASS);

    private final SummaryPage page;
    private final Sheets sheets;
    private final Styles styles;
    private final Brand brand;
    private final Texts texts;
    private final AssessmentReport report;
    private final AssessmentSummary summary;

    private SummarySheet(XSSFSheet sheet, Sheets sheets, Brand brand, AssessmentReport report) {
        this.page = new SummaryPage(sheet, sheets.styles());
        this.sheets = sheets;
        this.styles = sheets.styles();
        this.brand = brand;
        this.texts = sheets.texts();
        this.report = report;
        this.summary = report.summary();
    }

    /**
     * Fills the sheet.
     *
     * @param failures as they were counted while the others were written
     */
    static void write(XSSFSheet sheet, Sheets sheets, Brand brand, AssessmentReport report, FailureTally failures) {
        new SummarySheet(sheet, sheets, brand, report).write(failures);
    }

    private void write(FailureTally failures) {
        page.line(26, texts.get("report.title"), styles.title);
        page.line(18, brand.organisation().isEmpty() ? summary.scope() : brand.organisation(), styles.subtitle);
        if (summary.coverageGaps() > 0) {
            page.line(32, texts.get("summary.gaps", summary.coverageGaps()), styles.warning);
        }
        page.skip(1);
        circumstances();
        page.skip(1);
        page.heading(texts.get("summary.findings"));
        findings();
        page.skip(1);
        page.heading(texts.get("summary.resources"));
        resources();
        page.skip(1);
        page.heading(texts.get("report.contents"));
        contents();
        page.skip(1);
        page.newPage();
        new SummaryFigures(page, styles, brand.colours(), texts).write(report, failures);
        sheets.pageSetup().applyUpright(page.sheet());
        sheets.book()
                .setPrintArea(
                        sheets.book().getSheetIndex(page.sheet().getSheetName()),
                        0,
                        SummaryPage.COLUMNS - 1,
                        0,
                        page.nextRow());
    }

    private void circumstances() {
        page.fact(texts.get("fact.assessment"), summary.id());
        page.fact(texts.get("fact.scope"), summary.scope());
        page.fact(
                texts.get("fact.accounts"),
                texts.get("fact.accountsOf", summary.accountsScanned(), summary.accountsTotal()));
        page.fact(texts.get("fact.started") + " (UTC)", summary.startedAt());
        page.fact(texts.get("fact.finished") + " (UTC)", summary.finishedAt());
        page.fact(texts.get("fact.caller"), summary.caller());
        page.fact(texts.get("fact.rules"), summary.rulesDigest());
        page.fact(texts.get("fact.version"), "atrest " + summary.version());
    }

    private void findings() {
        page.titles(
                texts.get("column.severity"),
                Stream.concat(STATUSES.stream().map(texts::of), Stream.of(texts.get("summary.total")))
                        .toList());
        for (Severity severity : Severity.values()) {
            page.figures(
                    texts.of(severity),
                    styles.of(severity),
                    withTotal(STATUSES.stream().mapToLong(status -> summary.findings(status, severity))));
        }
        page.figures(
                texts.get("summary.total"),
                styles.label,
                withTotal(STATUSES.stream().mapToLong(summary::findings)));
    }

    private static long[] withTotal(LongStream counts) {
        long[] parts = counts.toArray();
        return LongStream.concat(
                        LongStream.of(parts), LongStream.of(LongStream.of(parts).sum()))
                .toArray();
    }

    private void resources() {
        for (ResourceType type : ResourceType.values()) {
            Long count = summary.resources().get(type);
            if (count != null) {
                page.figures(texts.of(type), styles.label, count);
            }
        }
        page.figures(texts.get("summary.total"), styles.label, summary.totalResources());
    }

    /** The sheets in their order, each with as many rows as its table has got. */
    private void contents() {
        sheets.book()
                .tables()
                .forEach((key, table) ->
                        page.content(table.name(), table.place(), table.rows(), texts.get("excel.about." + key)));
    }
}
