package dev.atrest.evaluators;

import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Resource;
import dev.atrest.model.Rule;
import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import dev.atrest.model.WaiverUse.State;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The waivers of a catalogue on one day, which failures are held against. Immutable. */
final class Waivers {

    /** A waiver whose patterns are taken apart. */
    private record Prepared(
            Waiver waiver,
            State state,
            Optional<Wildcards> resource,
            Optional<Wildcards> account,
            Map<String, Wildcards> tags) {

        static Prepared of(WaiverUse use) {
            Waiver waiver = use.waiver();
            return new Prepared(
                    waiver,
                    use.state(),
                    waiver.resource().map(Wildcards::new),
                    waiver.account().map(Wildcards::new),
                    waiver.tags().entrySet().stream()
                            .collect(Collectors.toUnmodifiableMap(
                                    Map.Entry::getKey, tag -> new Wildcards(tag.getValue()))));
        }

        boolean covers(Resource failing) {
            return resource.map(pattern -> pattern.matches(failing.arn())).orElse(true)
                    && account.map(pattern -> pattern.matches(failing.accountId()))
                            .orElse(true)
                    && (tags.isEmpty() || carriesTags(failing));
        }

        /** Tags that were not read, and those of what has none, match nothing. */
        private boolean carriesTags(Resource failing) {
            return failing.facts().values().get("tags") instanceof Map<?, ?> carried
                    && tags.entrySet().stream()
                            .allMatch(tag -> carried.get(tag.getKey()) instanceof String value
                                    && tag.getValue().matches(value));
        }
    }

    /** By rule id, those of a rule by their own; a rule that no waiver names has no entry. */
    private final Map<String, List<Prepared>> byRule;

    /** @param time the day of this moment in UTC counts */
    Waivers(RuleCatalog catalog, Instant time) {
        var uses = catalog.waiversOn(LocalDate.ofInstant(time, ZoneOffset.UTC));
        this.byRule = catalog.rules().stream().collect(Collectors.toMap(Rule::id, rule -> naming(rule, uses)));
        byRule.values().removeIf(List::isEmpty);
    }

    private static List<Prepared> naming(Rule rule, List<WaiverUse> uses) {
        return uses.stream()
                .filter(use -> new Wildcards(use.waiver().rule()).matches(rule.id()))
                .map(Prepared::of)
                .toList();
    }

    /** What a waiver is on a day. */
    static State state(Waiver waiver, LocalDate day, int maxDays) {
        if (ChronoUnit.DAYS.between(waiver.granted(), waiver.expires()) > maxDays) {
            return State.TOO_LONG;
        } else if (day.isAfter(waiver.expires())) {
            return State.EXPIRED;
        }
        return day.isBefore(waiver.granted()) ? State.NOT_YET : State.IN_FORCE;
    }

    /**
     * Holds a finding against the waivers.
     *
     * @param covering receives the id of every waiver that covers the finding: those in force if there are any, the others if
     *     not
     * @return the finding, WAIVED by the first waiver in force that covers it
     */
    Finding held(Finding finding, Resource resource, Consumer<String> covering) {
        if (finding.status() != FindingStatus.FAIL || !byRule.containsKey(finding.ruleId())) {
            return finding;
        }
        Cover cover = cover(finding.ruleId(), resource);
        cover.waivers().forEach(covering);
        return cover.inForce() ? finding.waivedBy(cover.waivers().getFirst()) : finding;
    }

    /**
     * What covers a failure.
     *
     * @param inForce whether these are in force, and the failure accepted
     * @param waivers their ids, which may be none
     */
    record Cover(boolean inForce, List<String> waivers) {}

    /** The waivers that cover a failure of a rule: those in force if there are any, the others if not. */
    Cover cover(String ruleId, Resource failing) {
        var inForce = new ArrayList<String>();
        var others = new ArrayList<String>();
        for (Prepared candidate : byRule.getOrDefault(ruleId, List.of())) {
            if (candidate.covers(failing)) {
                (candidate.state() == State.IN_FORCE ? inForce : others)
                        .add(candidate.waiver().id());
            }
        }
        return inForce.isEmpty() ? new Cover(false, others) : new Cover(true, inForce);
    }

    /** Whether any waiver names the rule. */
    boolean name(String ruleId) {
        return byRule.containsKey(ruleId);
    }
}
