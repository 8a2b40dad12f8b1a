package dev.atrest.jobs.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** A page of labelled paragraphs, as wide as the terminal. */
final class Sheet {

    private static final int LABEL = 14;
    private static final int NARROWEST = 40;

    private final PrintWriter out;
    private final Ansi ansi;
    private final int width;

    Sheet(CommandSpec spec) {
        this.out = spec.commandLine().getOut();
        this.ansi = spec.commandLine().getColorScheme().ansi();
        this.width = spec.usageMessage().width();
    }

    void title(String text) {
        wrapped(text, width).forEach(line -> out.println(ansi.new Text("@|bold " + escaped(line) + "|@")));
        out.println();
    }

    void heading(String text) {
        out.println();
        out.println(ansi.new Text("@|bold " + escaped(text) + "|@"));
    }

    /** A label and its text; nothing when there is no text. */
    void field(String label, String text) {
        if (!text.isBlank()) {
            String name = label;
            for (String line : wrapped(text.strip(), width - LABEL)) {
                out.printf("%-" + LABEL + "s%s%n", name, line);
                name = "";
            }
        }
    }

    /** A label and text whose lines stay as they are. */
    void verbatim(String label, String text) {
        if (!text.isBlank()) {
            out.printf("%-" + LABEL + "s%s%n", label, text.strip().replace("\n", "\n" + " ".repeat(LABEL)));
        }
    }

    /** A paragraph that is indented, its further lines once more. */
    void line(int indent, String text) {
        int further = indent + 2;
        List<String> lines = wrapped(text, width - further);
        for (int i = 0; i < lines.size(); i++) {
            out.println(" ".repeat(i == 0 ? indent : further) + lines.get(i));
        }
    }

    /** A paragraph whose further lines stand under its beginning. */
    void beside(String prefix, String text) {
        String margin = prefix;
        for (String line : wrapped(text, width - prefix.length())) {
            out.println(margin + line);
            margin = " ".repeat(prefix.length());
        }
    }

    void flush() {
        out.flush();
    }

    /** picocli would take it for markup. */
    private static String escaped(String text) {
        return text.replace("@|", "@ |").replace("|@", "| @");
    }

    /** Lines of at most this many characters, broken at spaces; a word that is longer stays whole, to be copied. */
    static List<String> wrapped(String text, int most) {
        int room = Math.max(most, NARROWEST);
        var lines = new ArrayList<String>();
        for (String paragraph : text.split("\n", -1)) {
            String rest = paragraph;
            while (rest.length() > room) {
                int end = rest.lastIndexOf(' ', room);
                if (end <= 0 || rest.substring(0, end).isBlank()) {
                    end = rest.indexOf(' ', room);
                }
                if (end < 0) {
                    break;
                }
                lines.add(rest.substring(0, end));
                rest = rest.substring(end + 1);
            }
            lines.add(rest);
        }
        return lines;
    }
}
