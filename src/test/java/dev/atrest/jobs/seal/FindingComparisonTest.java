package dev.atrest.jobs.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FindingComparisonTest {

    /** As a database with a language of its own may sort. */
    private static final List<String> INVENTORY = List.of("b", "a", "C", "d");

    private static Finding finding(String arn, String rule, FindingStatus status, String message, Instant readAt) {
        return new Finding(
                rule,
                status,
                Severity.HIGH,
                arn,
                ResourceType.S3_BUCKET,
                "111122223333",
                "eu-central-1",
                arn,
                Optional.empty(),
                message,
                List.of(),
                List.of(),
                Map.of(),
                readAt);
    }

    private static Finding pass(String arn, String rule) {
        return finding(arn, rule, FindingStatus.PASS, "fine", Instant.EPOCH);
    }

    private static List<String> differences(Stream<Finding> then, Stream<Finding> now) {
        var told = new ArrayList<String>();
        new FindingComparison(
                        then.iterator(),
                        now.iterator(),
                        (one, other) -> INVENTORY.indexOf(one) < INVENTORY.indexOf(other),
                        java.util.Map.of(),
                        java.util.Map.of())
                .forEachDifference(difference ->
                        told.add(difference.resourceArn() + " " + difference.ruleId() + " " + difference.inWords()));
        return told;
    }

    @Test
    void theSameFindingsReadAtAnotherTimeDoNotDiffer() {
        assertThat(differences(
                        INVENTORY.stream().map(arn -> pass(arn, "r")),
                        INVENTORY.stream().map(arn -> finding(arn, "r", FindingStatus.PASS, "fine", Instant.MAX))))
                .isEmpty();
        assertThat(differences(Stream.of(), Stream.of())).isEmpty();
    }

    @Test
    void whatIsOnOneSideOnlyOrSaidOtherwiseIsToldInTheOrderOfTheInventory() {
        assertThat(differences(
                        Stream.of(pass("b", "r"), pass("b", "s"), pass("a", "r"), pass("d", "r")),
                        Stream.of(
                                pass("b", "r"),
                                finding("b", "s", FindingStatus.PASS, "fine indeed", Instant.EPOCH),
                                pass("C", "q"),
                                pass("C", "r"),
                                finding("d", "r", FindingStatus.FAIL, "fine", Instant.EPOCH),
                                pass("d", "s"))))
                .containsExactly(
                        "b s PASS, other message",
                        "a r PASS → none",
                        "C q none → PASS",
                        "C r none → PASS",
                        "d r PASS → FAIL",
                        "d s none → PASS");
    }

    @Test
    void whatIsOtherWithTheSameStatusIsNamed() {
        Finding fails = finding("a", "r", FindingStatus.FAIL, "bad", Instant.EPOCH);
        Finding less = new Finding(
                "r",
                FindingStatus.FAIL,
                Severity.LOW,
                "a",
                fails.resourceType(),
                fails.accountId(),
                fails.region(),
                fails.resourceName(),
                Optional.empty(),
                "bad",
                List.of(),
                List.of(),
                Map.of("own", List.of("1")),
                Instant.EPOCH);
        assertThat(differences(Stream.of(fails), Stream.of(less)))
                .containsExactly("a r FAIL, severity " + fails.severity() + " → LOW, other controls");
        assertThat(words(fails.waivedBy("one"), fails.waivedBy("two"))).isEqualTo("WAIVED, other waiver");
        assertThat(words(fails.waivedBy("one"), less))
                .isEqualTo("WAIVED → FAIL, severity " + fails.severity() + " → LOW");
    }

    private static String words(Finding then, Finding now) {
        return new FindingDifference(Optional.of(then), Optional.of(now)).inWords();
    }

    @Test
    void oneSideMayEndBeforeTheOther() {
        assertThat(differences(Stream.of(pass("a", "r"), pass("d", "r")), Stream.of()))
                .containsExactly("a r PASS → none", "d r PASS → none");
        assertThat(differences(Stream.of(), Stream.of(pass("b", "r")))).containsExactly("b r none → PASS");
    }
}
