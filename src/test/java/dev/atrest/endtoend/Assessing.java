package dev.atrest.endtoend;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.endtoend.DemoExpectations.Case;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.evaluators.ShippedRules;
import dev.atrest.jobs.AssessmentRequest;
import dev.atrest.jobs.AssessmentRun;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.report.ReportFormat;
import dev.atrest.jobs.report.ReportFormats;
import dev.atrest.jobs.report.ReportRequest;
import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.WaiverUse;
import dev.atrest.readers.AwsAccess;
import dev.atrest.readers.Scope;
import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.Protection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the real job over an embedded endpoint, with the database and the reports in a folder of the test's own. */
final class Assessing {

    /** Spring Batch keeps the contexts of running steps in one map of the process: its users take turns. */
    static final String SPRING_BATCH = "Spring Batch";

    static final Path DEMO_ESTATE = Path.of("embedded-aws/demo-estate.yml");
    static final Path DEMO_WAIVERS = Path.of("embedded-aws/demo-waivers.yml");
    static final Scope EVERYTHING =
            new Scope(Set.of(), Set.of(), EnumSet.allOf(ResourceType.class), true).withEncryptionContexts();

    private static final String HOME_REGION = "eu-central-1";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;
    private final List<Path> overlays;
    private final String homeRegion;
    private final List<ReportFormat> formats;

    Assessing(Path folder) {
        this(folder, List.of());
    }

    /** @param overlays folders that are laid over the configuration that ships */
    Assessing(Path folder, List<Path> overlays) {
        this(folder, overlays, HOME_REGION, ReportFormat.usual());
    }

    /** @param homeRegion a region of the estate's partition */
    Assessing(Path folder, String homeRegion, List<ReportFormat> formats) {
        this(folder, List.of(), homeRegion, formats);
    }

    private Assessing(Path folder, List<Path> overlays, String homeRegion, List<ReportFormat> formats) {
        this.folder = folder;
        this.overlays = overlays;
        this.homeRegion = homeRegion;
        this.formats = formats;
    }

    /** Assesses the scope; goes on with an interrupted assessment of the same scope in the same folder. */
    Result assess(EmbeddedAws aws, Scope scope) throws IOException {
        return assess(aws, scope, Progress.SILENT);
    }

    Result assess(EmbeddedAws aws, Scope scope, Progress progress) throws IOException {
        Home home = Home.locate();
        RuleCatalog catalog = overlays.isEmpty() ? ShippedRules.CATALOG : RuleCatalog.load(home.config(), overlays);
        AssessmentRequest request = request(aws, scope, folder, homeRegion, formats);
        ReportFormats formats = ReportFormats.load(home.reportTemplates(), request.reports());
        try (var context = AtrestContext.start(home, folder.resolve("data"), beans -> {
            beans.registerBean(ReportFormats.class, () -> formats);
            beans.registerBean(RuleCatalog.class, () -> catalog);
            beans.registerBean(AssessmentRequest.class, () -> request);
            beans.registerBean(Progress.class, () -> progress);
        })) {
            AssessmentRun run = context.getBean(AssessmentRun.class);
            AssessmentRun.Outcome outcome = run.run(run.interrupted());
            try (var coverage = outcome.report().coverage()) {
                return new Result(
                        outcome.folder(),
                        findings(outcome.folder()),
                        outcome.report().summary(),
                        coverage.toList(),
                        outcome.report().waivers());
            }
        }
    }

    /** What the caller of the demo asks for; the reports go to a folder in the given one. */
    static AssessmentRequest request(EmbeddedAws aws, Scope scope, Path folder) {
        return request(aws, scope, folder, HOME_REGION, ReportFormat.usual());
    }

    private static AssessmentRequest request(
            EmbeddedAws aws, Scope scope, Path folder, String homeRegion, List<ReportFormat> formats) {
        return new AssessmentRequest(
                new AwsAccess(
                        Optional.of(aws.endpoint()),
                        Optional.of(homeRegion),
                        Optional.empty(),
                        Optional.of("atrest-audit"),
                        Optional.of("atrest-demo"),
                        "atrest",
                        Optional.empty(),
                        32),
                Optional.of(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(aws.accessKeyId(), aws.secretKey()))),
                scope,
                new ReportRequest(folder.resolve("out"), Locale.ENGLISH, List.of(), formats, Protection.NONE));
    }

    private static List<JsonNode> findings(Path reports) throws IOException {
        try (var lines = Files.lines(reports.resolve("findings.jsonl"))) {
            return lines.map(JSON::readTree).toList();
        }
    }

    /**
     * @param reports folder of the reports
     * @param findings the objects of findings.jsonl
     */
    record Result(
            Path reports,
            List<JsonNode> findings,
            AssessmentSummary summary,
            List<Coverage> coverage,
            List<WaiverUse> waivers) {

        /** The findings, as {@link DemoExpectations} tells them. */
        Map<Case, FindingStatus> statuses() {
            var statuses = new TreeMap<Case, FindingStatus>();
            for (JsonNode finding : findings) {
                statuses.put(
                        new Case(
                                finding.get("ruleId").asString(),
                                finding.get("resourceArn").asString()),
                        FindingStatus.valueOf(finding.get("status").asString()));
            }
            return statuses;
        }
    }
}
