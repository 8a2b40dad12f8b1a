package dev.atrest.writers.html;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.json.JsonMapper;

/** A headless Chromium, driven through ChromeDriver: the Debian packages {@code chromium} and {@code chromium-driver}. */
public final class Chromium implements AutoCloseable {

    private static final Path BROWSER = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private final ChromeDriver driver;
    private final JsonMapper json = JsonMapper.builder().build();

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    public static boolean isInstalled() {
        return Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER);
    }

    /** @param profile an empty folder for the browser's own files */
    public static Chromium start(Path profile) {
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(BROWSER.toFile());
        options.setPageLoadStrategy(PageLoadStrategy.NORMAL);
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless=new",
                // as root, as in a container, Chromium's own sandbox cannot be set up
                "--no-sandbox",
                "--disable-dev-shm-usage",
                // where it scrolls to, it is at once
                "--force-prefers-reduced-motion",
                "--window-size=1400,1000",
                "--user-data-dir=" + profile);
        return new Chromium(new ChromeDriver(service, options));
    }

    public ChromeDriver driver() {
        return driver;
    }

    /**
     * Opens a page anew, also when only what follows its # differs from the one before.
     *
     * @param hash empty, or what follows the #, with it
     */
    public void open(Path page, String hash) {
        driver.get("about:blank");
        driver.get(page.toUri() + hash);
    }

    /** What a script answers, which says {@code return}. */
    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Pretends to print, or to have another colour scheme; an empty medium is the screen. */
    public void emulate(String medium, String colourScheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        medium,
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", colourScheme))));
    }

    /** Warnings and errors of the console since the last time. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::toString)
                .toList();
    }

    /** Addresses that were asked for since the last time. */
    public List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> json.readTree(entry.getMessage()).at("/message"))
                .filter(event -> event.at("/method").asString("").equals("Network.requestWillBeSent"))
                .map(event -> event.at("/params/request/url").asString(""))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
