package dev.atrest.faults;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.evaluators.ShippedRules;
import dev.atrest.jobs.AssessmentRequest;
import dev.atrest.jobs.AssessmentRun;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.report.ReportFormats;
import dev.atrest.jobs.report.ReportRequest;
import dev.atrest.model.ResourceType;
import dev.atrest.readers.AwsAccess;
import dev.atrest.readers.Patience;
import dev.atrest.readers.Scope;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.ReportWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Assesses everything behind an endpoint, again and again in one application, without writing reports. */
final class WireAssessing implements AutoCloseable {

    static final String SHOP = "222222222222";
    static final String FRANKFURT = "eu-central-1";

    /** As often as AWS is asked, without the pauses. */
    static final Patience HASTY = new Patience(
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            6,
            Optional.of(Duration.ofMillis(1)));

    private final BlockingQueue<WireOutcome> told = new LinkedBlockingQueue<>();
    private final ConfigurableApplicationContext context;

    WireAssessing(EmbeddedAws aws, Patience patience, Path folder) throws IOException {
        this(aws, aws.endpoint(), patience, folder);
    }

    /** @param endpoint where the estate is reached */
    WireAssessing(EmbeddedAws aws, URI endpoint, Patience patience, Path folder) throws IOException {
        Home home = Home.locate();
        context = AtrestContext.start(home, folder.resolve("data"), "test", beans -> {
            beans.registerBean(ReportFormats.class, () -> new ReportFormats(List.of(new Memory())));
            beans.registerBean(RuleCatalog.class, () -> ShippedRules.CATALOG);
            beans.registerBean(AssessmentRequest.class, () -> request(aws, endpoint, folder));
            beans.registerBean(Progress.class, () -> Progress.SILENT);
            beans.registerBean(Patience.class, () -> patience);
        });
    }

    /** A little of everything. */
    static Estate estate() {
        return Estate.load(Path.of("src/test/resources/estates/wire.yml"));
    }

    private static AssessmentRequest request(EmbeddedAws aws, URI endpoint, Path folder) {
        return new AssessmentRequest(
                new AwsAccess(
                        Optional.of(endpoint),
                        Optional.of(FRANKFURT),
                        Optional.empty(),
                        Optional.of("atrest-audit"),
                        Optional.of("atrest-demo"),
                        "atrest",
                        Optional.empty(),
                        32),
                Optional.of(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(aws.accessKeyId(), aws.secretKey()))),
                new Scope(Set.of(), Set.of(), EnumSet.allOf(ResourceType.class), true),
                new ReportRequest(folder.resolve("out"), Locale.ENGLISH, List.of()));
    }

    /** Assesses from the beginning. */
    WireOutcome assess() throws InterruptedException {
        context.getBean(AssessmentRun.class).run(Optional.empty());
        return told.take();
    }

    @Override
    public void close() {
        context.close();
    }

    /** Keeps what a report would say. */
    private final class Memory implements ReportWriter {

        @Override
        public String fileName() {
            return "nothing";
        }

        @Override
        public void write(AssessmentReport report, Path file) {
            try (var findings = report.findings();
                    var coverage = report.coverage()) {
                told.add(new WireOutcome(findings.toList(), coverage.toList()));
            }
        }
    }
}
