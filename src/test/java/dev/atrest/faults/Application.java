package dev.atrest.faults;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.evaluators.ShippedRules;
import dev.atrest.jobs.AssessmentRequest;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.report.ReportFormats;
import dev.atrest.jobs.report.ReportRequest;
import dev.atrest.model.ResourceType;
import dev.atrest.readers.AwsAccess;
import dev.atrest.readers.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** The application in this process, to assess the buckets of the small estate's working accounts. */
record Application(EmbeddedAws aws, Path folder) {

    /** Spring Batch keeps the contexts of running steps in one map of the process: its users take turns. */
    static final String SPRING_BATCH = "Spring Batch";

    static final Path ESTATE = Path.of("src/test/resources/estates/small.yml");

    AssessmentRequest request() {
        return new AssessmentRequest(
                new AwsAccess(
                        Optional.of(aws.endpoint()),
                        Optional.of("eu-central-1"),
                        Optional.empty(),
                        Optional.of("atrest-audit"),
                        Optional.of("atrest-demo"),
                        "atrest",
                        Optional.empty(),
                        32),
                Optional.of(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(aws.accessKeyId(), aws.secretKey()))),
                new Scope(
                        Set.of("111111111111", "222222222222"),
                        Set.of("eu-central-1"),
                        Set.of(ResourceType.S3_BUCKET, ResourceType.ACCOUNT_SETTINGS),
                        false),
                new ReportRequest(folder.resolve("out"), Locale.ENGLISH, List.of()));
    }

    RuleCatalog catalog() {
        return ShippedRules.CATALOG;
    }

    ConfigurableApplicationContext start(Progress progress) throws IOException {
        Home home = Home.locate();
        ReportFormats formats =
                ReportFormats.load(home.reportTemplates(), request().reports());
        return AtrestContext.start(home, folder.resolve("data"), "test", beans -> {
            beans.registerBean(ReportFormats.class, () -> formats);
            beans.registerBean(RuleCatalog.class, this::catalog);
            beans.registerBean(AssessmentRequest.class, this::request);
            beans.registerBean(Progress.class, () -> progress);
        });
    }
}
