package dev.atrest.evaluators;

import static dev.atrest.evaluators.Resources.NO_KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.FindingStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("it changes the time zone of the process")
class WaiverDaysTest {

    @TempDir
    Path folder;

    @BeforeEach
    void aWaiver() throws IOException {
        Catalogs.directory(folder, Catalogs.RULE, Catalogs.FRAMEWORK, Catalogs.SETTINGS);
        Files.writeString(folder.resolve("waivers.yml"), """
                waivers:
                  - id: a
                    rule: "*"
                    resource: "*"
                    reason: R
                    approver: A
                    granted: 2026-09-01
                    expires: 2026-12-31
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"})
    void aWaiverIsInForceFromItsFirstDayToItsLastInUtcWhateverTheZoneOfTheMachine(String zone) throws IOException {
        TimeZone usual = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        try {
            assertThat(statusAt("2026-08-31T23:59:59.999Z")).isEqualTo(FindingStatus.FAIL);
            assertThat(statusAt("2026-09-01T00:00:00Z")).isEqualTo(FindingStatus.WAIVED);
            assertThat(statusAt("2026-12-31T23:59:59.999Z")).isEqualTo(FindingStatus.WAIVED);
            assertThat(statusAt("2027-01-01T00:00:00Z")).isEqualTo(FindingStatus.FAIL);
        } finally {
            TimeZone.setDefault(usual);
        }
    }

    private FindingStatus statusAt(String time) throws IOException {
        var failing = Resources.bucket(Resources.encryption("NONE", ""), Resources.tags(Map.of()));
        return new Evaluation(RuleCatalog.load(folder), NO_KEYS, Inventory.NOTHING, Instant.parse(time))
                .evaluate(failing)
                .getFirst()
                .status();
    }
}
