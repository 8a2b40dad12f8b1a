package dev.atrest.jobs.seal;

import dev.atrest.jobs.Progress;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.DocumentStore;
import dev.atrest.writers.VisibleText;
import dev.atrest.writers.seal.Manifest;
import dev.atrest.writers.seal.Sha256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Compares what the database holds of a run with the run's manifest. */
@Component
public class StoredSeal {

    private record Place(int layer, String path) {}

    private final AssessmentStore assessments;
    private final DocumentStore documents;
    private final RunDigests digests;

    StoredSeal(AssessmentStore assessments, DocumentStore documents, RunDigests digests) {
        this.assessments = assessments;
        this.documents = documents;
        this.digests = digests;
    }

    /** What was changed in the database since the run was sealed, a sentence each; none when all is as it was. */
    public List<String> differences(Manifest manifest) {
        String id = manifest.assessment().id();
        var differences = new ArrayList<>(evidenceDifferences(manifest));
        if (assessments.find(id).isPresent()) {
            compare("the findings", manifest.findings(), findings(id), differences);
        }
        return List.copyOf(differences);
    }

    /** The same but for the findings, which follow from the rest. */
    List<String> evidenceDifferences(Manifest manifest) {
        String id = manifest.assessment().id();
        Optional<Assessment> assessment = assessments.find(id);
        if (assessment.isEmpty()) {
            return List.of("the database has no assessment " + VisibleText.of(id));
        }
        var differences = new ArrayList<String>();
        if (!sealedAs(manifest).test(assessment.get())) {
            differences.add("the row of assessment " + VisibleText.of(id)
                    + " in the database was changed: start, scope, caller, version or digest of the rules");
        }
        documents(manifest, differences);
        inventory(manifest, digests.inventory(id, Progress.SILENT), differences);
        compare("the coverage", manifest.coverage(), digests.coverage(id), differences);
        compare("the list of accounts", manifest.accounts(), digests.accounts(id), differences);
        return List.copyOf(differences);
    }

    private static Predicate<Assessment> sealedAs(Manifest manifest) {
        Manifest.Run run = manifest.assessment();
        return there -> there.startedAt().equals(run.startedAt())
                && there.scope().equals(run.scope())
                && there.caller().equals(run.caller())
                && there.version().equals(run.version())
                && there.rulesDigest().equals(manifest.catalog().sha256());
    }

    /** Findings are kept deflated: a changed block may be none any more. */
    private Optional<Manifest.Lines> findings(String id) {
        try {
            return Optional.of(digests.findings(id));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static void compare(
            String what, Manifest.Lines sealed, Optional<Manifest.Lines> now, List<String> differences) {
        if (now.isEmpty()) {
            differences.add(what + " in the database were damaged: they cannot be read");
        } else {
            compare(what, sealed, now.get(), differences);
        }
    }

    private static void compare(String what, Manifest.Lines sealed, Manifest.Lines now, List<String> differences) {
        if (!sealed.equals(now)) {
            differences.add(what + " in the database changed: "
                    + (sealed.lines() == now.lines()
                            ? "still " + now.lines() + " lines, but others"
                            : "%d lines were sealed, there are %d".formatted(sealed.lines(), now.lines())));
        }
    }

    private static void inventory(Manifest manifest, Manifest.Inventory now, List<String> differences) {
        List<String> accounts = RunDigests.differing(manifest.inventory().accounts(), now.accounts());
        for (String account : accounts) {
            compare(
                    "the inventory of account " + VisibleText.of(account),
                    manifest.inventory().accounts().getOrDefault(account, NONE),
                    now.accounts().getOrDefault(account, NONE),
                    differences);
        }
        if (accounts.isEmpty()) {
            compare("the inventory", manifest.inventory().all(), now.all(), differences);
        }
    }

    private static final Manifest.Lines NONE = new Manifest.Lines("", 0, 0);

    private void documents(Manifest manifest, List<String> differences) {
        Map<Place, DocumentStore.Kept> kept = new HashMap<>();
        documents
                .kept(manifest.assessment().id())
                .forEach(document -> kept.put(new Place(document.layer(), document.path()), document));
        for (Manifest.Document sealed : manifest.catalog().documents()) {
            DocumentStore.Kept now = kept.remove(new Place(sealed.layer(), sealed.path()));
            String name = VisibleText.of(sealed.name());
            if (now == null) {
                differences.add(name + " is missing in the database");
            } else if (now.content()
                            .map(Sha256::of)
                            .filter(sealed.sha256()::equals)
                            .isEmpty()
                    || !now.folder().equals(sealed.folder())) {
                differences.add(name + " was changed in the database");
            }
        }
        kept.values().stream()
                .map(DocumentStore.Kept::path)
                .sorted()
                .forEach(path -> differences.add(VisibleText.of(path) + " was added in the database"));
    }
}
