package dev.atrest.endtoend;

import dev.atrest.endtoend.Tally.Topic;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Change;
import dev.atrest.model.ResourceType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The numbers that the HTML report tells: in its sections, and in the findings that its script shows. */
final class HtmlNumbers {

    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> CONTROL_COLUMNS = List.of("TESTED", "PASS", "FAIL", "WAIVED", "NOT_ASSESSED");
    private static final List<String> STATUS_COLUMNS = List.of("FAIL", "NOT_ASSESSED", "WAIVED", "PASS");

    private final Document page;
    private final Words words;
    private final Map<String, Tally> places = new TreeMap<>();

    private HtmlNumbers(Document page, Words words) {
        this.page = page;
        this.words = words;
    }

    static Map<String, Tally> read(Path file, Words words) throws IOException {
        var numbers = new HtmlNumbers(Jsoup.parse(file), words);
        numbers.summary();
        numbers.coverage();
        numbers.controls();
        numbers.accounts();
        numbers.backlog();
        numbers.changes();
        numbers.waivers();
        numbers.rules();
        numbers.findings();
        return numbers.places;
    }

    private Tally place(String name) {
        return places.computeIfAbsent("html " + name, _ -> new Tally());
    }

    private List<Element> rows(String section, String captionKey) {
        String caption = words.text(captionKey);
        Element table = page.select("#" + section + " table").stream()
                .filter(each -> each.selectFirst("caption").text().equals(caption))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No table '" + caption + "' in " + section));
        return table.select("tbody tr");
    }

    /** The word that is marked with a colour, which is called as what it stands for. */
    private static String mark(Element row) {
        return row.selectFirst(".mark").classNames().stream()
                .filter(name -> !name.equals("mark"))
                .findFirst()
                .orElseThrow();
    }

    private static long number(Element row, int cell) {
        String text = row.child(cell).text();
        return text.equals("–") ? 0 : Words.number(text);
    }

    private static String accountId(Element row) {
        String cell = row.child(0).select(".note").text();
        var id = ACCOUNT.matcher(cell);
        if (!id.find()) {
            throw new AssertionError("No account in: " + cell);
        }
        return id.group();
    }

    private void summary() {
        Tally summary = place("summary");
        Map<String, String> figures = Map.of(
                words.text("figure.resources"), "resources",
                words.text("figure.failed"), "FAIL",
                words.text("figure.notAssessed"), "NOT_ASSESSED",
                words.text("figure.waived"), "WAIVED",
                words.text("figure.gaps"), "gaps");
        page.select("#summary dl.figures > div").stream()
                .filter(figure -> !figure.selectFirst("dt").text().equals(words.text("figure.accounts")))
                .forEach(figure -> summary.add(
                        Topic.FIGURES,
                        Words.number(figure.selectFirst("dd").text()),
                        Words.meaning(figures, figure.selectFirst("dt").text())));
        page.select("#summary figcaption .mark")
                .forEach(mark -> summary.add(
                        Topic.STATUSES,
                        Words.number(mark.selectFirst("b").text()),
                        mark.classNames().stream()
                                .filter(name -> !name.equals("mark"))
                                .findFirst()
                                .orElseThrow()));
        for (Element row : rows("summary", "summary.findings")) {
            if (row.selectFirst(".mark") != null) {
                for (int i = 0; i < STATUS_COLUMNS.size(); i++) {
                    summary.add(Topic.FINDINGS, number(row, i + 1), STATUS_COLUMNS.get(i), mark(row));
                }
            }
        }
        Map<String, String> types = words.of(ResourceType.class, words.texts()::of);
        for (Element fact : page.select("#summary dl.facts").last().select("> div")) {
            if (!fact.selectFirst("dt").text().equals(words.text("summary.total"))) {
                summary.add(
                        Topic.TYPES,
                        Words.number(fact.selectFirst("dd").text()),
                        Words.meaning(types, fact.selectFirst("dt").text()));
            }
        }
        List<Element> trend = rows("summary", "html.trend.heading");
        for (int i = 0; i < trend.size(); i++) {
            String assessment = String.valueOf(trend.size() - i);
            for (int column = 0; column < STATUS_COLUMNS.size(); column++) {
                summary.add(Topic.TREND, number(trend.get(i), column + 1), assessment, STATUS_COLUMNS.get(column));
            }
            summary.add(Topic.TREND, number(trend.get(i), 5), assessment, "gaps");
        }
    }

    private void coverage() {
        Tally coverage = place("coverage");
        for (Element row : rows("coverage", "html.coverage.parts")) {
            coverage.add(Topic.COVERAGE, number(row, 1), mark(row));
        }
        for (Element row : rows("coverage", "coverage.gaps")) {
            coverage.add(Topic.UNREAD, number(row, 5), accountId(row));
            coverage.add(Topic.ACCOUNT_GAPS, row.child(2).text().split(", ").length, accountId(row));
        }
    }

    private void controls() {
        Tally controls = place("controls");
        for (Element table : page.select("#controls table")) {
            String framework = Words.meaning(
                    words.frameworks(), table.selectFirst("caption").text());
            for (Element row : table.select("tbody tr")) {
                controls.one(Topic.CONTROL_RESULTS, framework, mark(row));
                for (int i = 0; i < CONTROL_COLUMNS.size(); i++) {
                    controls.add(
                            Topic.CONTROLS,
                            number(row, i + 3),
                            framework,
                            row.child(0).text(),
                            CONTROL_COLUMNS.get(i));
                }
            }
        }
    }

    private void accounts() {
        Tally accounts = place("accounts");
        for (Element row : rows("accounts", "accounts.heading")) {
            String id = accountId(row);
            accounts.add(Topic.ACCOUNT_RESOURCES, number(row, 2), id);
            for (int i = 0; i < STATUS_COLUMNS.size(); i++) {
                accounts.add(Topic.ACCOUNTS, number(row, i + 3), id, STATUS_COLUMNS.get(i));
            }
            accounts.add(Topic.ACCOUNT_COMPLETE, number(row, 7), id);
            accounts.add(Topic.ACCOUNT_GAPS, number(row, 8), id);
        }
    }

    /** A list of counts, as "6 waived". */
    private void counts(String section, Map<String, String> meanings, Tally tally, Topic topic) {
        for (Element item : page.select("#" + section + " ul.counts li")) {
            tally.add(
                    topic,
                    Words.number(item.selectFirst("b").text()),
                    Words.meaning(meanings, item.ownText().strip()));
        }
    }

    private void backlog() {
        Tally backlog = place("backlog");
        counts("backlog", words.of(BacklogItem.State.class, "html.backlog."), backlog, Topic.BACKLOG);
        backlog.add(
                Topic.OPEN,
                Words.numbers(page.select("#backlog p.intro").text()).get(1),
                "open");
    }

    private void changes() {
        Map<String, String> kinds = words.of(Change.Kind.class, "html.change.");
        counts("changes", kinds, place("changes"), Topic.CHANGES);
        for (Element row : rows("changes", "html.changes.heading")) {
            place("changes, rows")
                    .one(Topic.CHANGES, Words.meaning(kinds, row.child(0).text()));
        }
    }

    private void waivers() {
        for (Element row : rows("waivers", "html.waivers.heading")) {
            place("waivers").add(Topic.WAIVERS, number(row, 2), row.child(0).ownText());
        }
    }

    private void rules() {
        for (Element row : rows("rules", "rules.heading")) {
            for (int i = 0; i < STATUS_COLUMNS.size(); i++) {
                place("rules")
                        .add(
                                Topic.RULES,
                                number(row, i + 3),
                                row.child(1).selectFirst(".note").text(),
                                STATUS_COLUMNS.get(i));
            }
        }
    }

    private List<Element> parts(String name) {
        return page.select("script[data-part=" + name + "]");
    }

    private void findings() {
        Tally findings = place("findings, rows");
        JsonNode data = JSON.readTree(parts("page").getFirst().data());
        for (Element chunk : parts("findings")) {
            for (JsonNode row : JSON.readTree(chunk.data())) {
                String status =
                        data.get("statuses").get(row.get(1).asInt()).get("id").asString();
                String severity =
                        data.get("severities").get(row.get(2).asInt()).get("id").asString();
                String rule =
                        data.get("rules").get(row.get(0).asInt()).get("id").asString();
                findings.one(Topic.LISTED, status, severity, row.get(4).asString(), rule);
            }
        }
        for (Element chunk : parts("details")) {
            chunk.data().lines().map(JSON::readTree).forEach(detail -> {
                String waiver = detail.get(5).asString();
                findings.add(Topic.WAIVED_BY, waiver.isEmpty() ? 0 : 1, waiver);
            });
        }
    }
}
