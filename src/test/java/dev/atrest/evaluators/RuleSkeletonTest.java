package dev.atrest.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.atrest.model.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSkeletonTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void aSkeletonLoadsItsExamplesHoldAndTryEverything(ResourceType type) throws IOException {
        Files.writeString(folder.resolve("own.yml"), RuleSkeleton.of("own", type));

        var catalog = RuleCatalog.load(Path.of("config"), List.of(folder));

        assertThat(catalog.find("own").orElseThrow().resource()).isEqualTo(type);
        assertThat(catalog.runExamples())
                .filteredOn(result -> result.ruleId().equals("own"))
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(ExampleResult::ok);
        assertThat(catalog.untestedBranches())
                .filteredOn(branch -> branch.ruleId().equals("own"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Own", "own_rule", "-own", "own--rule", "../own", "own rule", "own: x"})
    void anIdIsKebabCase(String id) {
        assertThat(RuleSkeleton.isId(id)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> RuleSkeleton.of(id, ResourceType.KMS_KEY));
    }

    @Test
    void wordsAndDigitsMakeAnId() {
        assertThat(RuleSkeleton.isId("s3-bucket-2-owned")).isTrue();
    }
}
