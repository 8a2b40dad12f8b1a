package dev.atrest.jobs.cli;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.report.ReportFactory;
import dev.atrest.jobs.report.ReportFormats;
import dev.atrest.jobs.report.ReportRequest;
import dev.atrest.jobs.seal.RunDocuments;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.writers.ReportFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code atrest report}. */
@Command(
        name = "report",
        description = {
            "Write the reports of an assessment again, from the database and with the rules as they were then.",
            "They go to the folder ID-again, for the one of the assessment itself is sealed."
        },
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

    @Mixin
    private RunOption run;

    @Mixin
    private ReportOptions report;

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Home home = Home.locate();
        ReportRequest request = report.request();
        ReportFormats formats = ReportFormats.load(home.reportTemplates(), request);
        try (var context = AtrestContext.start(
                home,
                data.folder(),
                "report",
                // For runs of an older version of atrest, which did not keep their rules.
                beans -> beans.registerBean(RuleCatalog.class, () -> RuleCatalog.list(home.config(), List.of())))) {
            Assessment assessment = run.find(context.getBean(AssessmentStore.class), data.folder());
            UsageError.requireFrameworks(
                    request.frameworks(), context.getBean(RunDocuments.class).listed(assessment), spec.commandLine());
            Path folder = request.folder().resolve(assessment.id() + "-again");
            List<Path> files = ReportFiles.write(
                    context.getBean(ReportFactory.class).of(assessment.id(), request.frameworks()),
                    formats.writers(),
                    folder);
            PrintWriter out = spec.commandLine().getOut();
            files.forEach(out::println);
            if (assessment.imported()) {
                out.println(
                        "Assessment " + assessment.id() + " was imported: its backlog and what had changed before it"
                                + " are kept where it was made, and are not in these reports.");
            }
            out.flush();
        }
        return ExitCode.COMPLIANT;
    }
}
