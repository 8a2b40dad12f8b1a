package dev.atrest.jobs.report;

import dev.atrest.jobs.backlog.Backlog;
import dev.atrest.jobs.backlog.Looked;
import dev.atrest.jobs.backlog.PastBacklog;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.BacklogEvent;
import dev.atrest.jobs.store.BacklogFilter;
import dev.atrest.jobs.store.BacklogPlace;
import dev.atrest.jobs.store.BacklogStore;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.Subject;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Change;
import dev.atrest.model.StatusCounts;
import dev.atrest.model.TrendPoint;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What is known of an assessment beside itself: the backlog of its scope as it left it, and the assessments before it. Of one
 * that was imported nothing is known: the backlog is that of this machine, maybe of another organisation.
 */
@Component
final class ReportHistory {

    private static final int TREND = 12;

    private final AssessmentStore assessments;
    private final InventoryStore inventory;
    private final FindingStore findings;
    private final BacklogStore store;
    private final Backlog backlog;
    private final PastBacklog past;

    ReportHistory(
            AssessmentStore assessments,
            InventoryStore inventory,
            FindingStore findings,
            BacklogStore store,
            Backlog backlog,
            PastBacklog past) {
        this.assessments = assessments;
        this.inventory = inventory;
        this.findings = findings;
        this.store = store;
        this.backlog = backlog;
        this.past = past;
    }

    Stream<BacklogItem> backlog(Assessment assessment) {
        if (assessment.imported()) {
            return Stream.empty();
        }
        Looked looked = looked(assessment);
        Instant then = assessment.startedAt();
        return (past.isPast(then) ? past.items(then) : backlog.items(BacklogFilter.NOT_CLOSED))
                .filter(item ->
                        isInScope(looked, new BacklogPlace(item.accountId(), item.region(), item.resourceType())));
    }

    Map<BacklogItem.State, Long> backlogCounts(Assessment assessment) {
        Looked looked = looked(assessment);
        var counts = new EnumMap<BacklogItem.State, Long>(BacklogItem.State.class);
        if (assessment.imported()) {
            return counts;
        }
        if (past.isPast(assessment.startedAt())) {
            past.stored(assessment.startedAt())
                    .filter(item -> isInScope(looked, item.subject().place()))
                    .forEach(item -> counts.merge(item.state(), 1L, Long::sum));
            return counts;
        }
        store.counts().stream()
                .filter(count -> isInScope(looked, count.place()))
                .forEach(count -> counts.merge(count.state(), count.items(), Long::sum));
        return counts;
    }

    private Looked looked(Assessment assessment) {
        return Looked.of(inventory.coverage(assessment.id()));
    }

    private static boolean isInScope(Looked looked, BacklogPlace place) {
        return !(looked.at(place) instanceof Looked.Sight.OutOfScope);
    }

    Optional<String> previous(Assessment assessment) {
        return assessments.earlier(assessment, 1).stream().findFirst().map(Assessment::id);
    }

    Stream<Change> changes(Assessment assessment) {
        return previous(assessment).isEmpty()
                ? Stream.empty()
                : store.events(assessment.id()).flatMap(happened -> change(happened).stream());
    }

    private static Optional<Change> change(BacklogStore.Happened happened) {
        BacklogEvent event = happened.event();
        Subject subject = happened.item().subject();
        return event.kind()
                .change()
                .map(kind -> new Change(
                        kind,
                        event.cause(),
                        event.ruleId(),
                        subject.severity(),
                        event.arn(),
                        subject.type(),
                        subject.accountId(),
                        subject.region(),
                        subject.name(),
                        event.before(),
                        event.after(),
                        event.detail()));
    }

    Map<Change.Kind, Long> changeCounts(Assessment assessment) {
        var counts = new EnumMap<Change.Kind, Long>(Change.Kind.class);
        if (previous(assessment).isPresent()) {
            store.countEvents(assessment.id())
                    .forEach((kind, events) -> kind.change().ifPresent(change -> counts.put(change, events)));
        }
        return counts;
    }

    List<TrendPoint> trend(Assessment assessment) {
        return Stream.concat(assessments.earlier(assessment, TREND - 1).reversed().stream(), Stream.of(assessment))
                .map(this::point)
                .toList();
    }

    private TrendPoint point(Assessment assessment) {
        StatusCounts counts =
                findings.countByRule(assessment.id()).values().stream().reduce(StatusCounts.NONE, StatusCounts::plus);
        return new TrendPoint(assessment.id(), assessment.startedAt(), counts, inventory.countGaps(assessment.id()));
    }
}
