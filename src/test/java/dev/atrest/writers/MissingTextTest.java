package dev.atrest.writers;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingTextTest {

    @Test
    void aTextThatIsMissingIsAMistakeInAFileAndNotInTheProgram(@TempDir Path templates) throws IOException {
        Path file = templates.resolve("texts_en.properties");
        Files.writeString(file, "format.date = yyyy\n");

        assertThatThrownBy(() -> Texts.load(templates, "en"))
                .hasCauseInstanceOf(IOException.class)
                .hasMessage(file + ": no text for 'format.dateTime'; the file must have one");
    }
}
