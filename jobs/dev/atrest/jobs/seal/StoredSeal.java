package dev.atrest.jobs.seal;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.DamagedDatabase;
import dev.atrest.jobs.store.DocumentStore;
import dev.atrest.jobs.store.SealStore;
import dev.atrest.jobs.store.WaiverUseStore;
import dev.atrest.model.WaiverUse;
import dev.atrest.writers.VisibleText;
import dev.atrest.writers.seal.MalformedSeal;
import dev.atrest.writers.seal.Manifest;
import dev.atrest.writers.seal.ManifestFormat;
import dev.atrest.writers.seal.PublicKeys;
import dev.atrest.writers.seal.Seal;
import dev.atrest.writers.seal.Sha256;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Compares what the database holds of a run with the run's manifest. */
@Component
public class StoredSeal {

    private record Place(int layer, String path) {}

    private final AssessmentStore assessments;
    private final DocumentStore documents;
    private final RunDigests digests;
    private final WaiverUseStore waivers;
    private final SealStore seals;
    private final CountedWaivers counted;

    StoredSeal(
            AssessmentStore assessments,
            DocumentStore documents,
            RunDigests digests,
            WaiverUseStore waivers,
            SealStore seals,
            CountedWaivers counted) {
        this.assessments = assessments;
        this.documents = documents;
        this.digests = digests;
        this.waivers = waivers;
        this.seals = seals;
        this.counted = counted;
    }

    /** What was changed in the database since the run was sealed, a sentence each; none when all is as it was. */
    public List<String> differences(Manifest manifest) {
        String id = manifest.assessment().id();
        var differences = new ArrayList<>(evidenceDifferences(manifest));
        Optional<Assessment> assessment = assessments.find(id);
        if (assessment.isPresent()) {
            boolean rulesAreIntact = documents(manifest).isEmpty();
            ended(manifest, assessment.get(), differences);
            circumstances(manifest, differences);
            seal(manifest, differences);
            Optional<Manifest.Lines> findings = findings(id);
            compare("the findings", manifest.findings(), findings, differences);
            if (rulesAreIntact) {
                waivers(assessment.get(), findings.isPresent(), differences);
            }
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
        differences.addAll(documents(manifest));
        inventory(manifest, digests.inventory(id, Progress.SILENT), differences);
        compare("the coverage", manifest.coverage(), digests.coverage(id), differences);
        compare("the list of accounts", manifest.accounts(), digests.accounts(id), differences);
        return List.copyOf(differences);
    }

    private static void ended(Manifest manifest, Assessment there, List<String> differences) {
        if (!there.evaluatedAt().equals(Optional.of(manifest.assessment().evaluatedAt()))
                || !there.finishedAt().equals(Optional.of(manifest.assessment().sealedAt()))) {
            differences.add("the end of the evaluation or of the assessment in the database was changed");
        }
    }

    /**
     * Reports read them from their own table; what they said is in the files.
     *
     * @param findingsAreReadable so that what waivers cover can be counted anew
     */
    private void waivers(Assessment assessment, boolean findingsAreReadable, List<String> differences) {
        RuleCatalog then = RuleCatalog.list(documents.documents(assessment.id()));
        List<WaiverUse> sealed = then.waiversOn(LocalDate.ofInstant(assessment.startedAt(), ZoneOffset.UTC));
        List<WaiverUse> now = waivers.list(assessment.id());
        if (!uncounted(sealed).equals(uncounted(now))) {
            differences.add("the waivers in the database were changed");
        } else if (findingsAreReadable) {
            Map<String, Long> failures = counted.count(assessment, then);
            for (WaiverUse use : now) {
                long covered = failures.getOrDefault(use.waiver().id(), 0L);
                if (use.findings() != covered) {
                    differences.add("the count of waiver %s in the database was changed: %d, and the findings say %d"
                            .formatted(VisibleText.of(use.waiver().id()), use.findings(), covered));
                }
            }
        }
    }

    private static Set<WaiverUse> uncounted(List<WaiverUse> uses) {
        return uses.stream()
                .map(use -> new WaiverUse(use.waiver(), use.state(), 0))
                .collect(Collectors.toSet());
    }

    private void circumstances(Manifest manifest, List<String> differences) {
        Optional<DocumentStore.Setup> now =
                documents.setup(manifest.assessment().id());
        var sealed = new DocumentStore.Setup(manifest.assessment().role(), manifest.software());
        if (!now.equals(Optional.of(sealed))) {
            differences.add("the role or the versions of software in the database were changed");
        }
    }

    /** The next assessment is chained to the copy in the database, and evaluate compares with it. */
    private void seal(Manifest manifest, List<String> differences) {
        boolean same;
        try {
            Optional<Seal> seal = seals.find(manifest.assessment().id());
            same = seal.isPresent()
                    && ManifestFormat.read(seal.get().manifest()).equals(manifest)
                    && PublicKeys.verify(
                            PublicKeys.parse(seal.get().publicKey()),
                            seal.get().manifest(),
                            seal.get().signature());
        } catch (DamagedDatabase | MalformedSeal e) {
            same = false;
        }
        if (!same) {
            differences.add("the seal in the database was changed");
        }
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

    private List<String> documents(Manifest manifest) {
        var differences = new ArrayList<String>();
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
        return differences;
    }
}
