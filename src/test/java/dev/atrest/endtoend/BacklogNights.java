package dev.atrest.endtoend;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.evaluators.ShippedRules;
import dev.atrest.jobs.AssessmentRequest;
import dev.atrest.jobs.AssessmentRun;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.backlog.Backlog;
import dev.atrest.jobs.report.ReportFormats;
import dev.atrest.jobs.store.BacklogEvent;
import dev.atrest.jobs.store.BacklogFilter;
import dev.atrest.jobs.store.BacklogStore;
import dev.atrest.jobs.store.ItemKey;
import dev.atrest.jobs.store.Standing;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Change;
import dev.atrest.model.ResourceType;
import dev.atrest.readers.Scope;
import dev.atrest.writers.AssessmentReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Assesses the same estate night after night, with one database, and tells what the backlog says after each. */
final class BacklogNights {

    /** All accounts, and few types of resources. */
    static final Scope SCOPE =
            new Scope(Set.of(), Set.of(), Set.of(ResourceType.S3_BUCKET, ResourceType.EBS_VOLUME), true);

    private final EmbeddedAws aws;
    private final Home home;
    private final Path folder;

    BacklogNights(EmbeddedAws aws, Path folder) {
        this(aws, folder, Home.locate());
    }

    /** @param home its configuration names the database */
    BacklogNights(EmbeddedAws aws, Path folder, Home home) {
        this.aws = aws;
        this.folder = folder;
        this.home = home;
    }

    /**
     * What is known in the morning.
     *
     * @param items all there ever were
     * @param standings as they are stored, by item id
     * @param histories what became of the items, by item id
     */
    record Morning(
            String assessmentId,
            List<BacklogItem> items,
            Map<String, Standing> standings,
            Map<String, List<BacklogEvent>> histories,
            List<BacklogItem> reported,
            Map<BacklogItem.State, Long> counts,
            Optional<String> previous,
            List<Change> changes,
            int trend) {

        BacklogItem item(String ruleId, String resourceName) {
            return find(ruleId, resourceName)
                    .orElseThrow(() -> new AssertionError("no item of " + ruleId + " on " + resourceName));
        }

        Optional<BacklogItem> find(String ruleId, String resourceName) {
            return items.stream()
                    .filter(item ->
                            item.ruleId().equals(ruleId) && item.resourceName().equals(resourceName))
                    .findFirst();
        }

        /** The last thing that became of an item. */
        BacklogEvent last(BacklogItem item) {
            return histories.get(item.id()).getLast();
        }

        List<BacklogEvent.Kind> kinds(BacklogItem item) {
            return histories.get(item.id()).stream().map(BacklogEvent::kind).toList();
        }
    }

    /** A night of all accounts with the rules that ship. */
    Morning night() throws IOException {
        return night(SCOPE, List.of(), Progress.SILENT);
    }

    /** @param overlays folders of rules laid over those that ship */
    Morning night(Scope scope, List<Path> overlays, Progress progress) throws IOException {
        RuleCatalog catalog = overlays.isEmpty() ? ShippedRules.CATALOG : RuleCatalog.load(home.config(), overlays);
        AssessmentRequest request = Assessing.request(aws, scope, folder);
        try (var context = AtrestContext.start(home, folder.resolve("data"), beans -> {
            beans.registerBean(ReportFormats.class, () -> new ReportFormats(List.of()));
            beans.registerBean(RuleCatalog.class, () -> catalog);
            beans.registerBean(AssessmentRequest.class, () -> request);
            beans.registerBean(Progress.class, () -> progress);
        })) {
            AssessmentRun run = context.getBean(AssessmentRun.class);
            var report = run.run(run.interrupted()).report();
            return morning(report, context.getBean(Backlog.class), context.getBean(BacklogStore.class));
        }
    }

    private static Morning morning(AssessmentReport report, Backlog backlog, BacklogStore store) {
        var all = new BacklogFilter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Optional.empty());
        List<BacklogItem> items = backlog.items(all).toList();
        var standings = new HashMap<String, Standing>();
        var histories = new HashMap<String, List<BacklogEvent>>();
        for (BacklogItem item : items) {
            standings.put(item.id(), store.find(item.id()).orElseThrow().standing());
            histories.put(item.id(), store.history(new ItemKey(item.ruleId(), item.resourceArn())));
        }
        return new Morning(
                report.summary().id(),
                items,
                standings,
                histories,
                report.backlog().toList(),
                report.backlogCounts(),
                report.previousAssessment(),
                report.changes().toList(),
                report.trend().size());
    }
}
