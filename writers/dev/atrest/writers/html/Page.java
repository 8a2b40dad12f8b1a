package dev.atrest.writers.html;

import dev.atrest.model.Account;
import dev.atrest.model.StatusCounts;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Texts;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A page that is being written: where to, what of, and in which words.
 *
 * @param accounts by id
 * @param counts findings by account id
 * @param listed the findings that it lists
 */
record Page(
        Markup markup,
        AssessmentReport report,
        Texts texts,
        Map<String, Account> accounts,
        Map<String, StatusCounts> counts,
        Listed listed) {

    /** @param most findings that it may list */
    static Page of(Markup markup, AssessmentReport report, Texts texts, long most) {
        return new Page(
                markup,
                report,
                texts,
                report.accounts().stream().collect(Collectors.toMap(Account::id, Function.identity())),
                report.countsByAccount(),
                new Listed(report, most));
    }

    /** Whether the page lists findings of an account, which are all but those that passed. */
    boolean lists(String accountId) {
        StatusCounts count = counts.getOrDefault(accountId, StatusCounts.NONE);
        return count.total() > count.pass();
    }

    String text(String key, Object... arguments) {
        return texts.get(key, arguments);
    }

    String date(LocalDate day) {
        return texts.date(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** Says so where findings are left out. */
    void tellLeftOut() {
        if (listed.leftOut() > 0) {
            paragraph(
                    "notice incomplete",
                    text(
                            "html.leftOut",
                            texts.number(listed.total()),
                            texts.number(listed.total() + listed.leftOut())));
        }
    }

    /** A text in a paragraph. */
    void paragraph(String styleClass, String text) {
        markup.element("p", styleClass, text).raw("\n");
    }

    void subheading(String text) {
        markup.element("h3", text).raw("\n");
    }
}
