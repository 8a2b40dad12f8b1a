package dev.atrest;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks what {@code ./mvnw spotless:apply} formats. The formatter parses with the JDK that it runs on, and Maven may run on
 * an older one than ours, where Spotless cannot read the sources: so the check runs here, on the project's own JDK.
 */
class FormattingTest {

    private static final List<String> SOURCE_ROOTS =
            List.of("model", "readers", "evaluators", "writers", "jobs", "embedded-aws", "bench", "src/test/java");

    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    @Test
    void everySourceFileIsFormatted() {
        List<Path> unformatted = SOURCE_ROOTS.stream()
                .flatMap(FormattingTest::javaFiles)
                .parallel()
                .filter(this::isUnformatted)
                .toList();
        assertThat(unformatted)
                .as("files to format with JAVA_HOME=<a JDK 25> ./mvnw spotless:apply")
                .isEmpty();
    }

    private static Stream<Path> javaFiles(String root) {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private boolean isUnformatted(Path file) {
        try {
            String source = Files.readString(file);
            String ordered = ImportOrderer.reorderImports(source, JavaFormatterOptions.Style.PALANTIR);
            return !formatter
                    .formatSource(RemoveUnusedImports.removeUnusedImports(ordered))
                    .equals(source);
        } catch (IOException | FormatterException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }
}
