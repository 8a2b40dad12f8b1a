package dev.atrest.jobs.cli;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.backlog.Comparison;
import dev.atrest.jobs.backlog.Difference;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.writers.VisibleText;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code atrest diff}. */
@Command(
        name = "diff",
        description = {
            "Compare two assessments: what opened, closed and changed between them, and why.",
            "A change of the resource is told with the facts that are other, a change of the rules as such. What only one of the"
                    + " assessments looked at is left out."
        },
        mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "RUN1", description = "The earlier assessment; see atrest runs.")
    private String before;

    @Parameters(index = "1", paramLabel = "RUN2", description = "The later assessment.")
    private String after;

    @Option(names = "--json", description = "One JSON object a line instead of sentences.")
    private boolean json;

    @Mixin
    private RulesOption rules;

    @Mixin
    private DataOption data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Home home = Home.locate();
        RuleCatalog catalog = rules.list(home);
        PrintWriter out = spec.commandLine().getOut();
        try (var context = AtrestContext.start(
                home, data.folder(), "diff", beans -> beans.registerBean(RuleCatalog.class, () -> catalog))) {
            var assessments = context.getBean(AssessmentStore.class);
            Assessment earlier = assessment(assessments, before);
            Assessment later = assessment(assessments, after);
            warn(earlier, later);
            try (var differences = context.getBean(Comparison.class).differences(earlier, later)) {
                if (json) {
                    var mapper = JsonMapper.builder().build();
                    differences.forEach(
                            difference -> out.println(mapper.writeValueAsString(fields(difference, earlier, later))));
                } else {
                    print(differences::iterator, out);
                }
            }
        }
        out.flush();
        return ExitCode.COMPLIANT;
    }

    private Assessment assessment(AssessmentStore assessments, String id) {
        return assessments
                .find(id)
                .filter(found -> found.evaluatedAt().isPresent())
                .orElseThrow(() -> new CommandException(
                        "no evaluated assessment '" + id + "' in " + data.folder() + "; see atrest runs"));
    }

    /** What is to be known of any comparison of the two, on standard error, where it is in no program's way. */
    private void warn(Assessment earlier, Assessment later) {
        var err = spec.commandLine().getErr();
        if (isReversed(earlier, later)) {
            err.println("Mind the order: " + earlier.id() + " started after " + later.id()
                    + ". What is told as opened was closed, and the other way round.");
        }
        if (haveOtherScopes(earlier, later)) {
            err.println("The scopes differ: " + VisibleText.of(earlier.scope()) + " in " + earlier.id() + ", "
                    + VisibleText.of(later.scope()) + " in " + later.id()
                    + ". What only one of them looked at is left out.");
        }
        if (haveOtherRules(earlier, later)) {
            err.println("The rules or settings of the two assessments differ.");
        }
        err.flush();
    }

    private static boolean isReversed(Assessment earlier, Assessment later) {
        return earlier.startedAt().isAfter(later.startedAt());
    }

    private static boolean haveOtherScopes(Assessment earlier, Assessment later) {
        return !earlier.scope().equals(later.scope());
    }

    private static boolean haveOtherRules(Assessment earlier, Assessment later) {
        return !earlier.rulesDigest().equals(later.rulesDigest());
    }

    private static void print(Iterable<Difference> differences, PrintWriter out) {
        var counts = new EnumMap<Difference.Kind, Long>(Difference.Kind.class);
        for (Difference difference : differences) {
            counts.merge(difference.kind(), 1L, Long::sum);
            out.printf(
                    "%-8s %-13s %s  %s%n",
                    words(difference.kind()),
                    difference.severity().map(Enum::name).orElse(""),
                    difference.ruleId(),
                    VisibleText.of(difference.resourceArn()));
            out.printf(
                    "         %s → %s, %s%s%n",
                    status(difference.before()),
                    status(difference.after()),
                    words(difference.cause()),
                    difference.detail().isEmpty()
                            ? ""
                            : ": " + VisibleText.of(difference.detail()).replace("\n", " "));
        }
        out.printf(
                "%d opened, %d closed, %d changed%n",
                counts.getOrDefault(Difference.Kind.OPENED, 0L),
                counts.getOrDefault(Difference.Kind.CLOSED, 0L),
                counts.getOrDefault(Difference.Kind.CHANGED, 0L));
    }

    private static String status(Optional<? extends Enum<?>> status) {
        return status.<String>map(Enum::name).orElse("no finding");
    }

    private static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Map<String, Object> fields(Difference difference, Assessment earlier, Assessment later) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("kind", difference.kind().name());
        fields.put("cause", difference.cause().name());
        fields.put("ruleId", difference.ruleId());
        fields.put("severity", difference.severity().map(Enum::name).orElse(""));
        fields.put("resourceArn", difference.resourceArn());
        fields.put("resourceType", difference.resourceType().label());
        fields.put("resourceName", difference.resourceName());
        fields.put("accountId", difference.accountId());
        fields.put("region", difference.region());
        fields.put("before", difference.before().map(Enum::name).orElse(""));
        fields.put("after", difference.after().map(Enum::name).orElse(""));
        fields.put("detail", difference.detail());
        fields.put("reversed", isReversed(earlier, later));
        fields.put("otherScopes", haveOtherScopes(earlier, later));
        fields.put("otherRules", haveOtherRules(earlier, later));
        return fields;
    }
}
