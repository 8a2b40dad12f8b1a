package dev.atrest.writers;

import dev.atrest.model.ControlResult;
import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Severity;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words of the reports in one language: {@code texts_LANGUAGE.properties} of the template folder. A text that the
 * language does not have is taken from {@code texts_en.properties}, which has all.
 *
 * <p>Every text is a {@link MessageFormat} pattern, so an apostrophe is written twice. Safe for use by many threads.
 */
public final class Texts {

    private static final String PREFIX = "texts_";
    private static final String SUFFIX = ".properties";

    /** Missing texts that a message names. */
    private static final int MOST_NAMED = 5;

    private final Locale locale;
    private final Path file;
    private final Map<String, String> patterns;
    /** Those that were asked for without arguments; tables do for every row. */
    private final Map<String, String> words = new ConcurrentHashMap<>();

    private final DateTimeFormatter date;
    private final DateTimeFormatter dateTime;
    private final DateTimeFormatter day;

    private Texts(Locale locale, Path file, Map<String, String> patterns) {
        this.locale = locale;
        this.file = file;
        this.patterns = Map.copyOf(patterns);
        this.date = DateTimeFormatter.ofPattern(get("format.date"), locale).withZone(ZoneOffset.UTC);
        this.dateTime =
                DateTimeFormatter.ofPattern(get("format.dateTime"), locale).withZone(ZoneOffset.UTC);
        this.day = DateTimeFormatter.ofPattern(get("pdf.format.day"), locale).withZone(ZoneOffset.UTC);
    }

    /**
     * Reads the texts of a language.
     *
     * @param language ISO 639 code, e.g. {@code en} or {@code de}
     * @throws IOException when there are none, a pattern is malformed, a key is not one of the English texts, or one of those
     *     that ship is not there in English; the message names the file
     */
    public static Texts load(Path templates, String language) throws IOException {
        Path english = templates.resolve(PREFIX + "en" + SUFFIX);
        Path file = templates.resolve(PREFIX + language + SUFFIX);
        if (!language.matches("[a-z]{2,3}") || !Files.isReadable(file)) {
            throw new IOException("No report texts for language '" + language + "'; " + templates + " has "
                    + String.join(", ", languages(templates)));
        }
        var patterns = new HashMap<>(read(english));
        expectAll(english, patterns.keySet());
        if (!language.equals("en")) {
            Map<String, String> translated = read(file);
            if (translated.isEmpty()) {
                throw new IOException(file + ": has no text; it translates those of " + english
                        + ", as many as it likes but at least one");
            }
            for (String key : translated.keySet()) {
                if (!patterns.containsKey(key)) {
                    throw new IOException(
                            at(file, key) + "unknown key '" + key + "'; the keys are those of " + english);
                }
            }
            patterns.putAll(translated);
        }
        try {
            return new Texts(Locale.of(language), file, patterns);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": format.date, format.dateTime or pdf.format.day: " + e.getMessage(), e);
        }
    }

    /** The languages that the template folder has texts for. */
    public static List<String> languages(Path templates) throws IOException {
        try (Stream<Path> files = Files.list(templates)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(PREFIX) && name.endsWith(SUFFIX))
                    .map(name -> name.substring(PREFIX.length(), name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        }
    }

    /** A text is missed when a report is written, which must not be at the end of a night. */
    private static void expectAll(Path english, Set<String> there) throws IOException {
        var shipped = new Properties();
        try (var stream = Texts.class.getResourceAsStream(PREFIX + "en" + SUFFIX);
                var reader = new InputStreamReader(
                        Objects.requireNonNull(stream, "atrest is built with its English texts"),
                        StandardCharsets.UTF_8)) {
            shipped.load(reader);
        }
        List<String> missing = shipped.stringPropertyNames().stream()
                .filter(key -> !there.contains(key))
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw new IOException(english + ": no text for "
                    + missing.stream()
                            .limit(MOST_NAMED)
                            .map(key -> "'" + key + "'")
                            .collect(Collectors.joining(", "))
                    + (missing.size() > MOST_NAMED ? " and " + (missing.size() - MOST_NAMED) + " more" : "")
                    + "; the file must have all " + shipped.size()
                    + " texts that ship with atrest, and may have others");
        }
    }

    /** Whether there is such a text. */
    public boolean has(String key) {
        return patterns.containsKey(key);
    }

    private static Map<String, String> read(Path file) throws IOException {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        var patterns = new HashMap<String, String>();
        for (String key : properties.stringPropertyNames()) {
            String pattern = properties.getProperty(key);
            try {
                new MessageFormat(pattern, Locale.ROOT);
            } catch (IllegalArgumentException e) {
                throw new IOException(
                        at(file, key) + "'" + key + "' is not a message pattern (" + e.getMessage() + "): " + pattern,
                        e);
            }
            patterns.put(key, pattern);
        }
        return patterns;
    }

    private static String at(Path file, String key) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().startsWith(key)) {
                return file + ":" + (i + 1) + ": ";
            }
        }
        return file + ": ";
    }

    public Locale locale() {
        return locale;
    }

    /**
     * The text of a key.
     *
     * @throws IllegalStateException when the files have no such text
     */
    public String get(String key, Object... arguments) {
        return arguments.length == 0 ? words.computeIfAbsent(key, word -> format(word)) : format(key, arguments);
    }

    private String format(String key, Object... arguments) {
        String pattern = patterns.get(key);
        if (pattern == null) {
            String message = file + ": no text for '" + key + "'; the file must have one";
            // A mistake in a file of the user's, to be told as one.
            throw new IllegalStateException(message, new IOException(message));
        }
        return new MessageFormat(pattern, locale).format(arguments);
    }

    public String of(FindingStatus status) {
        return get("status." + status);
    }

    public String of(Severity severity) {
        return get("severity." + severity);
    }

    public String of(ControlResult.Result result) {
        return get("result." + result);
    }

    public String of(Coverage.Status status) {
        return get("coverage." + status);
    }

    public String of(Coverage.Reason reason) {
        return get("coverage.reason." + reason);
    }

    /** The plural of a resource type. */
    public String of(ResourceType type) {
        return get("type." + type.label());
    }

    /** A whole number, digits grouped. */
    public String number(long number) {
        return String.format(locale, "%,d", number);
    }

    /** A day, in UTC. */
    public String date(Instant instant) {
        return date.format(instant);
    }

    public String date(LocalDate day) {
        return date.format(day);
    }

    /** Day and month of a moment, in UTC. */
    public String day(Instant instant) {
        return day.format(instant);
    }

    /** A moment, in UTC and saying so. */
    public String dateTime(Instant instant) {
        return dateTime.format(instant) + " UTC";
    }

    /** A region of {@link Coverage}, which may be all of them. */
    public String region(Coverage row) {
        return row.region().equals(Coverage.ALL_REGIONS) ? get("coverage.allRegions") : row.region();
    }

    /** What is said of a scope without gaps: not every fact of it need have been asked for. */
    public String complete(AssessmentSummary summary) {
        long undecided = summary.findings(FindingStatus.NOT_ASSESSED);
        return undecided == 0 ? get("summary.complete") : get("summary.completeButUndecided", undecided);
    }
}
