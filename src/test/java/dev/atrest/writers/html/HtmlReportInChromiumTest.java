package dev.atrest.writers.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Severity;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.BigReport;
import dev.atrest.writers.Brand;
import dev.atrest.writers.MemoryReport;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.SampleReport;
import dev.atrest.writers.Texts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/**
 * The page in a real browser, opened from disk. Needs the Debian packages {@code chromium} and {@code chromium-driver}; the
 * browser is started once.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HtmlReportInChromiumTest {

    private static final Path TEMPLATES = Path.of("report-templates");

    private final MemoryReport report = SampleReport.enterprise();
    private Path folder = Path.of("");
    private Path page = Path.of("");
    private @Nullable Chromium browser;

    @BeforeAll
    void start(@TempDir Path once) throws IOException {
        assumeTrue(Chromium.isInstalled(), "chromium and chromium-driver are not installed: apt-get install them");
        folder = once;
        page = write(report, "en", "enterprise");
        browser = Chromium.start(folder.resolve("profile"));
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void asAtFirst() {
        browser.emulate("", "light");
        browser.driver().manage().window().setSize(new Dimension(1400, 1000));
    }

    @Test
    void itOpensFromDiskWithoutAComplaintOrARequest() {
        browser.requests();
        browser.complaints();
        browser.open(page, "");
        assertThat(browser.driver().getTitle()).isEqualTo("Encryption at rest – Assessment 20261122T230004Z");
        assertThat(text("#count")).isEqualTo("All 424 findings");
        assertThat(rows()).hasSize(50);
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests())
                .contains(page.toUri().toString())
                .allMatch(address -> address.startsWith("data:")
                        || address.equals("about:blank")
                        || address.equals(page.toUri().toString()));
        assertThat(
                        browser.run(
                                "return performance.getEntriesByType('resource').filter(e => !e.name.startsWith('data:')).length"))
                .isEqualTo(0L);
    }

    @Test
    void eachFilterShowsWhatItSays() {
        browser.open(page, "");
        filtered(() -> check("#filter-status", "WAIVED"), finding -> finding.status() == FindingStatus.WAIVED);
        filtered(() -> check("#filter-severity", "CRITICAL"), finding -> finding.severity() == Severity.CRITICAL);
        filtered(
                () -> choose("#filter-account", "333344445555"),
                finding -> finding.accountId().equals("333344445555"));
        filtered(
                () -> choose("#filter-region", "us-east-1"),
                finding -> finding.region().equals("us-east-1"));
        filtered(
                () -> choose("#filter-class", "CONFIDENTIAL"),
                finding -> finding.dataProtectionClass().equals(Optional.of(DataProtectionClass.CONFIDENTIAL)));
        filtered(
                () -> choose("#filter-class", "NONE"),
                finding -> finding.dataProtectionClass().isEmpty());
        filtered(
                () -> choose("#filter-control", "enterprise-data-encryption E4"),
                finding -> finding.controls()
                        .getOrDefault("enterprise-data-encryption", List.of())
                        .contains("E4"));
        filtered(
                () -> choose("#filter-rule", "ebs-snapshot-not-public"),
                finding -> finding.ruleId().equals("ebs-snapshot-not-public"));
        filtered(() -> type("SICHERUNG büro"), finding -> finding.resourceName().contains("Sicherung Büro"));
        filtered(() -> type("kundenportal TEST"), finding -> finding.accountId().equals("444455556666"));
    }

    @Test
    void filtersAddUpAndAreTakenAway() {
        browser.open(page, "");
        check("#filter-severity", "HIGH");
        check("#filter-severity", "CRITICAL");
        check("#filter-status", "FAIL");
        choose("#filter-region", "eu-west-1");
        long expected = count(finding -> finding.status() == FindingStatus.FAIL
                && finding.severity().compareTo(Severity.HIGH) <= 0
                && finding.region().equals("eu-west-1"));
        assertThat(text("#count")).isEqualTo(expected + " of 424 findings");
        String address = browser.driver().getCurrentUrl();
        assertThat(address).endsWith("#status=FAIL&severity=CRITICAL,HIGH&region=eu-west-1");

        browser.open(page, address.substring(address.indexOf('#')));
        assertThat(text("#count")).isEqualTo(expected + " of 424 findings");
        assertThat(element("#filter-region").getDomProperty("value")).isEqualTo("eu-west-1");

        type("no such thing");
        assertThat(text("#count")).isEqualTo("0 of 424 findings");
        assertThat(text("#rows")).startsWith("No finding is like this.");
        element("#reset").click();
        assertThat(text("#count")).isEqualTo("All 424 findings");
    }

    @Test
    void headersSortUpDownAndBack() {
        browser.open(page, "");
        List<String> first = resources();
        WebElement header = element("th[data-sort=resource] button");
        header.click();
        assertThat(element("th[data-sort=resource]").getDomAttribute("aria-sort"))
                .isEqualTo("ascending");
        assertThat(resources())
                .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER)
                .isNotEqualTo(first);
        header.click();
        assertThat(element("th[data-sort=resource]").getDomAttribute("aria-sort"))
                .isEqualTo("descending");
        assertThat(resources()).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER.reversed());
        header.click();
        assertThat(element("th[data-sort=resource]").getDomAttribute("aria-sort"))
                .isNull();
        assertThat(resources()).isEqualTo(first);
    }

    @Test
    void pagesLeadToEveryFinding() {
        browser.open(page, "#page=9");
        assertThat(text("#page-number")).isEqualTo("9 of 9");
        assertThat(rows()).hasSize(424 - 8 * 50);
        element("#previous-page").click();
        assertThat(text("#page-number")).isEqualTo("8 of 9");
        choose("#page-size", "250");
        assertThat(text("#page-number")).isEqualTo("1 of 2");
        assertThat(rows()).hasSize(250);
    }

    @Test
    void anAddressOpensItsFinding() {
        Finding waived =
                report.findings(FindingStatus.WAIVED).skip(7).findFirst().orElseThrow();
        String id = BacklogItem.idOf(waived.ruleId(), waived.resourceArn());
        browser.open(page, "#finding=" + id);
        assertThat(element("#finding").getDomProperty("open")).isEqualTo("true");
        assertThat(text("#finding-body"))
                .contains(
                        waived.resourceArn(), waived.message(), id, "Evidence", "s3:GetBucketEncryption", "What to do");
        element("#finding-close").click();
        assertThat(element("#finding").getDomProperty("open")).isEqualTo("false");
        assertThat(browser.driver().getCurrentUrl()).doesNotContain("finding=");
        assertThat(browser.run("return document.activeElement.closest('tr').dataset.place !== undefined"))
                .isEqualTo(true);

        browser.open(page, "#finding=no-such-finding");
        assertThat(text("#count")).startsWith("This report has no finding no-such-finding");
    }

    @Test
    void whatWasNotAssessedNamesTheCallAndItsError() {
        Finding undecided =
                report.findings(FindingStatus.NOT_ASSESSED).findFirst().orElseThrow();
        browser.open(page, "#finding=" + BacklogItem.idOf(undecided.ruleId(), undecided.resourceArn()));
        assertThat(text("#finding-body"))
                .contains("encryption: s3:GetBucketEncryption answered AccessDenied")
                .doesNotContain("What to do");
    }

    @Test
    void theKeyboardAloneIsEnough() {
        browser.open(page, "");
        press(Keys.TAB);
        assertThat(focused()).isEqualTo("Skip to the report");
        press(Keys.ENTER);
        for (int i = 0; i < 200 && !"filter-text".equals(browser.run("return document.activeElement.id")); i++) {
            press(Keys.TAB);
        }
        press("eu-west-1");
        long expected = count(finding -> finding.region().equals("eu-west-1"));
        assertThat(text("#count")).isEqualTo(expected + " of 424 findings");
        press(Keys.TAB);
        press(Keys.SPACE);
        long failed = count(finding -> finding.region().equals("eu-west-1") && finding.status() == FindingStatus.FAIL);
        assertThat(text("#count")).isEqualTo(failed + " of 424 findings");
        for (int i = 0; i < 60 && browser.run("return document.activeElement.closest('#rows')") == null; i++) {
            press(Keys.TAB);
        }
        List<WebElement> links = browser.driver().findElements(By.cssSelector("#rows a"));
        assertThat(focused()).isEqualTo(links.get(0).getText());
        press(Keys.ARROW_DOWN);
        press(Keys.ARROW_DOWN);
        press(Keys.ARROW_UP);
        assertThat(browser.driver().switchTo().activeElement()).isEqualTo(links.get(1));
        press(Keys.ENTER);
        assertThat(text("#finding-position")).isEqualTo("2 of " + failed);
        press(Keys.ARROW_RIGHT);
        assertThat(text("#finding-position")).isEqualTo("3 of " + failed);
        press(Keys.ESCAPE);
        assertThat(element("#finding").getDomProperty("open")).isEqualTo("false");
        assertThat(browser.driver().switchTo().activeElement())
                .isEqualTo(
                        browser.driver().findElements(By.cssSelector("#rows a")).get(2));
    }

    @Test
    void theDialogKeepsTheFocusWithinIt() {
        browser.open(page, "");
        browser.driver().findElement(By.cssSelector("#rows a")).click();
        for (int i = 0; i < 12; i++) {
            press(Keys.TAB);
            assertThat(browser.run("return document.activeElement === document.body"
                            + " || document.activeElement.closest('dialog') !== null"))
                    .isEqualTo(true);
        }
    }

    @Test
    void whatSomebodyNamedInAwsRunsNothing() throws IOException {
        Path hostile = write(HostileReport.make(), "en", "hostile");
        browser.complaints();
        for (int i = 0; i < HostileReport.NAMES.size(); i++) {
            browser.open(hostile, "#page=" + (i % 8 + 1));
            browser.driver().findElements(By.cssSelector("#rows a")).get(i).click();
            assertThat(element("#finding").getDomProperty("open")).isEqualTo("true");
            assertThat(browser.run("return window.pwned === undefined")).isEqualTo(true);
            assertThat(
                            browser.run(
                                    "return document.querySelectorAll('#finding-body :is(script, img, svg), #rows :is(script, img, svg)').length"))
                    .isEqualTo(0L);
        }
        browser.open(hostile, "");
        assertThat(browser.driver().findElements(By.cssSelector("#rows a")).stream()
                        .map(WebElement::getText))
                .contains(HostileReport.NAMES.get(1));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aDarkWindowIsDarkAndTheSwitchOverridesIt() {
        browser.emulate("", "dark");
        browser.open(page, "");
        assertThat(background()).isEqualTo("rgb(17, 22, 29)");
        choose("#appearance", "light");
        assertThat(background()).isEqualTo("rgb(255, 255, 255)");
        choose("#appearance", "");
        assertThat(background()).isEqualTo("rgb(17, 22, 29)");
    }

    @Test
    void paperGetsTheSummaryAndTheFindingsThatWereSelected() throws IOException {
        Path big = write(new BigReport(2_000), "en", "big");
        browser.open(big, "#severity=HIGH");
        browser.run("dispatchEvent(new Event('beforeprint'))");
        browser.emulate("print", "dark");
        assertThat(rows()).hasSize(500);
        assertThat(text("#printed"))
                .isEqualTo("Printed here: the first 500 of 2,000 findings that were selected. The workbook has all of"
                        + " them.");
        assertThat(element("#filters").isDisplayed()).isFalse();
        assertThat(element("#summary").isDisplayed()).isTrue();
        assertThat(background()).isEqualTo("rgb(255, 255, 255)");
        browser.run("dispatchEvent(new Event('afterprint'))");
        assertThat(rows()).hasSize(50);
    }

    @Test
    void aNarrowWindowNeedsNoScrollingSideways() {
        browser.driver().manage().window().setSize(new Dimension(500, 900));
        for (String hash : List.of("", "#finding=" + firstId())) {
            browser.open(page, hash);
            assertThat(browser.run(
                            "return document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .isEqualTo(0L);
            assertThat(browser.run("return [...document.querySelectorAll('.grid, #finding, .detail')]"
                            + ".filter(e => e.scrollWidth > e.clientWidth).map(e => e.className + e.scrollWidth)"))
                    .isEqualTo(List.of());
        }
    }

    @Test
    void assistiveTechnologyFindsItsWayInLightAndDark() throws IOException {
        browser.open(page, "");
        assertThat(violations(axe())).isEmpty();
        browser.open(page, "#finding=" + firstId());
        assertThat(violations(axe().include("#finding"))).isEmpty();
        browser.emulate("", "dark");
        assertThat(violations(axe().include("#finding"))).isEmpty();
        browser.open(write(SampleReport.onlyGaps(), "de", "gaps"), "");
        assertThat(violations(axe())).isEmpty();
        browser.open(page, "");
        assertThat(violations(axe().withOnlyRules(List.of("color-contrast", "link-in-text-block"))))
                .isEmpty();
    }

    /** Its other answers name every element of the page. */
    private static AxeBuilder axe() {
        var options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return new AxeBuilder().withOptions(options);
    }

    private List<String> violations(AxeBuilder axe) {
        // a row is like those above it, and a table of hundreds takes seconds
        browser.run("document.querySelectorAll('tbody tr:nth-child(n + 5)').forEach(row => row.remove())");
        return axe.analyze(browser.driver()).getViolations().stream()
                .map(HtmlReportInChromiumTest::described)
                .toList();
    }

    private static String described(Rule rule) {
        return rule.getId() + " (" + rule.getHelp() + "): "
                + rule.getNodes().stream()
                        .limit(3)
                        .map(node -> node.getTarget() + " " + node.getFailureSummary())
                        .toList();
    }

    private String firstId() {
        Finding first = report.findings(FindingStatus.FAIL).findFirst().orElseThrow();
        return BacklogItem.idOf(first.ruleId(), first.resourceArn());
    }

    private void filtered(Runnable filter, Predicate<Finding> expected) {
        filter.run();
        assertThat(count(expected)).isPositive();
        assertThat(text("#count")).isEqualTo(count(expected) + " of 424 findings");
        assertThat(rows()).hasSize((int) Math.min(50, count(expected)));
        element("#reset").click();
    }

    private long count(Predicate<Finding> expected) {
        return report.findings()
                .filter(finding -> finding.status() != FindingStatus.PASS)
                .filter(expected)
                .count();
    }

    private void check(String group, String value) {
        element(group + " input[value=" + value + "]").click();
    }

    private void choose(String select, String value) {
        element(select + " option[value='" + value + "'], " + select + " option:not([value])")
                .isEnabled();
        browser.run(
                "arguments[0].value = arguments[1];"
                        + "arguments[0].dispatchEvent(new Event('input', {bubbles: true}));"
                        + "arguments[0].dispatchEvent(new Event('change', {bubbles: true}));",
                element(select),
                value);
    }

    private void type(String text) {
        element("#filter-text").clear();
        element("#filter-text").sendKeys(text);
    }

    private void press(CharSequence keys) {
        new Actions(browser.driver()).sendKeys(keys).perform();
    }

    private String focused() {
        return browser.driver().switchTo().activeElement().getText();
    }

    private List<WebElement> rows() {
        return browser.driver().findElements(By.cssSelector("#rows tr[data-place]"));
    }

    @SuppressWarnings("unchecked")
    private List<String> resources() {
        return (List<String>) browser.run("return [...document.querySelectorAll('#rows a')].map(a => a.textContent)");
    }

    private WebElement element(String selector) {
        return browser.driver().findElement(By.cssSelector(selector));
    }

    private String text(String selector) {
        return element(selector).getText();
    }

    private String background() {
        return (String) browser.run("return getComputedStyle(document.body).backgroundColor");
    }

    private Path write(AssessmentReport of, String language, String name) throws IOException {
        var writer =
                new HtmlReport(PageTemplate.load(TEMPLATES), Brand.load(TEMPLATES), Texts.load(TEMPLATES, language));
        return ReportFiles.write(of, List.of(writer), folder.resolve(name)).getFirst();
    }
}
