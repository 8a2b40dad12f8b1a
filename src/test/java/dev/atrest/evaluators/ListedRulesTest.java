package dev.atrest.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that are read to be listed. */
class ListedRulesTest {

    @TempDir
    Path directory;

    @Test
    void listingTellsTheSameRulesAndControlsAsLoading() {
        var loaded = RuleCatalog.load(Path.of("config"));
        var listed = RuleCatalog.list(Path.of("config"), List.of());
        assertThat(listed.rules()).isEqualTo(loaded.rules());
        assertThat(listed.frameworks()).isEqualTo(loaded.frameworks());
        assertThat(listed.digest()).isEqualTo(loaded.digest());
    }

    @Test
    void aWrongConditionIsListedButNeverLoaded() {
        var config = Catalogs.directory(
                directory,
                Catalogs.RULE.replace("resource.encryption.algorithm != \"NONE\"", "resource.encrypted"),
                Catalogs.FRAMEWORK,
                Catalogs.SETTINGS);
        assertThat(RuleCatalog.list(config, List.of()).rules()).hasSize(1);
        assertThatThrownBy(() -> RuleCatalog.load(config))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("unknown fact 'encrypted'");
    }

    @Test
    void whatIsWrongOutsideOfTheExpressionsIsToldInListingToo() {
        var config = Catalogs.directory(
                directory,
                Catalogs.RULE.replace("severity: HIGH", "severity: HUGE"),
                Catalogs.FRAMEWORK,
                Catalogs.SETTINGS);
        assertThatThrownBy(() -> RuleCatalog.list(config, List.of()))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("HUGE");
    }

    @Test
    void aListedRuleIsNotApplied() {
        var catalog = RuleCatalog.list(Path.of("config"), List.of());
        assertThatThrownBy(catalog::runExamples)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was read to be listed");
    }
}
