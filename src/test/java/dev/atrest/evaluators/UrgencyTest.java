package dev.atrest.evaluators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Impact;
import dev.atrest.model.Impact.Exposure;
import dev.atrest.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Due dates, priorities and owners, by the settings that ship and by one's own. */
class UrgencyTest {

    private static final Optional<DataProtectionClass> CONFIDENTIAL = Optional.of(DataProtectionClass.CONFIDENTIAL);

    private static Settings settings(Path... overlays) {
        return RuleCatalog.list(Path.of("config"), List.of(overlays)).settings();
    }

    private static Path overlay(Path folder, String settings) throws IOException {
        Files.writeString(folder.resolve("settings.yml"), settings);
        return folder;
    }

    @Test
    void aPriorityIsTheProductOfItsFactorsAndSaysSo() {
        BacklogItem.Priority priority =
                settings().urgency().priority(Severity.HIGH, CONFIDENTIAL, new Impact(Exposure.PUBLIC, 12));
        assertThat(priority)
                .isEqualTo(new BacklogItem.Priority(
                        201.6, "HIGH (8) × CONFIDENTIAL (3) × public (4) × 12 dependents (2.1)"));
        assertThat(settings()
                        .urgency()
                        .priority(Severity.LOW, Optional.empty(), new Impact(Exposure.ACCOUNT, 0, false)))
                .isEqualTo(
                        new BacklogItem.Priority(4.0, "LOW (2) × no class (2) × own account (1), as far as is known"));
    }

    @Test
    void confidentialDataHasHalfOfTheDays() {
        assertThat(settings().urgency().days(Severity.CRITICAL, CONFIDENTIAL))
                .as("7 days, rounded up")
                .isEqualTo(4);
        assertThat(settings().urgency().days(Severity.HIGH, Optional.empty())).isEqualTo(30);
    }

    @Test
    void anOrganisationHasItsOwnWeightsDaysAndOwnerTags(@TempDir Path folder) throws IOException {
        Settings own = settings(overlay(folder, """
                slaPercent: { CONFIDENTIAL: 100 }
                priority: { exposure: { PUBLIC: 10 } }
                ownerTagKeys: [Team, Contact]
                """));
        assertThat(own.urgency().days(Severity.CRITICAL, CONFIDENTIAL)).isEqualTo(7);
        assertThat(own.urgency()
                        .priority(Severity.CRITICAL, CONFIDENTIAL, new Impact(Exposure.PUBLIC, 0))
                        .score())
                .isEqualTo(480);
        assertThat(own.owners().of(Map.of("contact", "b@example.org", "TEAM", " ")))
                .isEqualTo("b@example.org");
    }

    @Test
    void weightsThatCannotBeAreReportedWithWhatIsAllowed(@TempDir Path folder) throws IOException {
        Path wrong = overlay(folder, "priority: { exposure: { PUBLIC: 0, WORLD: 3 } }\n");
        assertThatThrownBy(() -> settings(wrong))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("'PUBLIC' must be a weight from 1 to 1000")
                .hasMessageContaining("unknown key 'WORLD'");
    }

    @Test
    void theOwnerIsReadFromTheFirstTagThatNamesOneWhateverItsCase() {
        Owners owners = settings().owners();
        assertThat(owners.of(Map.of("owner", " shop team "))).isEqualTo("shop team");
        assertThat(owners.of(Map.of("OWNER", "b", "Owner", "a"))).isEqualTo("b");
        assertThat(owners.of(Map.of("Owners", "x"))).isEmpty();
    }
}
