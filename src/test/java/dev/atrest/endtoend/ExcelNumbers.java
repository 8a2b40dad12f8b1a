package dev.atrest.endtoend;

import dev.atrest.endtoend.Tally.Topic;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Change;
import dev.atrest.model.ControlResult;
import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The numbers that the workbook tells: on its first sheet, and in the rows of the others. */
final class ExcelNumbers {

    private static final Pattern ACCOUNT = Pattern.compile("\\b\\d{12}\\b");

    private final XSSFWorkbook book;
    private final Words words;
    private final Map<String, String> statuses;
    private final Map<String, String> severities;
    private final Map<String, Tally> places = new TreeMap<>();

    /** A row under a line of titles. */
    private record Line(List<String> titles, List<String> cells) {

        String text(String title) {
            int column = titles.indexOf(title);
            if (column < 0) {
                throw new AssertionError("No column '" + title + "' among " + titles);
            }
            return cells.get(column);
        }

        long number(String title) {
            return Math.round(Double.parseDouble(text(title)));
        }
    }

    private ExcelNumbers(XSSFWorkbook book, Words words) {
        this.book = book;
        this.words = words;
        this.statuses = words.of(FindingStatus.class, words.texts()::of);
        this.severities = words.of(Severity.class, words.texts()::of);
    }

    static Map<String, Tally> read(Path file, Words words) throws IOException, InvalidFormatException {
        try (var book = new XSSFWorkbook(file.toFile())) {
            var numbers = new ExcelNumbers(book, words);
            numbers.summary();
            numbers.coverage();
            numbers.controls();
            numbers.findings();
            numbers.backlog();
            numbers.changes();
            numbers.waivers();
            numbers.population();
            numbers.rules();
            return numbers.places;
        }
    }

    private Tally place(String name) {
        return places.computeIfAbsent("xlsx " + name, _ -> new Tally());
    }

    private String column(String key) {
        return words.text("column." + key);
    }

    /** What a sheet's table holds. */
    private List<Line> lines(String sheet) {
        List<List<String>> rows = cells(book.getSheet(words.text("sheet." + sheet)));
        return rows.stream()
                .skip(1)
                .map(cells -> new Line(rows.getFirst(), cells))
                .toList();
    }

    private static List<List<String>> cells(Sheet sheet) {
        var rows = new ArrayList<List<String>>();
        int width = 0;
        for (int i = 0; i <= sheet.getLastRowNum(); i++) {
            Row row = sheet.getRow(i);
            width = row == null ? width : Math.max(width, row.getLastCellNum());
            var cells = new ArrayList<String>();
            for (int column = 0; column < width; column++) {
                var cell = row == null ? null : row.getCell(column);
                boolean number = cell != null && cell.getCellType() == CellType.NUMERIC;
                cells.add(
                        number
                                ? String.valueOf(cell.getNumericCellValue())
                                : new DataFormatter().formatCellValue(cell));
            }
            rows.add(cells);
        }
        return rows;
    }

    /** The rows under a line of titles on the first sheet that begins so, up to an empty one. */
    private List<Line> below(List<List<String>> rows, String... titles) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).subList(0, titles.length).equals(List.of(titles))) {
                List<String> header = rows.get(i);
                return rows.stream()
                        .skip(i + 1)
                        .takeWhile(row -> !row.getFirst().isEmpty())
                        .map(row -> new Line(header, row))
                        .toList();
            }
        }
        throw new AssertionError("No table that begins with " + List.of(titles));
    }

    private void summary() {
        Tally summary = place("summary");
        List<List<String>> rows = cells(book.getSheetAt(0));
        String failed = words.texts().of(FindingStatus.FAIL);
        summary.add(Topic.FIGURES, Words.number(rows.get(2).getFirst()), "gaps");
        String total = words.text("summary.total");
        for (Line row : below(rows, column("severity"), failed)) {
            boolean all = row.cells().getFirst().equals(total);
            statuses.forEach((word, status) -> {
                if (all) {
                    summary.add(Topic.STATUSES, row.number(word), status);
                } else {
                    summary.add(
                            Topic.FINDINGS,
                            row.number(word),
                            status,
                            Words.meaning(severities, row.cells().getFirst()));
                }
            });
        }
        Map<String, String> types = words.of(ResourceType.class, words.texts()::of);
        for (Line row : below(rows, words.text("summary.resources"))) {
            long number = row.number("");
            if (row.cells().getFirst().equals(total)) {
                summary.add(Topic.FIGURES, number, "resources");
            } else {
                summary.add(
                        Topic.TYPES, number, Words.meaning(types, row.cells().getFirst()));
            }
        }
        statusFigures(summary);
        contents(rows, summary);
        Map<String, String> results = words.of(ControlResult.Result.class, words.texts()::of);
        for (Line row : below(rows, column("framework"), words.texts().of(ControlResult.Result.FAIL))) {
            results.forEach((word, result) -> summary.add(
                    Topic.CONTROL_RESULTS,
                    row.number(word),
                    Words.meaning(words.frameworks(), row.cells().getFirst()),
                    result));
        }
        List<Line> trend = below(rows, words.text("fact.started") + " (UTC)", failed);
        for (int i = 0; i < trend.size(); i++) {
            Line row = trend.get(i);
            String assessment = String.valueOf(i + 1);
            statuses.forEach((word, status) -> summary.add(Topic.TREND, row.number(word), assessment, status));
            summary.add(Topic.TREND, row.number(column("gaps")), assessment, "gaps");
        }
        for (Line row : below(rows, column("account"), words.texts().of(Severity.CRITICAL))) {
            String account = ACCOUNT.matcher(row.cells().getFirst())
                    .results()
                    .findFirst()
                    .orElseThrow()
                    .group();
            severities.forEach(
                    (word, severity) -> summary.add(Topic.ACCOUNT_FAILURES, row.number(word), account, severity));
        }
    }

    private static void statusFigures(Tally summary) {
        summary.of(Topic.STATUSES).forEach((status, number) -> {
            if (!status.equals("PASS")) {
                summary.add(Topic.FIGURES, number, status);
            }
        });
    }

    private void contents(List<List<String>> rows, Tally summary) {
        Map<String, String> sheets = Stream.of(
                        "coverage", "controls", "findings", "backlog", "changes", "waivers", "population")
                .collect(Collectors.toMap(sheet -> words.text("sheet." + sheet), sheet -> sheet));
        for (Line row : below(rows, words.text("report.contents"))) {
            if (sheets.containsKey(row.cells().getFirst())) {
                summary.add(
                        Topic.CONTENTS, row.number(""), sheets.get(row.cells().getFirst()));
            }
        }
        sheets.values()
                .forEach(sheet ->
                        place("contents, rows").add(Topic.CONTENTS, lines(sheet).size(), sheet));
    }

    private void coverage() {
        Map<String, String> meanings = words.of(Coverage.Status.class, words.texts()::of);
        for (Line row : lines("coverage")) {
            String status = Words.meaning(meanings, row.text(column("coverage")));
            String account = row.text(column("accountId"));
            place("coverage").one(Topic.COVERAGE, status);
            place("coverage").add(Topic.ACCOUNT_RESOURCES, row.number(column("resources")), account);
            place("coverage").add(Topic.UNREAD, row.number(column("unreadFacts")), account);
            place("coverage").add(Topic.ACCOUNT_COMPLETE, status.equals("COMPLETE") ? 1 : 0, account);
            boolean gap = !Set.of("COMPLETE", "EXCLUDED").contains(status);
            place("coverage").add(Topic.ACCOUNT_GAPS, gap ? 1 : 0, account);
        }
    }

    private void controls() {
        var columns = new LinkedHashMap<String, String>();
        columns.put(column("tested"), "TESTED");
        columns.put(column("passed"), "PASS");
        columns.put(column("failed"), "FAIL");
        columns.put(column("waived"), "WAIVED");
        columns.put(column("notAssessed"), "NOT_ASSESSED");
        Map<String, String> results = words.of(ControlResult.Result.class, words.texts()::of);
        for (Line row : lines("controls")) {
            String framework = Words.meaning(words.frameworks(), row.text(column("framework")));
            columns.forEach((title, what) -> place("controls")
                    .add(Topic.CONTROLS, row.number(title), framework, row.text(column("control")), what));
            place("controls").one(Topic.CONTROL_RESULTS, framework, Words.meaning(results, row.text(column("result"))));
        }
    }

    private void findings() {
        for (Line row : lines("findings")) {
            String status = Words.meaning(statuses, row.text(column("status")));
            place("findings")
                    .one(
                            Topic.LISTED,
                            status,
                            Words.meaning(severities, row.text(column("severity"))),
                            row.text(column("accountId")),
                            row.text(column("ruleId")));
            String waiver = row.text(words.text("excel.waiver"));
            place("findings").add(Topic.WAIVED_BY, waiver.isEmpty() ? 0 : 1, waiver);
        }
    }

    private void backlog() {
        Map<String, String> states = words.of(BacklogItem.State.class, "excel.backlog.");
        for (Line row : lines("backlog")) {
            String state = Words.meaning(states, row.text(column("status")));
            place("backlog").one(Topic.BACKLOG_LISTED, state);
            boolean failing = !Set.of("UNKNOWN", "WAIVED").contains(state);
            place("backlog")
                    .add(
                            Topic.ACCOUNT_FAILURES,
                            failing ? 1 : 0,
                            row.text(column("accountId")),
                            Words.meaning(severities, row.text(column("severity"))));
        }
    }

    private void changes() {
        Map<String, String> kinds = words.of(Change.Kind.class, "excel.change.");
        for (Line row : lines("changes")) {
            place("changes").one(Topic.CHANGES, Words.meaning(kinds, row.text(words.text("excel.change"))));
        }
    }

    private void waivers() {
        for (Line row : lines("waivers")) {
            place("waivers")
                    .add(
                            Topic.WAIVERS,
                            row.number(row.titles().get(2)),
                            row.cells().getFirst());
        }
    }

    private void population() {
        Map<String, String> results = words.of(FindingStatus.class, "status.short.");
        for (Line row : lines("population")) {
            place("population").one(Topic.TYPES, typeOf(row.text(column("type"))));
            int end = row.titles().indexOf(words.text("excel.console"));
            for (int i = 4; i < end && i < row.cells().size(); i++) {
                if (!row.cells().get(i).isEmpty()) {
                    String status = Words.meaning(results, row.cells().get(i));
                    place("population").one(Topic.RULES, row.titles().get(i), status);
                    place("population").one(Topic.ACCOUNTS, row.text(column("accountId")), status);
                }
            }
        }
    }

    private static String typeOf(String label) {
        return ResourceType.byLabel(label).orElseThrow().name();
    }

    private void rules() {
        Map<String, String> columns = Map.of(
                column("passed"), "PASS",
                column("failed"), "FAIL",
                column("waived"), "WAIVED",
                column("notAssessed"), "NOT_ASSESSED");
        for (Line row : lines("rules")) {
            columns.forEach((title, status) -> place("rules")
                    .add(Topic.RULES, row.number(title), row.cells().getFirst(), status));
        }
    }
}
