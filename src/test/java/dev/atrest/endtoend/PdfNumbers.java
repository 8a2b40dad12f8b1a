package dev.atrest.endtoend;

import dev.atrest.endtoend.Tally.Topic;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Change;
import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Severity;
import dev.atrest.writers.ReportSection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The numbers that the PDF tells, as its text lies on the pages when Poppler reads it. */
final class PdfNumbers {

    private static final String NUMBER = "[\\d.,]+";
    private static final String CELL = " +(" + NUMBER + "|–)";
    private static final Pattern ACCOUNT = Pattern.compile("^\\d{12}\\b");
    private static final Pattern RULE =
            Pattern.compile("^(One|Eine|" + NUMBER + ") \\p{L}+ +· +([a-z0-9-]+)(?![@\\w-])");

    private final Map<ReportSection, List<String>> sections;
    private final Words words;
    private final Map<String, Tally> places = new TreeMap<>();

    private PdfNumbers(Map<ReportSection, List<String>> sections, Words words) {
        this.sections = sections;
        this.words = words;
    }

    /** The numbers; {@code pdftotext} must be installed. */
    static Map<String, Tally> read(Path file, Words words) throws IOException, InterruptedException {
        var numbers = new PdfNumbers(sections(text(file), words), words);
        numbers.summary();
        numbers.changes();
        numbers.coverage();
        numbers.controls();
        numbers.accounts();
        numbers.backlog();
        numbers.findings(ReportSection.FAILURES, FindingStatus.FAIL);
        numbers.findings(ReportSection.NOT_ASSESSED, FindingStatus.NOT_ASSESSED);
        numbers.findings(ReportSection.WAIVED, FindingStatus.WAIVED);
        numbers.waivers();
        numbers.rules();
        return numbers.places;
    }

    private static String text(Path file) throws IOException, InterruptedException {
        Process reading = new ProcessBuilder("pdftotext", "-layout", "-enc", "UTF-8", file.toString(), "-")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(reading.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (reading.waitFor() != 0) {
            throw new AssertionError("pdftotext cannot read " + file);
        }
        return text;
    }

    /** The lines of each section, which begins on a page of its own with its heading. */
    private static Map<ReportSection, List<String>> sections(String text, Words words) {
        var sections = new LinkedHashMap<ReportSection, List<String>>();
        Optional<ReportSection> current = Optional.empty();
        for (String page : text.split("\f")) {
            // the first line is the page's header, the last one its footer
            List<String> lines =
                    page.lines().filter(line -> !line.isBlank()).skip(1).toList();
            for (String line : lines.subList(0, Math.max(0, lines.size() - 1))) {
                Optional<ReportSection> begun = List.of(ReportSection.values()).stream()
                        .filter(section ->
                                line.equals(section.heading(words.texts())) && !sections.containsKey(section))
                        .findFirst();
                if (begun.isPresent() && line.equals(lines.getFirst())) {
                    current = begun;
                }
                current.ifPresent(section -> sections.computeIfAbsent(section, _ -> new ArrayList<>())
                        .add(line));
            }
        }
        return sections;
    }

    private Tally place(String name) {
        return places.computeIfAbsent("pdf " + name, _ -> new Tally());
    }

    private List<String> lines(ReportSection section) {
        List<String> lines = sections.get(section);
        if (lines == null) {
            throw new AssertionError("No section " + section + " among " + sections.keySet());
        }
        return lines;
    }

    private List<MatchResult> rows(ReportSection section, String pattern) {
        Pattern row = Pattern.compile(pattern);
        return lines(section).stream()
                .flatMap(line -> row.matcher(line).results())
                .toList();
    }

    private static long number(String text) {
        return text.equals("–") ? 0 : Words.number(text);
    }

    private void summary() {
        Tally summary = place("summary");
        List<String> lines = lines(ReportSection.SUMMARY);
        // the figures stand above their captions, and the accounts come first: "7 of 9"
        int captions = 0;
        while (!lines.get(captions).startsWith(words.text("figure.accounts"))) {
            captions++;
        }
        List<Long> figures = Words.numbers(lines.get(captions - 1));
        List<String> names = List.of("resources", "FAIL", "NOT_ASSESSED", "WAIVED", "gaps");
        for (int i = 0; i < names.size(); i++) {
            summary.add(Topic.FIGURES, figures.get(i + 2), names.get(i));
        }
        words.of(FindingStatus.class, words.texts()::of)
                .forEach((word, status) -> rows(ReportSection.SUMMARY, "  " + word + "  +(" + NUMBER + ")")
                        .forEach(row -> summary.add(Topic.STATUSES, number(row.group(1)), status)));
        words.of(Severity.class, words.texts()::of)
                .forEach((word, severity) -> rows(ReportSection.SUMMARY, "  " + word + "  +(" + NUMBER + ")$")
                        .forEach(row -> summary.add(Topic.FAILURES, number(row.group(1)), severity)));
    }

    /** Rows that begin with one of these words and a number. */
    private static void counts(List<String> lines, Map<String, String> meanings, Tally tally, Topic topic) {
        meanings.forEach((word, meaning) -> {
            Pattern row = Pattern.compile("^" + word + " +(" + NUMBER + ")  ");
            lines.stream()
                    .flatMap(line -> row.matcher(line).results())
                    .forEach(found -> tally.add(topic, number(found.group(1)), meaning));
        });
    }

    private void changes() {
        Map<String, String> kinds = words.of(Change.Kind.class, "pdf.change.");
        List<String> lines = lines(ReportSection.CHANGES);
        int all = lines.indexOf(words.text("pdf.changes.all"));
        counts(lines.subList(0, all), kinds, place("changes"), Topic.CHANGES);
        for (int i = all; i < lines.size() - 1; i++) {
            String line = lines.get(i);
            // below the kind stands what the finding was and is
            boolean row = lines.get(i + 1).matches("[\\p{L}–][\\p{L} ]* ?→.*");
            kinds.forEach((word, kind) ->
                    place("changes, rows").add(Topic.CHANGES, row && line.startsWith(word + "  ") ? 1 : 0, kind));
        }
    }

    private void coverage() {
        counts(
                lines(ReportSection.COVERAGE),
                words.of(Coverage.Status.class, words.texts()::of),
                place("coverage"),
                Topic.COVERAGE);
    }

    private void controls() {
        Tally controls = place("controls");
        String framework = "";
        Pattern row = Pattern.compile("^([A-Z]?[\\d.]+) +\\S.*?" + CELL.repeat(4) + "$");
        for (String line : lines(ReportSection.CONTROLS)) {
            framework = words.frameworks().entrySet().stream()
                    .filter(heading -> line.length() > 30 && heading.getKey().startsWith(line))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(framework);
            var found = row.matcher(line);
            if (found.find()) {
                List<String> columns = List.of("TESTED", "FAIL", "WAIVED", "NOT_ASSESSED");
                for (int i = 0; i < columns.size(); i++) {
                    controls.add(Topic.CONTROLS, number(found.group(i + 2)), framework, found.group(1), columns.get(i));
                }
                long passed = number(found.group(2)) - number(found.group(3)) - number(found.group(4));
                controls.add(Topic.CONTROLS, passed, framework, found.group(1), "PASS");
            }
        }
    }

    private void accounts() {
        Tally accounts = place("accounts");
        Pattern row = Pattern.compile("\\S" + CELL.repeat(7) + "$");
        List<String> columns = List.of("PASS", "FAIL", "WAIVED", "NOT_ASSESSED");
        List<String> lines = lines(ReportSection.ACCOUNTS);
        for (int i = 0; i < lines.size(); i++) {
            var found = row.matcher(lines.get(i));
            if (found.find()) {
                String id = lines.stream()
                        .skip(i)
                        .flatMap(line -> ACCOUNT.matcher(line).results())
                        .findFirst()
                        .orElseThrow()
                        .group();
                accounts.add(Topic.ACCOUNT_RESOURCES, number(found.group(1)), id);
                for (int column = 0; column < columns.size(); column++) {
                    accounts.add(Topic.ACCOUNTS, number(found.group(column + 2)), id, columns.get(column));
                }
                accounts.add(Topic.ACCOUNT_COMPLETE, number(found.group(6)), id);
                accounts.add(Topic.ACCOUNT_GAPS, number(found.group(7)), id);
            }
        }
    }

    private void backlog() {
        Tally backlog = place("backlog");
        counts(lines(ReportSection.BACKLOG), words.of(BacklogItem.State.class, "pdf.backlog."), backlog, Topic.BACKLOG);
        List<String> lines = lines(ReportSection.BACKLOG);
        String owners = words.text("pdf.backlog.owners");
        String urgent = words.text("pdf.backlog.urgent");
        lines.subList(lines.indexOf(owners) + 2, lines.indexOf(urgent)).stream()
                .flatMap(line -> Pattern.compile("\\S" + CELL.repeat(3) + "$")
                        .matcher(line)
                        .results())
                .forEach(row -> backlog.add(Topic.OPEN, number(row.group(1)), "open"));
    }

    /** Under each rule a number of resources, and as many rows, each with an ARN. */
    private void findings(ReportSection section, FindingStatus status) {
        String rule = "";
        for (String line : lines(section)) {
            var heading = RULE.matcher(line);
            if (heading.find()) {
                rule = heading.group(2);
                boolean written = Character.isLetter(heading.group(1).charAt(0));
                long resources = written ? 1 : Words.number(heading.group(1));
                place("findings").add(Topic.RULES_NOT_PASSED, resources, rule, status.name());
            } else if (line.startsWith("arn:aws:")) {
                place("findings, rows").one(Topic.RULES_NOT_PASSED, rule, status.name());
            }
        }
    }

    private void waivers() {
        rows(ReportSection.WAIVERS, "^([a-z0-9-]+)  .*\\S" + CELL + "$")
                .forEach(row -> place("waivers").add(Topic.WAIVERS, number(row.group(2)), row.group(1)));
    }

    private void rules() {
        List<String> columns = List.of("PASS", "FAIL", "WAIVED", "NOT_ASSESSED");
        Pattern row = Pattern.compile("\\S" + CELL.repeat(4) + "$");
        List<String> lines = lines(ReportSection.RULES);
        for (int i = 0; i < lines.size(); i++) {
            var found = row.matcher(lines.get(i));
            if (found.find()) {
                String id = lines.stream()
                        .skip(i + 1)
                        .filter(line -> line.matches("[a-z0-9]+(-[a-z0-9]+)+"))
                        .findFirst()
                        .orElseThrow();
                for (int column = 0; column < columns.size(); column++) {
                    place("rules").add(Topic.RULES, number(found.group(column + 1)), id, columns.get(column));
                }
            }
        }
    }
}
