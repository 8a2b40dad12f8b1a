package dev.atrest.jobs.cli;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AssessmentRequest;
import dev.atrest.jobs.DemoWaivers;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.report.ReportRequest;
import dev.atrest.model.ResourceType;
import dev.atrest.readers.AwsAccess;
import dev.atrest.readers.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** {@code atrest demo}. */
@Command(
        name = "demo",
        description = "Assess a made-up organisation that runs inside this process; no AWS account is needed.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private ReportOptions report;

    @Mixin
    private RulesOption rules;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder of the database and the log. Default: demo in the folder of real assessments, which starts from nothing each time.")
    private @Nullable Path data;

    @Option(
            names = "--estate",
            paramLabel = "FILE",
            description =
                    "The organisation to make up, as embedded-aws/README.md describes it. Default: the one that ships.")
    private @Nullable Path estate;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ReportRequest reports = report.request();
        say("Starting a made-up AWS organisation in this process ...");
        Home home = Home.locate();
        Path organisation = estate == null ? home.demoEstate() : estate;
        if (!Files.isReadable(organisation)) {
            throw new CommandException("there is no estate file " + organisation + " that can be read");
        }
        Path folder = data == null ? DataOption.userData().resolve("demo") : data;
        RuleCatalog catalog = catalog(home, folder);
        Estate made = Estate.load(organisation);
        try (EmbeddedAws aws = EmbeddedAws.start(made)) {
            say("Embedded AWS endpoint at " + aws.endpoint());
            var access = new AwsAccess(
                    Optional.of(aws.endpoint()),
                    Optional.of(homeRegion(made)),
                    Optional.empty(),
                    Optional.of("atrest-audit"),
                    Optional.of("atrest-demo"),
                    "atrest",
                    Optional.empty(),
                    64);
            var scope = new Scope(Set.of(), Set.of(), EnumSet.allOf(ResourceType.class), true).withEncryptionContexts();
            var request = new AssessmentRequest(
                    access,
                    Optional.of(StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(aws.accessKeyId(), aws.secretKey()))),
                    scope,
                    reports);
            int code = data == null
                    // The demo's own folder starts from nothing, whatever version of atrest left a database there.
                    ? new Assessing(home, folder, spec.commandLine()).assessFromNothing(request, catalog)
                    : new Assessing(home, folder, spec.commandLine()).assessInFile(request, catalog);
            // The demo has failures and gaps on purpose: only an error is an error.
            return code == ExitCode.ERROR ? code : ExitCode.COMPLIANT;
        }
    }

    /** The rules in force; with the organisation that ships come its waivers, below what the user lays over them. */
    private RuleCatalog catalog(Home home, Path folder) throws IOException {
        if (estate != null) {
            return rules.load(home);
        }
        Path waivers = folder.resolve("demo-waivers");
        DemoWaivers.write(home, LocalDate.now(ZoneOffset.UTC), waivers);
        return rules.loadOver(home, waivers);
    }

    /** A region of the estate's partition, in which the accounts may be asked for their regions. */
    private static String homeRegion(Estate estate) {
        return estate.regions().enabled().stream()
                .filter(region -> !estate.regions().denied().contains(region))
                .findFirst()
                .orElseGet(estate::homeRegion);
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
