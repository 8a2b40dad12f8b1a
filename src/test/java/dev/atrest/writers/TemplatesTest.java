package dev.atrest.writers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.writers.html.PageTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code brand.yml} and the texts, the shipped ones and broken ones. */
class TemplatesTest {

    private static final Path SHIPPED = Path.of("report-templates");

    @TempDir
    private Path folder;

    @BeforeEach
    void copyTheShippedTemplates() throws IOException {
        Files.createDirectory(folder.resolve("fonts"));
        Files.createDirectory(folder.resolve("html"));
        try (Stream<Path> files = Files.walk(SHIPPED)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(SHIPPED.relativize(file)));
            }
        }
    }

    @Test
    void theShippedBrandLoads() throws IOException {
        Brand brand = Brand.load(folder);
        assertThat(brand.classification()).isEqualTo("CONFIDENTIAL");
        assertThat(brand.logo()).contains(folder.resolve("logo.png"));
        assertThat(brand.colours().primary()).isEqualTo(new Colour(0x1f, 0x3a, 0x5f));
    }

    @Test
    void aWrongColourIsReportedWithItsLine() throws IOException {
        change("brand.yml", "\"#b42318\"", "red");
        assertThatThrownBy(() -> Brand.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("brand.yml:55")
                .hasMessageContaining("'red' is not a colour");
    }

    @Test
    void aMisspeltKeyIsReported() throws IOException {
        change("brand.yml", "classification:", "clasification:");
        assertThatThrownBy(() -> Brand.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("brand.yml:7: ")
                .hasMessageContaining(
                        "unknown key 'clasification'; the keys of the file are organisation, classification");
    }

    @Test
    void aMissingKeyIsReported() throws IOException {
        change("brand.yml", "  pass: \"#2f7d5b\"\n", "");
        assertThatThrownBy(() -> Brand.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'pass' is missing");
    }

    @Test
    void anUnknownSectionIsReportedWithItsLineAndThoseThereAre() throws IOException {
        change("brand.yml", "  - glossary", "  - glosary");
        assertThatThrownBy(() -> Brand.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("brand.yml:29")
                .hasMessageContaining("'glosary' is not a section; allowed are summary, changes, coverage");
    }

    @Test
    void aSectionNamedTwiceAndNoSectionAreReported() throws IOException {
        change("brand.yml", "  - glossary", "  - summary");
        assertThatThrownBy(() -> Brand.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("brand.yml:16: sections names 'summary' twice");
        Files.writeString(
                folder.resolve("brand.yml"),
                Files.readString(folder.resolve("brand.yml")).replaceAll("(?s)sections:.*signOff", "sections: []"));
        assertThatThrownBy(() -> Brand.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("sections names none; allowed are summary");
    }

    @Test
    void aMissingFallbackFontIsReported() throws IOException {
        change("brand.yml", "fonts/DejaVuSans.ttf", "fonts/Missing.ttf");
        assertThatThrownBy(() -> Brand.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fonts.fallback names")
                .hasMessageContaining("Missing.ttf");
    }

    @Test
    void aMissingLogoIsReported() throws IOException {
        change("brand.yml", "logo.png", "missing.png");
        assertThatThrownBy(() -> Brand.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("logo names")
                .hasMessageContaining("missing.png");
    }

    @Test
    void anEmptiedLogoOrFontIsReportedBeforeAReportIsWritten() throws IOException {
        Files.writeString(folder.resolve("fonts/NotoMono-Regular.ttf"), "");
        assertThatThrownBy(() -> Brand.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("brand.yml: fonts.mono names ")
                .hasMessageEndingWith("NotoMono-Regular.ttf, which is no TrueType font: it is empty");
        Files.writeString(folder.resolve("logo.png"), "<svg/>");
        Files.copy(
                SHIPPED.resolve("fonts/NotoMono-Regular.ttf"),
                folder.resolve("fonts/NotoMono-Regular.ttf"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> Brand.load(folder))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("logo.png, which is no PNG or JPEG image");
    }

    @Test
    void anEmptiedPageIsReportedWithWhatItMustHave() throws IOException {
        for (String content : List.of("", "<!-- nothing -->", "<p>{{value policy}}{{part summary}}{{part data}}")) {
            Files.writeString(folder.resolve("html/report.html"), content);
            assertThatThrownBy(() -> PageTemplate.load(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(folder.resolve("html/report.html")
                            + (content.contains("policy") ? ": {{part brand}}" : ": {{value policy}}")
                            + " is missing; the page must have {{value policy}}, {{part brand}}, {{part summary}},"
                            + " {{part data}}, and may have other values, the parts accounts, ");
        }
    }

    @Test
    void anEmptiedScriptOrStyleSheetIsReported() throws IOException {
        for (String name : List.of("table.js", "report.css")) {
            String shipped = Files.readString(folder.resolve("html/" + name));
            for (String content : List.of("", "\n", "/* once\n   there was something */\n")) {
                Files.writeString(folder.resolve("html/" + name), content);
                assertThatThrownBy(() -> PageTemplate.load(folder))
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith(
                                folder.resolve("html/" + name) + ": there is nothing in it; leave out the slot at ");
            }
            Files.writeString(folder.resolve("html/" + name), shipped);
        }
        Files.writeString(folder.resolve("html/table.js"), "// nothing\n  // at all\n");
        assertThatThrownBy(() -> PageTemplate.load(folder)).hasMessageContaining("there is nothing in it");
    }

    @Test
    void aTextThatOnlyThePageAsksForIsReported() throws IOException {
        change("html/report.html", "</body>", "{{text my.own}}</body>");
        var page = PageTemplate.load(folder);
        assertThatThrownBy(() -> page.expectTexts(Texts.load(folder, "en")))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        folder.resolve("html/report.html")
                                + ": it, or one of its scripts, asks for the text 'my.own', which texts_en.properties does not have");
        Files.writeString(folder.resolve("texts_en.properties"), "\nmy.own = mine\n", StandardOpenOption.APPEND);
        page.expectTexts(Texts.load(folder, "de"));
    }

    @Test
    void aFolderWithoutABrandIsReported() {
        assertThatThrownBy(() -> Brand.load(folder.resolve("nowhere")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("brand.yml: cannot be read");
    }

    @Test
    void bothLanguagesHaveTheSameTexts() throws IOException {
        assertThat(keys("texts_de.properties")).isEqualTo(keys("texts_en.properties"));
    }

    @Test
    void numbersAndChoicesFollowTheLanguage() throws IOException {
        assertThat(Texts.load(folder, "de").get("summary.failures", 1200)).isEqualTo("1.200 Ressourcen");
        assertThat(Texts.load(folder, "en").get("summary.failures", 1)).isEqualTo("one resource");
        assertThat(Texts.load(folder, "de").number(1_234_567)).isEqualTo("1.234.567");
    }

    @Test
    void aScopeWithUndecidedFindingsIsNotSaidToBeReadInFull() throws IOException {
        var texts = Texts.load(folder, "en");
        assertThat(texts.complete(SampleReport.empty().summary())).endsWith("every fact of every resource.");
        assertThat(texts.complete(SampleReport.enterprise().summary()))
                .matches("Every listing was read to its end\\. [0-9]+ findings could not be decided all the same; .*");
    }

    @Test
    void aTextThatALanguageLacksIsEnglish() throws IOException {
        change("texts_de.properties", "report.contents = Inhalt\n", "");
        assertThat(Texts.load(folder, "de").get("report.contents")).isEqualTo("Contents");
    }

    @Test
    void aMalformedPatternIsReportedWithItsLine() throws IOException {
        change("texts_de.properties", "Prüfung {0}", "Prüfung {zero");
        assertThatThrownBy(() -> Texts.load(folder, "de"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("texts_de.properties:9: 'report.assessment' is not a message pattern");
    }

    @Test
    void anUnknownTextIsReportedWithItsLine() throws IOException {
        change("texts_de.properties", "report.title =", "report.titel =");
        assertThatThrownBy(() -> Texts.load(folder, "de"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("texts_de.properties:7: unknown key 'report.titel'");
    }

    @Test
    void anUnknownLanguageIsAnsweredWithThoseThereAre() {
        for (String language : new String[] {"fr", "../de", ""}) {
            assertThatThrownBy(() -> Texts.load(folder, language))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith(folder + " has de, en");
        }
    }

    private Set<String> keys(String file) throws IOException {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolve(file))) {
            properties.load(reader);
        }
        return properties.stringPropertyNames();
    }

    private void change(String file, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(folder.resolve(file), text.replaceFirst(Pattern.quote(from), to));
    }
}
