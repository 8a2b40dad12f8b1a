package dev.atrest.writers.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Severity;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Brand;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.SampleReport;
import dev.atrest.writers.Texts;
import dev.atrest.writers.VisibleText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page as an HTML parser reads it; {@link HtmlReportInChromiumTest} opens it in a browser. */
class HtmlReportTest {

    private static final Path TEMPLATES = Path.of("report-templates");

    private final JsonMapper json = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    @Test
    void ofMoreFindingsThanABrowserOpensTheWorstAreListedAndTheOthersCounted() throws Exception {
        var report = SampleReport.enterprise();
        Path file = folder.resolve("short.html");
        new HtmlReport(PageTemplate.load(TEMPLATES), Brand.load(TEMPLATES), Texts.load(TEMPLATES, "en"), 100)
                .write(report, file);
        Document page = Jsoup.parse(Files.readString(file));

        List<JsonNode> rows = rows(page);
        assertThat(rows).hasSize(100);
        assertThat(rows).allMatch(row -> row.get(1).asInt() == FindingStatus.FAIL.ordinal());
        List<Integer> worst = listed(report)
                .filter(finding -> finding.status() == FindingStatus.FAIL)
                .map(finding -> finding.severity().ordinal())
                .sorted()
                .limit(100)
                .toList();
        assertThat(rows.stream().map(row -> row.get(2).asInt()).sorted()).isEqualTo(worst);
        assertThat(page.select("#summary .notice, #findings > .notice").eachText())
                .filteredOn(text -> text.startsWith("This page lists 100 of 424 findings"))
                .hasSize(2);
    }

    @Test
    void thePageListsAllFindingsButThoseThatPassed() throws Exception {
        var report = SampleReport.enterprise();
        List<JsonNode> rows = rows(page(report, "en"));

        assertThat(rows).hasSize(276 + 112 + 36);
        assertThat(rows.stream()
                        .map(row -> report.rules().get(row.get(0).asInt()).id() + "-"
                                + row.get(9).asString()))
                .containsExactlyElementsOf(listed(report)
                        .map(finding -> BacklogItem.idOf(finding.ruleId(), finding.resourceArn()))
                        .toList());
        assertThat(rows.stream().map(row -> row.get(7).asString()))
                .containsExactlyElementsOf(listed(report)
                        .map(finding -> VisibleText.of(finding.resourceArn()))
                        .toList());
    }

    @Test
    void eachFindingHasItsDetail() throws Exception {
        var report = SampleReport.enterprise();
        Document page = page(report, "en");
        List<String> details = page.select("script[data-part=details]").stream()
                .flatMap(part -> part.data().lines())
                .toList();
        List<Finding> listed = listed(report).toList();
        assertThat(details).hasSameSizeAs(listed);
        for (int i = 0; i < details.size(); i++) {
            JsonNode detail = json.readTree(details.get(i));
            assertThat(detail.get(0)).hasSize(2 * listed.get(i).evidence().size());
            assertThat(detail.get(1)).hasSize(3 * listed.get(i).unread().size());
        }
        assertThat(details.getFirst()).contains("2026-11-22 23:12:09 UTC");
    }

    @Test
    void theSummaryHasTheReportsFigures() throws Exception {
        var summary = SampleReport.enterprise().summary();
        Document page = page(SampleReport.enterprise(), "en");
        List<String> figures = page.select("#summary .figures dd").eachText();
        assertThat(figures)
                .containsExactly(
                        summary.accountsScanned() + " of " + summary.accountsTotal(),
                        "" + summary.totalResources(),
                        "" + summary.findings(FindingStatus.FAIL),
                        "" + summary.findings(FindingStatus.NOT_ASSESSED),
                        "" + summary.findings(FindingStatus.WAIVED),
                        "" + summary.coverageGaps());
        Element table = page.select("#summary table").getFirst();
        for (Severity severity : Severity.values()) {
            assertThat(table.select("tbody tr")
                            .get(severity.ordinal())
                            .select("td.number")
                            .eachText())
                    .startsWith(
                            "" + summary.findings(FindingStatus.FAIL, severity),
                            "" + summary.findings(FindingStatus.NOT_ASSESSED, severity),
                            "" + summary.findings(FindingStatus.WAIVED, severity));
        }
    }

    @Test
    void whatWasNotReadIsSaidBeforeAnyFigure() throws Exception {
        Document page = page(SampleReport.enterprise(), "en");
        Element notice = page.selectFirst("#summary .notice");
        assertThat(notice).isNotNull();
        assertThat(notice.text()).startsWith("Incomplete: 15 parts of the scope");
        assertThat(page.select("#summary .notice + .figures")).hasSize(1);
    }

    @Test
    void controlsAccountsWaiversChangesAndBacklogAreThere() throws Exception {
        var report = SampleReport.enterprise();
        Document page = page(report, "en");
        assertThat(page.select("#controls tbody tr"))
                .hasSize(report.controlResults().size());
        assertThat(page.select("#accounts tbody tr")).hasSize(report.accounts().size());
        assertThat(page.select("#waivers tbody tr")).hasSize(report.waivers().size());
        assertThat(page.select("#rules tbody tr")).hasSize(report.rules().size());
        assertThat(page.select("#changes tbody tr"))
                .hasSize((int) report.changes().count());
        assertThat(page.select("#backlog tbody tr")).hasSize(50);
        assertThat(page.select("#backlog .intro").text()).startsWith("The 50 most urgent of 276 open items.");
        assertThat(page.select("#changes .intro").text()).isEqualTo("Since assessment 20261121T230003Z: 31 changes.");
    }

    @Test
    void hostileTextIsText() throws Exception {
        var report = HostileReport.make();
        String html = Files.readString(file(report, "en"));
        Document page = Jsoup.parse(html);

        assertThat(page.select("script:not([type])")).hasSize(7);
        assertThat(page.select("script:not([type])").eachAttr("src")).isEmpty();
        assertThat(page.select("script[type]")).allSatisfy(part -> {
            assertThat(part.attr("type")).isEqualTo("application/json");
            assertThat(part.data()).doesNotContain("<");
        });
        assertThat(page.select("img")).hasSize(1);
        assertThat(page.select("svg"))
                .allSatisfy(svg -> assertThat(svg.parent().tagName()).isEqualTo("figure"));
        assertThat(page.getAllElements())
                .allSatisfy(element -> assertThat(element.attributes())
                        .noneMatch(attribute -> attribute.getKey().startsWith("on")
                                || attribute.getKey().equals("style")));
        assertThat(html).doesNotContain("\u202E", "\u0000");
        assertThat(rows(page).stream().map(row -> row.get(6).asString()))
                .contains(HostileReport.NAMES.getFirst(), "invoice[U+202E]gnp.exe[U+2066]", "half[U+D83D]");
        assertThat(page.select("#accounts tbody a").first().text()).isEqualTo(HostileReport.NAMES.getFirst());
    }

    @Test
    void onlyThePagesOwnScriptsAndStylesMayRun() throws Exception {
        Document page = page(SampleReport.enterprise(), "en");
        String policy = page.select("meta[http-equiv=Content-Security-Policy]").attr("content");
        assertThat(policy).startsWith("default-src 'none'; script-src 'sha256-").doesNotContain("unsafe", "http");
        for (Element script : page.select("script:not([type])")) {
            assertThat(policy).contains(digest(script.data()));
        }
        assertThat(page.select("style")).hasSize(2);
        for (Element style : page.select("style")) {
            assertThat(policy).contains(digest(style.data()));
        }
    }

    @Test
    void nothingIsLoadedAndOnlyTheConsoleIsLinkedTo() throws Exception {
        Document page = page(SampleReport.enterprise(), "en");
        assertThat(page.select("[src]").eachAttr("src"))
                .allMatch(address -> address.startsWith("data:image/png;base64,"));
        assertThat(page.select("[href]").eachAttr("href")).isNotEmpty().allMatch(address -> address.startsWith("#"));
        assertThat(page.select("link, iframe, object, embed, base")).isEmpty();
        assertThat(page.select("script[data-part=details]").stream()
                        .flatMap(part -> part.data().lines())
                        .map(line -> json.readTree(line).get(8).asString()))
                .allMatch(link -> link.isEmpty() || link.matches("https://[a-z0-9.-]*console\\.aws\\.amazon\\.com/.*"));
    }

    @Test
    void idsAreUniqueAndEveryLinkWithinThePageHasItsPlace() throws Exception {
        Document page = page(SampleReport.enterprise(), "en");
        List<String> ids = page.select("[id]").eachAttr("id");
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(page.select("a[href^=#]").eachAttr("href").stream()
                        .filter(hash -> !hash.contains("="))
                        .map(hash -> hash.substring(1)))
                .isNotEmpty()
                .allMatch(ids::contains);
    }

    @Test
    void anEmptyEstateAndOneOfGapsSaySo() throws Exception {
        Document empty = page(SampleReport.empty(), "en");
        assertThat(empty.select("#summary .lead").text())
                .isEqualTo(
                        "Nothing in the scope could be tested. This report makes no" + " statement about encryption.");
        assertThat(empty.select("#coverage").text()).contains("Nothing was in scope.");
        assertThat(rows(empty)).isEmpty();
        Document gaps = page(SampleReport.onlyGaps(), "en");
        assertThat(gaps.select("#summary .notice").text()).startsWith("Incomplete: 7 parts");
        assertThat(gaps.select("#coverage tbody").getFirst().select("tr")).hasSize(7);
        assertThat(gaps.select("#coverage tbody a")).isEmpty();
        assertThat(Stream.of(empty, gaps).flatMap(page -> page.select("main section").stream()))
                .allSatisfy(section -> assertThat(section.text().length()).isGreaterThan(20));
    }

    @Test
    void thePageIsInItsLanguage() throws Exception {
        Document page = page(SampleReport.enterprise(), "de");
        assertThat(page.selectFirst("html").attr("lang")).isEqualTo("de");
        assertThat(page.title()).isEqualTo("Verschlüsselung ruhender Daten – Prüfung 20261122T230004Z");
        JsonNode data = json.readTree(page.selectFirst("script[data-part=page]").data());
        assertThat(data.at("/texts/html.count").asString()).isEqualTo("{0} von {1} Befunden");
        assertThat(data.at("/statuses/0/label").asString()).isEqualTo("Verletzt");
    }

    @Test
    void aMistakeInTheTemplateIsReportedWithFileAndLine() throws IOException {
        copyTemplates();
        change("report.html", "{{part method}}", "{{part methode}}");
        assertThatThrownBy(() -> PageTemplate.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(".*report\\.html:\\d+: nothing is called 'methode'; there are accounts, backlog.*");
        change("report.html", "{{part methode}}", "{{picture method}}");
        assertThatThrownBy(() -> PageTemplate.load(folder))
                .hasMessageContaining("unknown slot 'picture'; there are text, value, part, style, script");
        change("report.html", "{{picture method}}", "{{script missing.js}}");
        assertThatThrownBy(() -> PageTemplate.load(folder)).hasMessageContaining("missing.js cannot be read");
    }

    @Test
    void aScriptThatWouldEndItsElementIsRefused() throws IOException {
        copyTemplates();
        change("words.js", "\"use strict\";", "\"use strict\";\n// </script>");
        assertThatThrownBy(() -> PageTemplate.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("words.js:2: '</script' would end it within the page");
    }

    @Test
    void aTextThatTheTemplateInventsIsReported() throws IOException {
        copyTemplates();
        change("report.html", "{{text html.skip}}", "{{text html.skipp}}");
        var writer = new HtmlReport(PageTemplate.load(folder), Brand.load(TEMPLATES), Texts.load(TEMPLATES, "en"));
        assertThatThrownBy(() -> writer.write(SampleReport.empty(), folder.resolve("report.html")))
                .hasMessageContaining("no text for 'html.skipp'");
    }

    private static Stream<Finding> listed(AssessmentReport report) {
        return Stream.of(FindingStatus.FAIL, FindingStatus.NOT_ASSESSED, FindingStatus.WAIVED)
                .flatMap(report::findings);
    }

    private List<JsonNode> rows(Document page) {
        return page.select("script[data-part=findings]").stream()
                .flatMap(part -> json.readTree(part.data()).valueStream())
                .toList();
    }

    private Document page(AssessmentReport report, String language) throws IOException {
        return Jsoup.parse(Files.readString(file(report, language)));
    }

    private Path file(AssessmentReport report, String language) throws IOException {
        var writer =
                new HtmlReport(PageTemplate.load(TEMPLATES), Brand.load(TEMPLATES), Texts.load(TEMPLATES, language));
        return ReportFiles.write(report, List.of(writer), Files.createTempDirectory(folder, "report"))
                .getFirst();
    }

    private static String digest(String content) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    }

    private void copyTemplates() throws IOException {
        Path html = Files.createDirectory(folder.resolve("html"));
        try (Stream<Path> files = Files.list(TEMPLATES.resolve("html"))) {
            for (Path file : files.toList()) {
                Files.copy(file, html.resolve(file.getFileName()));
            }
        }
    }

    private void change(String file, String from, String to) throws IOException {
        Path changed = folder.resolve("html").resolve(file);
        String text = Files.readString(changed);
        assertThat(text).contains(from);
        Files.writeString(changed, text.replace(from, to));
    }
}
