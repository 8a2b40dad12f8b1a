package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import dev.atrest.model.WaiverUse.State;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaiverCheckTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private static Waiver waiver(String rule, LocalDate expires) {
        return new Waiver(
                "w",
                rule,
                Optional.of("*"),
                Optional.empty(),
                Map.of(),
                "reason",
                "approver",
                "",
                LocalDate.of(2026, 1, 1),
                expires,
                "waivers.yml:" + rule.length());
    }

    private static WaiverCheck.Row checked(Waiver waiver, State state, List<WaiverUse> before) {
        return new WaiverCheck(TODAY, before)
                .rows(List.of(new WaiverUse(waiver, state, 0)), 365)
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            IN_FORCE | 2026-12-24 | 31 | 4 |
            IN_FORCE | 2026-12-23 | 30 | 4 | expires in 30 days
            IN_FORCE | 2026-11-24 |  1 | 4 | expires in 1 day
            IN_FORCE | 2026-11-23 |  0 | 4 | expires today
            IN_FORCE | 2026-12-24 | 31 | 0 | matches nothing that fails: take it away, or mend its patterns
            NOT_YET  | 2026-12-24 | 31 | 0 | matches nothing that fails: take it away, or mend its patterns
            NOT_YET  | 2026-12-24 | 31 | 1 |
            EXPIRED  | 2026-11-22 | -1 | 4 | has expired on 2026-11-22: what it covered fails again; resolve that, have it accepted anew, or take the waiver away
            EXPIRED  | 2026-11-22 | -1 | 0 | has expired on 2026-11-22 and matches nothing that fails: take it away
            TOO_LONG | 2027-01-02 | 40 | 4 | is ignored: 2027-01-02 is 366 days after 2026-01-01, and settings.maxWaiverDays allows 365
            """)
    void whatNeedsAttentionIsSaid(State state, LocalDate expires, long daysLeft, long matched, String attention) {
        Waiver waiver = waiver("ebs-*", expires);
        var row = checked(waiver, state, List.of(new WaiverUse(waiver, state, matched)));

        assertThat(row.daysLeft()).isEqualTo(daysLeft);
        assertThat(row.matched()).isEqualTo(OptionalLong.of(matched));
        assertThat(row.attention()).isEqualTo(Optional.ofNullable(attention));
    }

    @Test
    void aWaiverThatNoAssessmentKnewMayMatch() {
        var row = checked(waiver("ebs-*", LocalDate.of(2026, 12, 31)), State.IN_FORCE, List.of());

        assertThat(row.matched()).isEmpty();
        assertThat(row.attention()).isEmpty();
    }

    @Test
    void whatAWaiverMatchedBeforeItsPatternsChangedDoesNotCount() {
        LocalDate expires = LocalDate.of(2026, 12, 31);
        var before = List.of(new WaiverUse(waiver("ebs-*", expires), State.IN_FORCE, 0));

        assertThat(checked(waiver("ebs-volume-*", expires), State.IN_FORCE, before)
                        .matched())
                .isEmpty();
        assertThat(checked(waiver("ebs-*", expires.minusDays(1)), State.IN_FORCE, before)
                        .matched())
                .as("other days match the same")
                .hasValue(0);
    }
}
