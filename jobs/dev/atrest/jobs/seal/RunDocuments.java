package dev.atrest.jobs.seal;

import dev.atrest.evaluators.CatalogDocument;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AssessmentRequest;
import dev.atrest.jobs.Version;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.DocumentStore;
import dev.atrest.model.Circumstances;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.util.VersionInfo;

/** Rules, frameworks and settings as they were when a run was judged. */
@Component
public class RunDocuments {

    private final DocumentStore documents;
    private final ObjectProvider<RuleCatalog> catalog;
    private final ObjectProvider<AssessmentRequest> request;

    RunDocuments(
            DocumentStore documents, ObjectProvider<RuleCatalog> catalog, ObjectProvider<AssessmentRequest> request) {
        this.documents = documents;
        this.catalog = catalog;
        this.request = request;
    }

    /** Keeps what the assessment under way is judged by, unless that was done before. */
    public void keep(String assessmentId) {
        documents.save(
                assessmentId,
                catalog.getObject().documents(),
                new DocumentStore.Setup(request.getObject().access().roleName().orElse(""), software()));
    }

    private static Map<String, String> software() {
        return Map.of(
                "atrest", Version.current(),
                "AWS SDK for Java", VersionInfo.SDK_VERSION,
                "Java", Runtime.version().toString());
    }

    /**
     * The rules that a run was judged by, to be applied; empty for a run of an older version of atrest, which did not keep them.
     *
     * @throws dev.atrest.evaluators.CatalogException when this version can make nothing of them
     */
    public Optional<RuleCatalog> catalog(String assessmentId) {
        List<CatalogDocument> kept = documents.documents(assessmentId);
        return kept.isEmpty() ? Optional.empty() : Optional.of(RuleCatalog.load(kept));
    }

    /** The same to be listed: those of today where these are the ones, or where the run did not keep its own. */
    public RuleCatalog listed(Assessment assessment) {
        Optional<RuleCatalog> today = Optional.ofNullable(catalog.getIfAvailable())
                .filter(rules -> rules.digest().equals(assessment.rulesDigest()));
        if (today.isPresent()) {
            return today.get();
        }
        List<CatalogDocument> kept = documents.documents(assessment.id());
        return kept.isEmpty() ? catalog.getObject() : RuleCatalog.list(kept);
    }

    /** How an assessment was made. */
    public Circumstances circumstances(Assessment assessment, RuleCatalog rules) {
        Optional<DocumentStore.Setup> setup = documents.setup(assessment.id());
        return new Circumstances(
                setup.map(DocumentStore.Setup::role).orElse(""),
                rules.digests().rules(),
                rules.settings().asText(),
                setup.map(DocumentStore.Setup::software).orElse(Map.of("atrest", assessment.version())));
    }
}
