package dev.atrest.jobs.cli;

import dev.atrest.evaluators.Explanation;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.evaluate.EvaluateStep;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.model.Finding;
import dev.atrest.model.Resource;
import dev.atrest.model.Rule;
import dev.atrest.model.UnreadFact;
import dev.atrest.writers.VisibleText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atrest rules explain}. */
@Command(
        name = "explain",
        description = {
            "Show how a rule decides on a resource: every part of its conditions with its value, and the facts behind them.",
            "The decision is made again from the inventory of an assessment; AWS is not asked."
        },
        mixinStandardHelpOptions = true)
final class RulesExplainCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    @Parameters(index = "0", paramLabel = "RULE", description = "Id of the rule.")
    private String ruleId;

    @Parameters(index = "1", paramLabel = "ARN", description = "ARN of the resource, as in findings.jsonl.")
    private String arn;

    @Option(names = "--run", paramLabel = "ID", description = "The assessment. Default: the latest that was evaluated.")
    private @Nullable String run;

    @Mixin
    private RulesOption rules;

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Home home = Home.locate();
        RuleCatalog catalog = rules.load(home);
        Rule rule = RulesCommand.require(catalog, ruleId);
        try (var context = AtrestContext.start(home, data.folder(), "rules explain", beans -> {})) {
            Assessment assessment = assessment(context.getBean(AssessmentStore.class));
            var inventory = context.getBean(InventoryStore.class);
            Resource resource = resource(inventory, assessment, rule);
            var evaluation = EvaluateStep.evaluation(
                    assessment.id(), catalog, context.getBean(AssessmentStore.class), inventory);
            print(evaluation.explain(rule.id(), resource), assessment, catalog, inventory);
        }
        return ExitCode.COMPLIANT;
    }

    private Assessment assessment(AssessmentStore assessments) {
        if (run != null) {
            return assessments
                    .find(run)
                    .orElseThrow(() -> new CommandException(
                            "no assessment '" + run + "' in " + data.folder() + "; see atrest runs"));
        }
        return assessments.list().stream()
                .filter(assessment -> assessment.evaluatedAt().isPresent())
                .findFirst()
                .orElseThrow(() -> new CommandException("no assessment in " + data.folder()
                        + " was evaluated yet; start one with atrest assess, or name its folder with --data"));
    }

    private Resource resource(InventoryStore inventory, Assessment assessment, Rule rule) {
        Resource resource = inventory
                .find(assessment.id(), arn)
                .orElseThrow(() ->
                        new CommandException("assessment %s holds no resource %s".formatted(assessment.id(), arn)));
        if (resource.type() != rule.resource()) {
            throw new CommandException("rule '%s' is about %s, but %s is %s"
                    .formatted(
                            rule.id(),
                            rule.resource().label(),
                            arn,
                            resource.type().label()));
        }
        return resource;
    }

    /** Prints an explanation; times of facts that other resources told are asked of the inventory. */
    private void print(Explanation explanation, Assessment assessment, RuleCatalog catalog, InventoryStore inventory) {
        Resource resource = explanation.resource();
        var sheet = new Sheet(spec);
        sheet.title(explanation.rule().title());
        sheet.field("Rule", explanation.rule().id() + " (" + explanation.rule().file() + ")");
        sheet.field("Resource", VisibleText.of(resource.arn()));
        sheet.field("Assessment", assessment.id() + ", started " + TIME.format(assessment.startedAt()));
        if (!assessment.rulesDigest().equals(catalog.digest())) {
            sheet.field(
                    "", "The rules, settings or waivers are not those of the assessment: this is what they say now.");
        }
        sheet.field("Result", VisibleText.of(result(explanation)));
        explanation
                .finding()
                .flatMap(Finding::waiver)
                .flatMap(id -> catalog.waivers().stream()
                        .filter(waiver -> waiver.id().equals(id))
                        .findFirst())
                .ifPresent(waiver -> sheet.field(
                        "Waiver",
                        VisibleText.of("%s, to %s: %s (%s)"
                                .formatted(waiver.id(), waiver.expires(), waiver.reason(), waiver.approver()))));
        parts("Applies when", explanation.when(), sheet);
        parts("Requires", explanation.require(), sheet);
        facts(explanation, assessment, inventory, sheet);
        sheet.flush();
    }

    private static String result(Explanation explanation) {
        return explanation
                .finding()
                .map(finding -> finding.status() + ": " + finding.message())
                .orElse("no finding: the rule does not apply to the resource");
    }

    private static void parts(String heading, List<Explanation.Part> parts, Sheet sheet) {
        if (parts.isEmpty()) {
            return;
        }
        sheet.heading(heading);
        for (Explanation.Part part : parts) {
            sheet.line(2 + 2 * part.depth(), part.expression() + "  →  " + VisibleText.of(part.value()));
        }
    }

    private static void facts(Explanation explanation, Assessment assessment, InventoryStore inventory, Sheet sheet) {
        if (!explanation.facts().isEmpty()) {
            sheet.heading("Facts");
        }
        Instant ownTime = explanation.resource().readAt();
        for (Explanation.FactRead fact : explanation.facts()) {
            Optional<Resource> other = fact.toldBy().flatMap(arn -> inventory.find(assessment.id(), arn));
            sheet.line(2, fact.path() + " = " + VisibleText.of(fact.value()));
            sheet.line(
                    4,
                    "%s, %s%s"
                            .formatted(
                                    fact.call(),
                                    TIME.format(other.map(Resource::readAt).orElse(ownTime)),
                                    fact.toldBy()
                                            .map(arn -> ", of " + VisibleText.of(arn))
                                            .orElse("")));
        }
        List<UnreadFact> unread = explanation.finding().map(Finding::unread).orElse(List.of());
        if (!unread.isEmpty()) {
            sheet.heading("Not read");
        }
        unread.forEach(fact -> sheet.line(2, "%s: %s, %s".formatted(fact.fact(), fact.call(), fact.error())));
    }
}
