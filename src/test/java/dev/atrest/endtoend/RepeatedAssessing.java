package dev.atrest.endtoend;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.endtoend.DemoExpectations.Case;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AssessmentRequest;
import dev.atrest.jobs.AssessmentRun;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.report.ReportFormats;
import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.readers.Scope;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.ReportWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs the real job again and again over one endpoint, in one application with one database, without writing reports. */
final class RepeatedAssessing implements AutoCloseable {

    private final BlockingQueue<Outcome> told = new LinkedBlockingQueue<>();
    private final ConfigurableApplicationContext context;

    /** What an assessment says. */
    record Outcome(Map<Case, Finding> findings, List<Coverage> coverage) {

        Optional<Finding> finding(Case each) {
            return Optional.ofNullable(findings.get(each));
        }

        Map<Case, FindingStatus> statuses() {
            var statuses = new TreeMap<Case, FindingStatus>();
            findings.forEach((each, finding) -> statuses.put(each, finding.status()));
            return statuses;
        }
    }

    RepeatedAssessing(EmbeddedAws aws, Scope scope, RuleCatalog catalog, Path folder) throws IOException {
        context = AtrestContext.start(Home.locate(), folder.resolve("data"), beans -> {
            beans.registerBean(ReportFormats.class, () -> new ReportFormats(List.of(new Memory())));
            beans.registerBean(RuleCatalog.class, () -> catalog);
            beans.registerBean(AssessmentRequest.class, () -> Assessing.request(aws, scope, folder));
            beans.registerBean(Progress.class, () -> Progress.SILENT);
        });
    }

    /** What was seen; how often was asked for it, and by which request, differs from run to run. */
    private static Coverage withoutCalls(Coverage row) {
        return new Coverage(
                row.accountId(),
                row.region(),
                row.type(),
                row.status(),
                row.resources(),
                row.unreadFacts(),
                row.error().map(gap -> new Coverage.Gap(gap.call(), gap.error(), gap.detail())),
                row.reason(),
                Calls.NONE);
    }

    /** Assesses from the beginning. */
    Outcome assess() throws InterruptedException {
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
            var findings = new TreeMap<Case, Finding>();
            try (var all = report.findings();
                    var coverage = report.coverage()) {
                all.forEach(finding -> findings.put(new Case(finding.ruleId(), finding.resourceArn()), finding));
                told.add(new Outcome(
                        findings, coverage.map(RepeatedAssessing::withoutCalls).toList()));
            }
        }
    }
}
