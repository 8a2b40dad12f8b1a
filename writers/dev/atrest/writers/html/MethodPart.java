package dev.atrest.writers.html;

import dev.atrest.writers.Method;

/** How the assessment was made and what it does not say. */
final class MethodPart {

    private MethodPart() {}

    static void write(Page page) {
        for (Method.Paragraph paragraph : Method.of(page.report().summary(), page.texts())) {
            page.subheading(paragraph.heading());
            page.paragraph("body", paragraph.text());
        }
    }
}
