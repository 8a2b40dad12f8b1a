package dev.atrest.bench;

import dev.atrest.writers.Brand;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.Texts;
import dev.atrest.writers.html.Chromium;
import dev.atrest.writers.html.HtmlReport;
import dev.atrest.writers.html.PageTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * How quickly the HTML report answers in a headless Chromium: when its first content is painted after it is opened from disk,
 * and how long each filter and order takes from the input to the end of the frame that shows the result.
 *
 * <p>Each round starts a browser with an empty profile, so that nothing is compiled or cached from the round before. The first
 * word that is searched for pays for what searching prepares.
 */
@CommandLine.Command(name = "bench/run html", mixinStandardHelpOptions = true)
final class HtmlBench implements Runnable {

    private static final double PAINT_BOUND_MS = 1_500;
    private static final double FILTER_BOUND_MS = 100;

    /** Answers after the frame that follows the input, which is what a user waits for. */
    private static final String TIMED = """
            const [selector, value, done] = arguments;
            const control = document.querySelector(selector);
            const begun = performance.now();
            if (control.type === "checkbox") {
              control.checked = !control.checked;
            } else if (control.tagName !== "BUTTON") {
              control.value = value;
            }
            if (control.tagName === "BUTTON") {
              control.click();
            } else {
              control.dispatchEvent(new Event("input", { bubbles: true }));
            }
            requestAnimationFrame(() => {
              const shown = new MessageChannel();
              shown.port1.onmessage = () => done(performance.now() - begun);
              shown.port2.postMessage("");
            });
            """;

    private record Input(String selector, String value) {

        boolean sorts() {
            return selector.startsWith("th");
        }
    }

    private static final List<Input> INPUTS = Stream.of(
                    Stream.of("v", "vo", "volume 12", "daten-7", "kunden müller", "no such thing", "")
                            .map(word -> new Input("#filter-text", word)),
                    Stream.of("CRITICAL", "HIGH")
                            .map(severity -> new Input("#filter-severity [value=" + severity + "]", "")),
                    Stream.of(new Input("#filter-status [value=FAIL]", "")),
                    Stream.of("eu-central-1", "").map(region -> new Input("#filter-region", region)),
                    Stream.of("CONFIDENTIAL", "").map(type -> new Input("#filter-class", type)),
                    Stream.of("enterprise-data-encryption E4", "").map(id -> new Input("#filter-control", id)),
                    Stream.of(new Input("#reset", "")),
                    Stream.of("resource", "resource", "account")
                            .map(column -> new Input("th[data-sort=" + column + "] button", "")))
            .flatMap(inputs -> inputs)
            .toList();

    @Option(names = "--findings", description = "Findings in the report. Default: ${DEFAULT-VALUE}")
    private int findings = 50_000;

    @Option(names = "--rounds", description = "Browsers that open it. Default: ${DEFAULT-VALUE}")
    private int rounds = 5;

    private final Path templates = Path.of(System.getProperty("atrest.home", "."), "report-templates");

    static void main(String... arguments) {
        System.exit(new CommandLine(new HtmlBench()).execute(arguments));
    }

    @Override
    public void run() {
        if (!Chromium.isInstalled()) {
            throw new IllegalStateException("chromium and chromium-driver are not installed: apt-get install them");
        }
        try {
            Path folder = Files.createTempDirectory("atrest-bench");
            try {
                measure(folder);
            } finally {
                FileSystemUtils.deleteRecursively(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void measure(Path folder) throws IOException {
        Path page = write(folder);
        var paints = new ArrayList<Double>();
        var loads = new ArrayList<Double>();
        var filters = new ArrayList<Double>();
        var sorts = new ArrayList<Double>();
        for (int round = 0; round < rounds; round++) {
            try (var browser = Chromium.start(folder.resolve("profile-" + round))) {
                browser.open(page, "");
                paints.add(number(
                        browser.run("return performance.getEntriesByName('first-contentful-paint')[0].startTime")));
                loads.add(number(browser.run("return performance.getEntriesByType('navigation')[0].loadEventEnd")));
                browser.driver().manage().timeouts().scriptTimeout(Duration.ofMinutes(1));
                for (Input input : INPUTS) {
                    double millis = number(browser.driver().executeAsyncScript(TIMED, input.selector(), input.value()));
                    (input.sorts() ? sorts : filters).add(millis);
                    if (round == 0) {
                        System.out.printf("%-44s %-30s %6.1f ms%n", input.selector(), input.value(), millis);
                    }
                }
            }
            System.out.printf(
                    "round %d: first paint %.0f ms, loaded %.0f ms%n", round + 1, paints.get(round), loads.get(round));
        }
        publish(Files.size(page), paints, loads, filters, sorts);
    }

    private Path write(Path folder) throws IOException {
        var report = ManyFindings.of(findings);
        var writer = new HtmlReport(PageTemplate.load(templates), Brand.load(templates), Texts.load(templates, "en"));
        long begun = System.nanoTime();
        Path page = ReportFiles.write(report, List.of(writer), folder).getFirst();
        System.out.printf(
                "%,d findings: %,d bytes, written in %.1f s%n",
                findings, Files.size(page), (System.nanoTime() - begun) / 1e9);
        return page;
    }

    private void publish(long bytes, List<Double> paints, List<Double> loads, List<Double> filters, List<Double> sorts)
            throws IOException {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("findings", findings);
        figures.put("rounds", rounds);
        figures.put("file_bytes", bytes);
        figures.put("first_paint_ms", Math.round(median(paints)));
        figures.put("first_paint_worst_ms", Math.round(Collections.max(paints)));
        figures.put("bound_first_paint_ms", Math.round(PAINT_BOUND_MS));
        figures.put("loaded_ms", Math.round(median(loads)));
        figures.put("filter_ms", Math.round(median(filters)));
        figures.put("filter_worst_ms", Math.round(Collections.max(filters)));
        figures.put("bound_filter_ms", Math.round(FILTER_BOUND_MS));
        figures.put("sort_ms", Math.round(median(sorts)));
        figures.put("sort_worst_ms", Math.round(Collections.max(sorts)));
        new Figures("html", figures).publish();
    }

    private static double number(Object answered) {
        return ((Number) answered).doubleValue();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
