package dev.atrest.writers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MissingTextTest {

    @Test
    void aTextThatIsMissingIsToldBeforeAnythingIsAssessed(@TempDir Path templates) throws IOException {
        Path file = templates.resolve("texts_en.properties");
        List<String> shipped = Files.readAllLines(Path.of("report-templates", "texts_en.properties"));
        Files.write(
                file,
                shipped.stream().filter(line -> !line.startsWith("format.date")).toList());

        assertThatThrownBy(() -> Texts.load(templates, "en"))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("\\Q" + file
                        + "\\E: no text for 'format\\.date', 'format\\.dateTime'; the file must have all [0-9]+ texts that ship"
                        + " with atrest, and may have others");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing but a remark\n"})
    void emptiedTextsAreRefused(String content, @TempDir Path templates) throws IOException {
        Path english = Files.writeString(templates.resolve("texts_en.properties"), content);
        assertThatThrownBy(() -> Texts.load(templates, "en"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(english + ": no text for '")
                .hasMessageContaining(" more; the file must have all ");

        Files.copy(Path.of("report-templates", "texts_en.properties"), english, StandardCopyOption.REPLACE_EXISTING);
        Path german = Files.writeString(templates.resolve("texts_de.properties"), content);
        assertThatThrownBy(() -> Texts.load(templates, "de"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(german + ": has no text; it translates those of " + english);
    }
}
