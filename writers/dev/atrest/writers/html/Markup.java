package dev.atrest.writers.html;

import dev.atrest.writers.VisibleText;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes HTML. Whatever comes from outside goes through {@link #text}, in elements and in quoted attributes. */
final class Markup implements Closeable {

    private final OutputStream out;
    private final Writer writer;

    Markup(OutputStream out) {
        this.out = out;
        this.writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 14);
    }

    /** HTML as it is. */
    Markup raw(String html) {
        try {
            writer.write(html);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Text, in which nothing is HTML. */
    Markup text(String text) {
        return raw(escaped(VisibleText.of(text)));
    }

    /** An element with nothing but text in it. */
    Markup element(String name, String text) {
        return raw("<" + name + ">").text(text).raw("</" + name + ">");
    }

    /** The same with a class. */
    Markup element(String name, String styleClass, String text) {
        return raw("<" + name + " class=\"" + styleClass + "\">").text(text).raw("</" + name + ">");
    }

    /** The stream below, with everything written so far in it. */
    OutputStream stream() {
        try {
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }

    private static String escaped(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            String entity = entity(text.charAt(i));
            if (!entity.isEmpty() && escaped == null) {
                escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (escaped != null) {
                if (entity.isEmpty()) {
                    escaped.append(text.charAt(i));
                } else {
                    escaped.append(entity);
                }
            }
        }
        return escaped == null ? text : escaped.toString();
    }

    private static String entity(char character) {
        return switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> "";
        };
    }
}
