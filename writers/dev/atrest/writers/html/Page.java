package dev.atrest.writers.html;

import dev.atrest.model.Account;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Texts;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A page that is being written: where to, what of, and in which words. */
record Page(Markup markup, AssessmentReport report, Texts texts, Map<String, Account> accounts) {

    static Page of(Markup markup, AssessmentReport report, Texts texts) {
        return new Page(
                markup,
                report,
                texts,
                report.accounts().stream().collect(Collectors.toMap(Account::id, Function.identity())));
    }

    String text(String key, Object... arguments) {
        return texts.get(key, arguments);
    }

    String date(LocalDate day) {
        return texts.date(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** A text in a paragraph. */
    void paragraph(String styleClass, String text) {
        markup.element("p", styleClass, text).raw("\n");
    }

    void subheading(String text) {
        markup.element("h3", text).raw("\n");
    }
}
