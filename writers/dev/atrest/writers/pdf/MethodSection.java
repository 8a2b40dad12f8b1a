package dev.atrest.writers.pdf;

import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Method;
import dev.atrest.writers.pdf.Typography.Style;

/** How the assessment was made and what it does not say. */
final class MethodSection {

    private MethodSection() {}

    static void write(AssessmentReport report, Pages pages) {
        pages.section(pages.texts().get("method.heading"));
        for (Method.Paragraph paragraph : Method.of(report.summary(), pages.texts())) {
            pages.keep(50);
            var heading = pages.type().paragraph(paragraph.heading(), Style.STRONG);
            heading.setSpacingBefore(6);
            pages.add(heading);
            pages.paragraph(paragraph.text(), Style.BODY);
        }
    }
}
