package dev.atrest.jobs.cli;

import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import dev.atrest.model.WaiverUse.State;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The waivers of today beside what came of them in an assessment. */
final class WaiverCheck {

    /** A waiver that ends within so many days needs somebody's attention. */
    private static final int SOON = 30;

    /**
     * A waiver.
     *
     * @param daysLeft until its last day, today not counted; negative when that is over
     * @param matched failures that it covered; empty when it was not given, or said something else, in that assessment
     * @param attention what is to be done about it; empty when all is well
     */
    record Row(Waiver waiver, State state, long daysLeft, OptionalLong matched, Optional<String> attention) {}

    private final LocalDate today;
    private final Map<String, WaiverUse> uses;

    /**
     * @param today in UTC
     * @param uses of the assessment; empty when there is none
     */
    WaiverCheck(LocalDate today, List<WaiverUse> uses) {
        this.today = today;
        this.uses = uses.stream().collect(Collectors.toMap(use -> use.waiver().id(), Function.identity()));
    }

    /** @param given the waivers with their state today */
    List<Row> rows(List<WaiverUse> given, int maxDays) {
        return given.stream()
                .map(use -> row(use.waiver(), use.state(), maxDays))
                .toList();
    }

    private Row row(Waiver waiver, State state, int maxDays) {
        long daysLeft = ChronoUnit.DAYS.between(today, waiver.expires());
        OptionalLong matched = matched(waiver);
        return new Row(waiver, state, daysLeft, matched, attention(waiver, state, daysLeft, matched, maxDays));
    }

    /** What was counted for another waiver of the same name says nothing of this one. */
    private OptionalLong matched(Waiver waiver) {
        WaiverUse use = uses.get(waiver.id());
        return use != null && saysTheSame(waiver, use.waiver())
                ? OptionalLong.of(use.findings())
                : OptionalLong.empty();
    }

    private static boolean saysTheSame(Waiver one, Waiver other) {
        return one.rule().equals(other.rule())
                && one.resource().equals(other.resource())
                && one.account().equals(other.account())
                && one.tags().equals(other.tags());
    }

    private static Optional<String> attention(
            Waiver waiver, State state, long daysLeft, OptionalLong matched, int maxDays) {
        return switch (state) {
            case TOO_LONG ->
                Optional.of("is ignored: %s is %d days after %s, and settings.maxWaiverDays allows %d"
                        .formatted(
                                waiver.expires(),
                                ChronoUnit.DAYS.between(waiver.granted(), waiver.expires()),
                                waiver.granted(),
                                maxDays));
            case EXPIRED ->
                Optional.of(
                        "has expired on " + waiver.expires()
                                + (matched.equals(OptionalLong.of(0))
                                        ? " and matches nothing that fails: take it away"
                                        : ": what it covered fails again; resolve that, have it accepted anew, or take the waiver away"));
            case IN_FORCE, NOT_YET -> {
                if (matched.equals(OptionalLong.of(0))) {
                    yield Optional.of("matches nothing that fails: take it away, or mend its patterns");
                }
                yield daysLeft <= SOON
                        ? Optional.of(daysLeft == 0 ? "expires today" : "expires in " + daysLeft + days(daysLeft))
                        : Optional.empty();
            }
        };
    }

    private static String days(long number) {
        return number == 1 ? " day" : " days";
    }
}
