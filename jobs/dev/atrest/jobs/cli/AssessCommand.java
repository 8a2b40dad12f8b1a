package dev.atrest.jobs.cli;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AssessmentRequest;
import dev.atrest.jobs.Home;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code atrest assess}. */
@Command(
        name = "assess",
        description = "Assess accounts and write the reports.",
        footer = {
            "",
            "An assessment that was interrupted goes on when the same command is given again.",
            "",
            "Examples:",
            "  atrest assess                                       the account of the credentials at hand",
            "  atrest assess --role atrest-audit                   every account of the organisation",
            "  atrest assess --role atrest-audit --account 111122223333 --region eu-central-1"
        },
        mixinStandardHelpOptions = true)
final class AssessCommand implements Callable<Integer> {

    @Mixin
    private ScopeOptions scope;

    @Mixin
    private AccessOptions access;

    @Mixin
    private ReportOptions report;

    @Mixin
    private SigningOptions signing;

    @Mixin
    private FailOnOption failOn;

    @Mixin
    private RulesOption rules;

    @Mixin
    private DataOption data;

    @Option(names = "--new", description = "Start anew even if an assessment of the same scope was interrupted.")
    private boolean fresh;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Home home = Home.locate();
        // Rules are read while the database opens: each takes about a second of one processor.
        CompletableFuture<RuleCatalog> catalog = CompletableFuture.supplyAsync(() -> rules.load(home));
        var request = new AssessmentRequest(access.access(), Optional.empty(), scope.scope(), report.request());
        return new Assessing(home, data.folder(), spec.commandLine(), signing.signing())
                .assess(request, catalog::join, fresh, failOn.threshold());
    }
}
