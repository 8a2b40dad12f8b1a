package dev.atrest.jobs.backlog;

import dev.atrest.jobs.WorkAhead;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.BacklogEvent;
import dev.atrest.jobs.store.BacklogEvent.Kind;
import dev.atrest.jobs.store.BacklogPlace;
import dev.atrest.jobs.store.BacklogStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.ItemKey;
import dev.atrest.jobs.store.LookStore;
import dev.atrest.jobs.store.SliceStore;
import dev.atrest.jobs.store.Standing;
import dev.atrest.jobs.store.StoredItem;
import dev.atrest.jobs.store.Subject;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Change.Cause;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Brings the backlog in line with what an assessment found, a slice of its findings at a time: each slice is written in one
 * transaction with the checkpoint after it. Items that stay as they are, are read and not written.
 *
 * <p>Only what was seen counts: an item is resolved when its finding is seen passing, or when its rule no longer applies to a
 * resource that was read; it is gone when its resource is not in a listing that came to its end.
 */
final class Reconciliation implements Reconciler.Turns {

    private static final int LONGEST_DETAIL = 2000;

    private final Assessment assessment;
    private final Instant at;
    private final BacklogStore backlog;
    private final LookStore looks;
    private final SliceStore slices;
    private final InventoryStore inventory;
    private final Subjects subjects;
    private final Looked looked;
    private final Departed departed;
    private final History history;
    private final Predicate<BacklogPlace> underWayLater;
    private final Set<String> ruleIds;
    private final int count;
    private @Nullable WorkAhead<Integer, SliceSeen> seen;

    /**
     * @param underWayLater places of assessments that started later and are being reconciled
     * @param ruleIds ids of the rules in force
     * @param count of slices that there are findings of
     */
    Reconciliation(
            Assessment assessment,
            BacklogStore backlog,
            LookStore looks,
            SliceStore slices,
            InventoryStore inventory,
            Subjects subjects,
            Looked looked,
            Departed departed,
            History history,
            Predicate<BacklogPlace> underWayLater,
            Set<String> ruleIds,
            int count) {
        this.assessment = assessment;
        this.at = assessment.startedAt();
        this.backlog = backlog;
        this.looks = looks;
        this.slices = slices;
        this.inventory = inventory;
        this.subjects = subjects;
        this.looked = looked;
        this.departed = departed;
        this.history = history;
        this.underWayLater = underWayLater;
        this.ruleIds = ruleIds;
        this.count = count;
    }

    /** What is to be written of some items. */
    private final class Writes {

        private final List<StoredItem> added = new ArrayList<>();
        private final List<StoredItem> changed = new ArrayList<>();
        private final List<BacklogEvent> events = new ArrayList<>();

        void flush() {
            backlog.insert(added);
            backlog.update(changed);
            backlog.record(events);
            added.clear();
            changed.clear();
            events.clear();
        }

        void event(
                StoredItem item,
                Kind kind,
                Because because,
                Optional<FindingStatus> before,
                Optional<FindingStatus> after) {
            String detail = because.detail();
            events.add(new BacklogEvent(
                    assessment.id(),
                    at,
                    item.subject().arn(),
                    item.subject().ruleId(),
                    kind,
                    because.cause(),
                    before,
                    after,
                    detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL - 1) + "…"));
        }
    }

    @Override
    public boolean next() {
        LookStore.Progress progress = looks.progress(assessment.id());
        return !progress.finished() && reconcile(progress.nextSlice());
    }

    /** What was found on a slice; that on the next ones is read and parsed meanwhile. */
    private SliceSeen seen(int slice) {
        if (seen == null) {
            var next = new AtomicInteger(slice);
            seen = new WorkAhead<>(
                    () -> next.get() > count ? null : next.getAndIncrement(),
                    number -> new SliceSeen(assessment.id(), number, slices, inventory, subjects));
        }
        return seen.next();
    }

    @Override
    public void close() {
        if (seen != null) {
            seen.close();
        }
    }

    /**
     * Reconciles the items on the resources of a slice and those between it and the one before, and notes the checkpoint.
     *
     * @return whether more is to follow
     */
    private boolean reconcile(int slice) {
        String after =
                slice == 0 ? "" : slices.lastArn(assessment.id(), slice - 1).orElseThrow();
        Optional<String> to = slices.lastArn(assessment.id(), slice);
        SliceSeen seen = seen(slice);
        var writes = new Writes();
        try (var pages = backlog.pages(after, to)) {
            pages.forEachOrdered(page -> {
                page.forEach(item -> reconcile(item, seen, writes));
                writes.flush();
            });
        }
        for (SliceSeen.Failure failure : seen.left()) {
            open(failure, seen, writes);
        }
        writes.flush();
        boolean last = to.isEmpty();
        if (last) {
            noteLooks();
        }
        looks.save(assessment.id(), new LookStore.Progress(slice + 1, last));
        return !last;
    }

    private boolean overtaken(BacklogPlace place) {
        return history.knowsLater(place) || underWayLater.test(place);
    }

    private void open(SliceSeen.Failure failure, SliceSeen seen, Writes writes) {
        Finding finding = failure.finding();
        Subject subject = failure.subject();
        if (overtaken(subject.place())) {
            return;
        }
        boolean waived = finding.status() == FindingStatus.WAIVED;
        Standing.DueDate due = subjects.dueDate(finding);
        var item = new StoredItem(
                BacklogItem.idOf(finding.ruleId(), finding.resourceArn()),
                subject,
                waived ? Standing.waivedFromTheFirst(at, due) : Standing.opened(at, due),
                "");
        var before = history.before(subject.place(), ItemKey.of(item), seen.sighting(finding));
        writes.added.add(item);
        writes.event(
                item,
                waived ? Kind.WAIVED : Kind.OPENED,
                waived ? granted(finding) : before.because(),
                before.sighting().status(),
                Optional.of(finding.status()));
    }

    private void reconcile(StoredItem item, SliceSeen seen, Writes writes) {
        Optional<SliceSeen.Failure> failure = seen.takeFailure(ItemKey.of(item));
        BacklogPlace place =
                failure.map(SliceSeen.Failure::subject).orElse(item.subject()).place();
        if (overtaken(place) || item.standing().changedAt().isAfter(at)) {
            return;
        }
        if (failure.isPresent()) {
            failing(item, failure.get(), seen, writes);
        } else if (seen.result(item.subject().arn()).isPresent()) {
            notFailing(item, seen.sighting(ItemKey.of(item)), writes);
        } else {
            switch (looked.at(place)) {
                case Looked.Sight.Listed() ->
                    close(item, item.standing().gone(at), Kind.GONE, new Because(Cause.RESOURCE_GONE, ""), writes);
                case Looked.Sight.NotRead(String why) ->
                    unknown(item, new Because(Cause.NOT_READ, why), Optional.empty(), writes);
                case Looked.Sight.OutOfScope() ->
                    departed.from(place).ifPresent(because -> unknown(item, because, Optional.empty(), writes));
            }
        }
    }

    private void failing(StoredItem item, SliceSeen.Failure failure, SliceSeen seen, Writes writes) {
        Finding finding = failure.finding();
        Subject subject = failure.subject();
        Standing was = item.standing();
        Standing is =
                finding.status() == FindingStatus.WAIVED ? was.waived(at) : was.failing(at, subjects.dueDate(finding));
        // Where the place as a whole counts as seen, that it was seen once more goes without saying.
        boolean told = looked.at(subject.place()) instanceof Looked.Sight.Listed;
        if (is != was || !subject.equals(item.subject())) {
            var changed = new StoredItem(item.id(), subject, is.writtenFor(at), item.ticket());
            writes.changed.add(changed);
            if (is.state() != was.state()) {
                eventOfFailure(changed, was, finding, seen, writes);
            }
        } else if (!told && was.seenAt().isBefore(at)) {
            writes.changed.add(new StoredItem(item.id(), subject, was.writtenFor(at), item.ticket()));
        }
    }

    private void eventOfFailure(StoredItem item, Standing was, Finding finding, SliceSeen seen, Writes writes) {
        Optional<FindingStatus> after = Optional.of(finding.status());
        if (item.standing().state() == Standing.State.WAIVED) {
            writes.event(item, Kind.WAIVED, granted(finding), status(was), after);
            return;
        }
        boolean endOfWaiver =
                was.state() == Standing.State.WAIVED || was.state() == Standing.State.UNKNOWN && was.reopens();
        var before = history.before(item.subject().place(), ItemKey.of(item), seen.sighting(finding));
        var because = endOfWaiver && before.because().cause() != Cause.WAIVER_ENDED
                ? new Because(Cause.WAIVER_ENDED, "")
                : before.because();
        if (was.state() == Standing.State.UNKNOWN && !was.reopens()) {
            because =
                    new Because(Cause.READ_AGAIN, before.because().cause() == Cause.READ_AGAIN ? because.detail() : "");
        }
        writes.event(
                item,
                was.reopens() ? Kind.REOPENED : Kind.SEEN_AGAIN,
                because,
                before.sighting().status().or(() -> status(was)),
                after);
    }

    private static Because granted(Finding finding) {
        return new Because(Cause.WAIVER_GRANTED, finding.waiver().orElse(""));
    }

    /** The status that a finding of such an item has. */
    private static Optional<FindingStatus> status(Standing standing) {
        return switch (standing.state()) {
            case OPEN -> Optional.of(FindingStatus.FAIL);
            case UNKNOWN -> Optional.of(FindingStatus.NOT_ASSESSED);
            case WAIVED -> Optional.of(FindingStatus.WAIVED);
            case RESOLVED -> Optional.of(FindingStatus.PASS);
            case GONE -> Optional.empty();
        };
    }

    private void notFailing(StoredItem item, Sighting now, Writes writes) {
        if (now.status().isPresent() && now.status().get() == FindingStatus.NOT_ASSESSED) {
            unknown(item, Because.notRead(now), now.status(), writes);
            return;
        }
        Standing is = item.standing().resolved(at);
        if (is != item.standing()) {
            Because because =
                    now.status().isEmpty() && !ruleIds.contains(item.subject().ruleId())
                            ? new Because(Cause.RULE_GONE, "")
                            : history.before(item.subject().place(), ItemKey.of(item), now)
                                    .because();
            close(item, is, Kind.RESOLVED, because, now.status(), writes);
        }
    }

    private void unknown(StoredItem item, Because because, Optional<FindingStatus> after, Writes writes) {
        close(item, item.standing().unknown(at), Kind.UNKNOWN, because, after, writes);
    }

    private void close(StoredItem item, Standing is, Kind kind, Because because, Writes writes) {
        close(item, is, kind, because, Optional.empty(), writes);
    }

    private void close(
            StoredItem item, Standing is, Kind kind, Because because, Optional<FindingStatus> after, Writes writes) {
        if (is != item.standing()) {
            writes.changed.add(new StoredItem(item.id(), item.subject(), is, item.ticket()));
            writes.event(item, kind, because, status(item.standing()), after);
        }
    }

    /** All places with items that this assessment could list have been looked at by it. */
    private void noteLooks() {
        looks.saveLooks(
                backlog.places().stream()
                        .filter(place -> looked.at(place) instanceof Looked.Sight.Listed)
                        .filter(place -> !overtaken(place))
                        .toList(),
                new LookStore.Look(assessment.id(), at));
    }
}
