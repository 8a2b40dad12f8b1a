package dev.atrest.writers.pdf;

import dev.atrest.model.FindingStatus;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.CoverageExclusions;
import dev.atrest.writers.ReportSection;
import dev.atrest.writers.Texts;
import dev.atrest.writers.pdf.Typography.Style;
import java.util.List;
import java.util.Optional;
import org.openpdf.text.Element;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;

/** What the auditor and the owner put their names to: the scope, what was not looked at, and lines to sign on. */
final class SignOffPage {

    private static final float LINE = 34;
    private static final float FIELD_HEIGHT = 64;

    private final Pages pages;
    private final Texts texts;

    SignOffPage(Pages pages) {
        this.pages = pages;
        this.texts = pages.texts();
    }

    /** @param signature what makes the signature field, if the report is signed */
    void write(AssessmentReport report, CoverageExclusions exclusions, Optional<SignatureField> signature) {
        AssessmentSummary summary = report.summary();
        pages.section(ReportSection.SIGN_OFF);
        pages.paragraph(
                texts.get(
                        "pdf.signOff.scope",
                        summary.id(),
                        texts.dateTime(summary.startedAt()),
                        texts.dateTime(summary.finishedAt()),
                        summary.scope(),
                        summary.accountsScanned(),
                        summary.accountsTotal(),
                        summary.totalResources()),
                Style.LEAD);
        pages.heading(texts.get("pdf.signOff.results"), Style.HEADING_2, 10, 3);
        pages.paragraph(
                texts.get(
                        "pdf.signOff.counts",
                        summary.findings(FindingStatus.PASS),
                        summary.findings(FindingStatus.FAIL),
                        summary.findings(FindingStatus.WAIVED),
                        summary.findings(FindingStatus.NOT_ASSESSED)),
                Style.BODY);
        pages.heading(texts.get("pdf.signOff.notSeen"), Style.HEADING_2, 10, 3);
        pages.paragraph(
                summary.coverage().isEmpty()
                        ? texts.get("coverage.nothing")
                        : texts.get("pdf.signOff.gaps", summary.coverageGaps()),
                Style.BODY);
        pages.paragraph(
                texts.get(
                        "pdf.signOff.excluded",
                        exclusions.accounts().size(),
                        exclusions.regions().size()),
                Style.BODY);
        pages.paragraph(texts.get("pdf.signOff.beyond"), Style.BODY);
        pages.keep(6 * LINE + FIELD_HEIGHT + 60);
        signatures();
        signature.ifPresent(this::field);
    }

    private void signatures() {
        var table = new PdfPTable(new float[] {47, 6, 47});
        table.setWidthPercentage(100);
        table.setSpacingBefore(18);
        table.setKeepTogether(true);
        List.of("auditor", "owner").forEach(role -> {
            var cell = cell(texts.get("pdf.signOff." + role), Style.HEADING_2, 22);
            table.addCell(cell);
            if (role.equals("auditor")) {
                table.addCell(cell("", Style.CAPTION, 22));
            }
        });
        for (String line : List.of("name", "role", "date", "signature")) {
            table.addCell(line(texts.get("pdf.signOff." + line)));
            table.addCell(cell("", Style.CAPTION, LINE));
            table.addCell(line(texts.get("pdf.signOff." + line)));
        }
        pages.add(table);
    }

    private PdfPCell line(String name) {
        var cell = cell(name, Style.CAPTION, LINE);
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderWidth(0.6f);
        cell.setBorderColor(Typography.awt(pages.colours().text()));
        cell.setPaddingBottom(3);
        return cell;
    }

    private PdfPCell cell(String text, Style style, float height) {
        var cell = new PdfPCell(pages.type().phrase(text, style));
        cell.setBorder(Rectangle.NO_BORDER);
        cell.setFixedHeight(height);
        cell.setPadding(0);
        cell.setVerticalAlignment(Element.ALIGN_BOTTOM);
        return cell;
    }

    private void field(SignatureField signature) {
        pages.heading(texts.get("pdf.signOff.digital"), Style.HEADING_2, 24, 4);
        var cell = new PdfPCell();
        cell.setFixedHeight(FIELD_HEIGHT);
        cell.setBorderColor(Typography.awt(pages.colours().rule()));
        cell.setBorderWidth(0.6f);
        cell.setCellEvent((_, place, _) -> signature.place(place, pages));
        var box = new PdfPTable(1);
        box.setWidthPercentage(100);
        box.addCell(cell);
        pages.add(box);
    }
}
