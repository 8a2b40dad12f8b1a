package dev.atrest.jobs.backlog;

import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.BacklogPlace;
import dev.atrest.jobs.store.FindingSlice;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.SliceStore;
import dev.atrest.model.Change.Cause;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Compares two evaluated assessments, whatever their scopes; what only one of them looked at is left out. */
@Component
public class Comparison {

    private final InventoryStore inventory;
    private final FindingStore findings;
    private final SliceStore slices;
    private final RuleDigests digests;

    Comparison(InventoryStore inventory, FindingStore findings, SliceStore slices, RuleDigests digests) {
        this.inventory = inventory;
        this.findings = findings;
        this.slices = slices;
        this.digests = digests;
    }

    /**
     * What the later assessment says differently: first by resource ARN and rule id what is there now, then what is there no
     * longer; read as it is asked for.
     */
    public Stream<Difference> differences(Assessment before, Assessment after) {
        return new Pair(before, after).differences();
    }

    /** Two assessments, read side by side. */
    private final class Pair {

        private final Assessment before;
        private final Assessment after;
        private final Earlier then;
        private final Earlier now;
        private final Looked lookedThen;
        private final Looked lookedNow;
        private final RuleVersions rules;

        Pair(Assessment before, Assessment after) {
            this.before = before;
            this.after = after;
            this.then = new Earlier(before.id(), slices, inventory);
            this.now = new Earlier(after.id(), slices, inventory);
            this.lookedThen = Looked.of(inventory.coverage(before.id()));
            this.lookedNow = Looked.of(inventory.coverage(after.id()));
            this.rules = new RuleVersions(
                    digests.of(before.id()),
                    digests.of(after.id()),
                    findings.countByRule(before.id()).keySet(),
                    findings.countByRule(after.id()).keySet(),
                    before.rulesDigest().equals(after.rulesDigest()));
        }

        Stream<Difference> differences() {
            return Stream.concat(
                    findings.results(after.id()).flatMap(this::there),
                    findings.results(before.id())
                            .filter(result -> now.result(result.arn()).isEmpty())
                            .flatMap(this::gone));
        }

        private Stream<Difference> there(FindingSlice.Result result) {
            Optional<FindingSlice.Result> earlier = then.result(result.arn());
            if (earlier.isEmpty() && lookedThen.at(place(result)) instanceof Looked.Sight.OutOfScope) {
                return Stream.empty();
            }
            var ruleIds = new TreeSet<>(result.statuses().keySet());
            earlier.ifPresent(was -> ruleIds.addAll(was.statuses().keySet()));
            return ruleIds.stream().flatMap(ruleId -> {
                Optional<FindingStatus> was =
                        earlier.map(found -> found.statuses().get(ruleId));
                Optional<FindingStatus> is =
                        Optional.ofNullable(result.statuses().get(ruleId));
                boolean failing =
                        is.filter(status -> status == FindingStatus.FAIL).isPresent();
                return was.equals(is) && !failing || earlier.isEmpty() && !failing
                        ? Stream.empty()
                        : difference(ruleId, result, then.of(result.arn(), ruleId), now.of(result.arn(), ruleId))
                                .stream();
            });
        }

        private Stream<Difference> gone(FindingSlice.Result result) {
            Looked.Sight sight = lookedNow.at(place(result));
            if (sight instanceof Looked.Sight.OutOfScope) {
                return Stream.empty();
            }
            return result.statuses().entrySet().stream()
                    .filter(status -> status.getValue() == FindingStatus.FAIL)
                    .map(status -> {
                        Sighting was = then.of(result.arn(), status.getKey());
                        return sight instanceof Looked.Sight.NotRead(String why)
                                ? told(
                                        Difference.Kind.CHANGED,
                                        new Because(Cause.NOT_READ, why),
                                        status.getKey(),
                                        result,
                                        was,
                                        Sighting.NOTHING)
                                : told(
                                        Difference.Kind.CLOSED,
                                        new Because(Cause.RESOURCE_GONE, ""),
                                        status.getKey(),
                                        result,
                                        was,
                                        Sighting.NOTHING);
                    });
        }

        private Optional<Difference> difference(String ruleId, FindingSlice.Result result, Sighting was, Sighting is) {
            boolean failed =
                    was.status().filter(status -> status == FindingStatus.FAIL).isPresent();
            boolean fails =
                    is.status().filter(status -> status == FindingStatus.FAIL).isPresent();
            if (failed && fails) {
                return Because.stillFailing(ruleId, was, is, rules)
                        .map(because -> told(Difference.Kind.CHANGED, because, ruleId, result, was, is));
            }
            boolean unread = is.status()
                    .filter(status -> status == FindingStatus.NOT_ASSESSED)
                    .isPresent();
            var kind = fails
                    ? Difference.Kind.OPENED
                    : failed && !unread ? Difference.Kind.CLOSED : Difference.Kind.CHANGED;
            Because because =
                    !was.resource() && lookedThen.at(place(result)) instanceof Looked.Sight.NotRead(String why)
                            ? new Because(Cause.READ_AGAIN, why)
                            : Because.of(ruleId, was, is, rules);
            return Optional.of(told(kind, because, ruleId, result, was, is));
        }

        private static Difference told(
                Difference.Kind kind,
                Because because,
                String ruleId,
                FindingSlice.Result result,
                Sighting was,
                Sighting is) {
            return new Difference(
                    kind,
                    because.cause(),
                    ruleId,
                    is.finding().get().or(was.finding()).map(Finding::severity),
                    result.arn(),
                    result.type(),
                    result.accountId(),
                    result.region(),
                    result.name(),
                    was.status(),
                    is.status(),
                    because.detail());
        }

        private static BacklogPlace place(FindingSlice.Result result) {
            return new BacklogPlace(result.accountId(), result.region(), result.type());
        }
    }
}
