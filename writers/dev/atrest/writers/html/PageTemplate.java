package dev.atrest.writers.html;

import dev.atrest.writers.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page as {@code html/report.html} of the template folder has it: its HTML, and slots in two braces that are filled in.
 * {@code {{text KEY}}} is a text, {@code {{value NAME}}} a word or figure, {@code {{part NAME}}} a section, and
 * {@code {{style FILE}}} and {@code {{script FILE}}} are files of the same folder.
 */
public final class PageTemplate {

    static final Set<String> VALUES = Set.of(
            "language",
            "policy",
            "assessment",
            "organisation",
            "scope",
            "classification",
            "version",
            "failures",
            "listed");

    private static final Pattern SLOT = Pattern.compile("\\{\\{(\\w+) ([\\w./-]+)}}");
    private static final Pattern TEXT_OF_SCRIPT = Pattern.compile("\\btext\\(\\s*\"([\\w.]+)\"");

    /** Of style sheets and scripts: what is left when these are taken away does something. */
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|(?m:^\\s*//[^\\n]*$)", Pattern.DOTALL);

    /** What a slot is filled with. */
    enum Kind {
        HTML,
        TEXT,
        VALUE,
        PART,
        STYLE,
        SCRIPT
    }

    /**
     * A piece of the page.
     *
     * @param content the HTML, CSS or JavaScript, or what the slot names
     */
    record Piece(Kind kind, String content) {

        /** How the template asks for it. */
        String slot() {
            return "{{" + kind.name().toLowerCase(Locale.ROOT) + " " + content + "}}";
        }
    }

    /** Without these the page would show nothing, or let others in. */
    private static final List<Piece> NEEDED = List.of(
            new Piece(Kind.VALUE, "policy"),
            new Piece(Kind.PART, "brand"),
            new Piece(Kind.PART, "summary"),
            new Piece(Kind.PART, "data"));

    private final Path file;
    private final List<Piece> pieces;

    private PageTemplate(Path file, List<Piece> pieces) {
        this.file = file;
        this.pieces = List.copyOf(pieces);
    }

    /**
     * Reads the template.
     *
     * @throws IOException when a file cannot be read or has a slot that is not known; the message names file and line
     */
    public static PageTemplate load(Path templates) throws IOException {
        Path folder = templates.resolve("html");
        Path file = folder.resolve("report.html");
        String html = read(file);
        var pieces = new ArrayList<Piece>();
        int end = 0;
        for (Matcher slot = SLOT.matcher(html); slot.find(); end = slot.end()) {
            pieces.add(new Piece(Kind.HTML, html.substring(end, slot.start())));
            pieces.add(piece(slot.group(1), slot.group(2), folder, at(file, html, slot.start())));
        }
        pieces.add(new Piece(Kind.HTML, html.substring(end)));
        for (Piece needed : NEEDED) {
            if (!pieces.contains(needed)) {
                throw new IOException(file + ": " + needed.slot() + " is missing; the page must have "
                        + NEEDED.stream().map(Piece::slot).collect(Collectors.joining(", "))
                        + ", and may have other values, the parts "
                        + Part.names().stream().sorted().collect(Collectors.joining(", "))
                        + ", texts, styles and scripts");
            }
        }
        return new PageTemplate(file, pieces);
    }

    /**
     * Compares the page with the texts that it is filled with.
     *
     * @throws IOException when it asks for a text that there is not
     */
    public void expectTexts(Texts texts) throws IOException {
        Set<String> asked = textsOfScripts();
        of(Kind.TEXT).forEach(asked::add);
        for (String key : asked) {
            if (!texts.has(key)) {
                throw new IOException(file + ": it, or one of its scripts, asks for the text '" + key
                        + "', which texts_en.properties does not have");
            }
        }
    }

    private static Piece piece(String kind, String name, Path folder, String at) throws IOException {
        return switch (kind) {
            case "text" -> new Piece(Kind.TEXT, name);
            case "value" -> new Piece(Kind.VALUE, known(name, VALUES, at));
            case "part" -> new Piece(Kind.PART, known(name, Part.names(), at));
            case "style" -> new Piece(Kind.STYLE, inline(folder.resolve(name), at));
            case "script" -> new Piece(Kind.SCRIPT, inline(folder.resolve(name), at));
            default ->
                throw new IOException(at + "unknown slot '" + kind + "'; there are text, value, part, style, script");
        };
    }

    private static String known(String name, Set<String> allowed, String at) throws IOException {
        if (!allowed.contains(name)) {
            throw new IOException(at + "nothing is called '" + name + "'; there are "
                    + allowed.stream().sorted().collect(Collectors.joining(", ")));
        }
        return name;
    }

    /** A file within the page; it must not end the element that it is put into. */
    private static String inline(Path file, String at) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(at + file + " cannot be read");
        }
        String content = read(file);
        if (COMMENT.matcher(content).replaceAll("").isBlank()) {
            throw new IOException(file + ": there is nothing in it; leave out the slot at " + at + "to do without");
        }
        Matcher end = Pattern.compile("</(?:script|style)|<!--", Pattern.CASE_INSENSITIVE)
                .matcher(content);
        if (end.find()) {
            throw new IOException(
                    at(file, content, end.start()) + "'" + end.group() + "' would end it within the page");
        }
        return content;
    }

    private static String read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException(file + ": cannot be read; the HTML report is made of it");
        }
        // as a browser reads it, since digests are of what it reads
        return Files.readString(file).replace("\r\n", "\n").replace('\r', '\n');
    }

    private static String at(Path file, String content, int position) {
        return file + ":" + (content.substring(0, position).lines().count() + (position == 0 ? 1 : 0)) + ": ";
    }

    List<Piece> pieces() {
        return pieces;
    }

    Path file() {
        return file;
    }

    /** Keys of the texts that the scripts ask for. */
    Set<String> textsOfScripts() {
        var keys = new TreeSet<String>();
        of(Kind.SCRIPT).forEach(script -> {
            for (Matcher key = TEXT_OF_SCRIPT.matcher(script); key.find(); ) {
                keys.add(key.group(1));
            }
        });
        return keys;
    }

    /**
     * The Content-Security-Policy: nothing is loaded and nothing is run but the template's own styles and scripts.
     *
     * @param brand the style sheet of the brand's colours
     */
    String policy(String brand) {
        var styles = new ArrayList<>(List.of(brand));
        styles.addAll(of(Kind.STYLE));
        return "default-src 'none'; script-src " + digests(of(Kind.SCRIPT)) + "; style-src " + digests(styles)
                + "; img-src data:; base-uri 'none'; form-action 'none'";
    }

    private List<String> of(Kind kind) {
        return pieces.stream()
                .filter(piece -> piece.kind() == kind)
                .map(Piece::content)
                .toList();
    }

    private static String digests(List<String> contents) {
        return contents.stream().map(PageTemplate::digest).distinct().collect(Collectors.joining(" "));
    }

    private static String digest(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
