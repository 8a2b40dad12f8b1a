package dev.atrest.endtoend;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.Fault;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.evaluators.ShippedRules;
import dev.atrest.jobs.AssessmentRequest;
import dev.atrest.jobs.AssessmentRun;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.DemoWaivers;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.report.ReportFactory;
import dev.atrest.jobs.report.ReportFormat;
import dev.atrest.jobs.report.ReportFormats;
import dev.atrest.jobs.report.ReportRequest;
import dev.atrest.model.Framework;
import dev.atrest.writers.Protection;
import dev.atrest.writers.ReportFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two nights over the demo estate, with one database. Until the second, failures have come and gone, a volume was deleted, a
 * call is denied and waivers are granted, so that the reports of the second have something to say in every section.
 */
final class ReportedNights {

    private static final Home HOME = Home.locate();
    private static final List<String> FRAMEWORKS =
            ShippedRules.CATALOG.frameworks().stream().map(Framework::id).toList();

    private final Path folder;

    ReportedNights(Path folder) {
        this.folder = folder;
    }

    /**
     * What the second night has left.
     *
     * @param english all formats
     * @param german those for people
     * @param stored what the database says
     */
    record Reports(Path english, Path german, StoredNumbers stored) {}

    Reports assess() throws IOException {
        try (var aws = EmbeddedAws.start(Estate.parse(dayBefore()))) {
            try (var context = context(aws, List.of(), List.of(ReportFormat.JSONL))) {
                run(context);
            }
            aws.become(Estate.load(Assessing.DEMO_ESTATE));
            aws.faults().add(Fault.deny("ec2:GetEbsEncryptionByDefault"));
            Path waivers = folder.resolve("waivers");
            DemoWaivers.write(HOME, LocalDate.now(ZoneOffset.UTC), waivers);
            try (var context = context(aws, List.of(waivers), List.of(ReportFormat.values()))) {
                AssessmentRun.Outcome outcome = run(context);
                String id = outcome.report().summary().id();
                return new Reports(
                        outcome.folder(),
                        german(id, context),
                        StoredNumbers.read(context.getBean(JdbcClient.class), id));
            }
        }
    }

    /** The demo's estate with other failures. */
    private static String dayBefore() throws IOException {
        String estate = Files.readString(Assessing.DEMO_ESTATE);
        String encrypted = "{ id: vol-0305de378c7539bc8, sizeGiB: 50, encrypted: true,";
        String before = estate.replace(
                        "encryption: AES256 # confidential with SSE-S3",
                        "encryption: { algorithm: \"aws:kms\", key: alias/webshop-kundendaten, bucketKey: true } #")
                .replace(
                        "- " + encrypted,
                        "- { id: vol-0305de378c7539bcf, sizeGiB: 8 }\n          - "
                                + encrypted.replace(" encrypted: true,", ""));
        if (before.lines().count() != estate.lines().count() + 1
                || !before.contains("kundendaten, bucketKey: true } #")) {
            throw new IllegalStateException(Assessing.DEMO_ESTATE + " is no longer what this test alters");
        }
        return before;
    }

    private ConfigurableApplicationContext context(EmbeddedAws aws, List<Path> overlays, List<ReportFormat> formats)
            throws IOException {
        AssessmentRequest usual = Assessing.request(aws, Assessing.EVERYTHING, folder);
        var reports = new ReportRequest(folder.resolve("out"), Locale.ENGLISH, FRAMEWORKS, formats, Protection.NONE);
        ReportFormats writers = ReportFormats.load(HOME.reportTemplates(), reports);
        RuleCatalog catalog = RuleCatalog.load(HOME.config(), overlays);
        return AtrestContext.start(HOME, folder.resolve("data"), beans -> {
            beans.registerBean(ReportFormats.class, () -> writers);
            beans.registerBean(RuleCatalog.class, () -> catalog);
            beans.registerBean(
                    AssessmentRequest.class,
                    () -> new AssessmentRequest(usual.access(), usual.credentials(), usual.scope(), reports));
            beans.registerBean(Progress.class, () -> Progress.SILENT);
        });
    }

    private static AssessmentRun.Outcome run(ConfigurableApplicationContext context) {
        return context.getBean(AssessmentRun.class).run(Optional.empty());
    }

    private Path german(String assessmentId, ConfigurableApplicationContext context) throws IOException {
        Path german = folder.resolve("german");
        var request = new ReportRequest(
                german,
                Locale.GERMAN,
                FRAMEWORKS,
                List.of(ReportFormat.XLSX, ReportFormat.HTML, ReportFormat.PDF),
                Protection.NONE);
        ReportFiles.write(
                context.getBean(ReportFactory.class).of(assessmentId, FRAMEWORKS),
                ReportFormats.load(HOME.reportTemplates(), request).writers(),
                german);
        return german;
    }
}
