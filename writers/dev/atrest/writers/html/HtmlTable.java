package dev.atrest.writers.html;

import dev.atrest.model.Account;
import java.util.List;

/** A table with a caption and column headers, which scrolls sideways where the window is narrow. */
final class HtmlTable implements AutoCloseable {

    /**
     * A column.
     *
     * @param kind {@code text}, {@code wide} for prose, {@code word} for what keeps to one line, {@code number}
     */
    record Column(String title, String kind) {

        static Column text(String title) {
            return new Column(title, "text");
        }

        static Column wide(String title) {
            return new Column(title, "wide");
        }

        static Column word(String title) {
            return new Column(title, "word");
        }

        static Column number(String title) {
            return new Column(title, "number");
        }
    }

    private final Page page;
    private final Markup markup;
    private final List<Column> columns;
    private int cell;
    private boolean inRow;

    /** @param caption says what the table is of to those who do not see its heading */
    HtmlTable(Page page, String caption, List<Column> columns) {
        this.page = page;
        this.markup = page.markup();
        this.columns = columns;
        markup.raw("<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"")
                .text(caption)
                .raw("\">\n<table>")
                .element("caption", caption)
                .raw("<thead><tr>");
        columns.forEach(column -> markup.raw("<th scope=\"col\" class=\"" + column.kind() + "\">")
                .text(column.title())
                .raw("</th>"));
        markup.raw("</tr></thead>\n<tbody>\n");
    }

    HtmlTable row() {
        endRow();
        markup.raw("<tr>");
        inRow = true;
        cell = 0;
        return this;
    }

    private void endRow() {
        if (inRow) {
            markup.raw("</tr>\n");
        }
    }

    HtmlTable text(String text) {
        return cell(() -> markup.text(text));
    }

    HtmlTable number(long number) {
        return text(page.texts().number(number));
    }

    /** A word with its colour beside it. */
    HtmlTable mark(String colour, String word) {
        return cell(() -> mark(markup, colour, word));
    }

    static void mark(Markup markup, String colour, String word) {
        markup.raw("<span class=\"mark " + colour + "\">").text(word).raw("</span>");
    }

    /** A text with a quieter one below it; nothing is written of an empty one. */
    HtmlTable noted(String text, String note) {
        return cell(() -> {
            markup.text(text);
            note(note);
        });
    }

    /** A text that leads somewhere in the page, with a quieter one below it. */
    HtmlTable link(String hash, String text, String note) {
        return cell(() -> {
            markup.raw("<a href=\"").text(hash).raw("\">").text(text).raw("</a>");
            note(note);
        });
    }

    /** An account's name with its id below it, leading to its findings where the page has some. */
    HtmlTable account(String id, String more) {
        Account account = page.accounts().getOrDefault(id, new Account(id, id, "", ""));
        String note = account.named() ? id : "";
        String name = account.named() ? account.name() : id;
        String below = note + (note.isEmpty() || more.isEmpty() ? "" : "  ·  ") + more;
        return page.lists(id) ? link("#account=" + id, name, below) : noted(name, below);
    }

    private void note(String note) {
        if (!note.isEmpty()) {
            markup.element("span", "note", note);
        }
    }

    HtmlTable cell(Runnable content) {
        markup.raw("<td class=\"" + columns.get(cell).kind() + "\">");
        content.run();
        markup.raw("</td>");
        cell++;
        return this;
    }

    @Override
    public void close() {
        endRow();
        markup.raw("</tbody></table>\n</div>\n");
    }
}
