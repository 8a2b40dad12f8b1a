package dev.atrest.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a catalogue are kept, and make the same catalogue again. */
class CatalogDocumentsTest {

    private static final Path CONFIG = Path.of("config");
    private static final Path SHIPPED = CONFIG.resolve("rules/ebs/ebs-volume-key-usable.yml");

    @TempDir
    private Path overlay;

    private Path own;

    @BeforeEach
    void layARuleAndSettingsOverThoseThatShip() throws IOException {
        own = overlay.resolve("deep/own.yml");
        Files.createDirectories(own.getParent());
        Files.writeString(own, Files.readString(SHIPPED).replace("id: ebs-volume-key-usable", "id: own-rule"));
        Files.writeString(
                overlay.resolve("settings.yml"), "rotationDays: 90\ndisabledRules: [ebs-volume-classified]\n");
    }

    private RuleCatalog load() {
        return RuleCatalog.load(CONFIG, List.of(overlay));
    }

    @Test
    void theyMakeTheSameCatalogueAgainWithTheSameNames() {
        RuleCatalog catalog = load();

        for (RuleCatalog again :
                List.of(RuleCatalog.load(catalog.documents()), RuleCatalog.list(catalog.documents()))) {
            assertThat(again.digest()).isEqualTo(catalog.digest());
            assertThat(again.digests()).isEqualTo(catalog.digests());
            assertThat(again.rules()).isEqualTo(catalog.rules());
            assertThat(again.frameworks()).isEqualTo(catalog.frameworks());
            assertThat(again.settings().values()).isEqualTo(catalog.settings().values());
            assertThat(again.find("own-rule"))
                    .hasValueSatisfying(rule -> assertThat(again.isOwn(rule)).isTrue());
        }
        assertThat(catalog.find("own-rule")).map(Rule::file).contains(own.toString());
    }

    @Test
    void everyFileOfTheLayersIsThereByteForByteAndNothingElseOfConfig() throws IOException {
        var documents = new TreeMap<String, byte[]>();
        load().documents()
                .forEach(document -> documents.put(document.layer() + " " + document.path(), document.content()));

        assertThat(documents)
                .containsEntry("0 settings.yml", Files.readAllBytes(CONFIG.resolve("settings.yml")))
                .containsEntry("0 rules/ebs/ebs-volume-key-usable.yml", Files.readAllBytes(SHIPPED))
                .containsEntry("1 deep/own.yml", Files.readAllBytes(own))
                .containsKeys("0 frameworks/enterprise-data-encryption.yml", "1 settings.yml")
                .doesNotContainKeys("0 application.yml", "0 iam/role.yml");
    }

    @Test
    void theDigestOfARuleChangesWithWhatItSaysAndNotWithItsComments() throws IOException {
        var before = load().digests();

        Files.writeString(own, "# a comment\n" + Files.readString(own));
        assertThat(load().digests()).isEqualTo(before);
        assertThat(load().documents())
                .filteredOn(document -> document.path().equals("deep/own.yml"))
                .singleElement()
                .satisfies(document -> assertThat(new String(document.content(), StandardCharsets.UTF_8))
                        .startsWith("# a comment"));

        Files.writeString(own, Files.readString(own).replaceFirst("title: ", "title: Really, "));
        var after = load().digests();
        assertThat(after.all()).isNotEqualTo(before.all());
        assertThat(after.settings()).isEqualTo(before.settings());
        assertThat(after.rules().get("own-rule")).isNotEqualTo(before.rules().get("own-rule"));
        var others = new TreeMap<>(after.rules());
        others.put("own-rule", before.rules().get("own-rule"));
        assertThat(others).isEqualTo(before.rules());
    }

    @Test
    void settingsAreToldAsText() {
        assertThat(load().settings().asText())
                .containsEntry("rotationDays", "90")
                .containsEntry("slaDays.HIGH", "30")
                .containsEntry("classification.tagKeys", "DataProtectionClass")
                .containsEntry("trustOwnOrganization", "true")
                .containsEntry("trustedAccounts", "");
    }
}
