package dev.atrest.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactSheetTest {

    private static final Unread POLICY = new Unread("test:GetPolicy", "AccessDenied");
    private static final Unread TARGETS = new Unread("test:ListTargets", "AccessDenied");
    private static final Unread ALARMS = new Unread("test:ListAlarms", "HTTP 500");

    private record Facts(Fact<String> policy, Fact<List<Rule>> rules, Map<String, String> tags) {}

    private record Rule(String name, List<Alarm> alarms, Optional<Unread> unread) {}

    private record Alarm(String name, Optional<Unread> topicsUnread) {}

    @Test
    void whatElementsOfAKnownListDoNotKnowIsUnreadAsWell() {
        var alarms = List.of(new Alarm("one", Optional.of(ALARMS)), new Alarm("two", Optional.empty()));
        var rules = List.of(
                new Rule("deletion", alarms, Optional.empty()), new Rule("changes", List.of(), Optional.of(TARGETS)));

        var sheet = FactSheet.of(
                new Facts(new Fact.Missing<>(POLICY), Fact.known(rules, "test:ListRules"), Map.of()), "test:List");

        assertThat(sheet.unread()).containsOnlyKeys("policy");
        assertThat(sheet.allUnread()).containsExactlyInAnyOrder(POLICY, ALARMS, TARGETS);
    }

    @Test
    void aTagOfThatNameIsNoReason() {
        var sheet = FactSheet.of(
                new Facts(
                        Fact.known("", "test:GetPolicy"),
                        Fact.known(List.of(), "test:ListRules"),
                        Map.of("unread", "x")),
                "test:List");

        assertThat(sheet.allUnread()).isEmpty();
    }

    @Test
    void whatAwsWasNotAskedForIsToldApart() {
        assertThat(POLICY.wasAsked()).isTrue();
        assertThat(new Unread("test:GetPolicy", Unread.NOT_REQUESTED).wasAsked())
                .isFalse();
        assertThat(new Unread("test:GetPolicy", Unread.OTHER_ACCOUNT).wasAsked())
                .isFalse();
    }
}
