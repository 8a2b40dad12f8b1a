package dev.atrest.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Framework;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that {@code docs/writing-rules.md} shows. */
class WritingRulesTest {

    private static final Pattern FILE = Pattern.compile("```yaml\n# my-rules/(\\S+)\n(.*?)```", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void theFilesOfThePageWorkTogether() throws IOException {
        var files = FILE.matcher(Files.readString(Path.of("docs/writing-rules.md")));
        while (files.find()) {
            Path file = folder.resolve(files.group(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, files.group(2));
        }
        assertThat(folder.resolve("settings.yml")).exists();
        assertThat(folder.resolve("frameworks/house.yml")).exists();

        var catalog = RuleCatalog.load(Path.of("config"), List.of(folder));

        assertThat(catalog.frameworks()).extracting(Framework::id).contains("house-rules@2");
        assertThat(catalog.find("kms-key-rotation-enabled").orElseThrow().controls())
                .containsEntry("house-rules@2", List.of("H1"));
        assertThat(catalog.find("s3-bucket-key-enabled")).isEmpty();
        assertThat(catalog.settings().values()).containsEntry("rotationDays", 180L);
    }

    @Test
    void thePageNamesEveryKeyOfARule() throws IOException {
        var page = Files.readString(Path.of("docs/writing-rules.md"));
        var rule =
                (Yaml.Mapping) YamlFile.read(Path.of("config/rules/kms/kms-key-rotation-enabled.yml"), new Problems())
                        .orElseThrow();

        assertThat(rule.entries().keySet())
                .hasSizeGreaterThan(8)
                .allSatisfy(key -> assertThat(page).contains("| `" + key + "` |"));
    }
}
