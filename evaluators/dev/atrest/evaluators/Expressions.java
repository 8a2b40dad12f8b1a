package dev.atrest.evaluators;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.atrest.model.ResourceType;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles the CEL expressions of the rules on one resource type, checked against its facts and the settings. */
final class Expressions {

    static final String RESOURCE = "resource";
    static final String SETTINGS = "settings";
    static final String ASSESSMENT = "assessment";

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            // So that a part of an expression can be shown as it was written.
            .populateMacroCalls(true)
            // A key can have tens of thousands of grants; rules are written by the operator and end by construction.
            .comprehensionMaxIterations(-1)
            .build();
    private static final Pattern UNDEFINED = Pattern.compile("undefined field '(.*)'");
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("found no matching overload for '(.*)' applied to '(.*)'.*", Pattern.DOTALL);
    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '(.*)' \\(.*");

    private final FactSchema schema;
    private final FactType.Struct settings;
    private final PolicyFunctions policy;
    private final CelCompiler compiler;
    private final CelRuntime runtime;

    Expressions(ResourceType type, FactType.Struct settings) {
        this.schema = FactSchema.of(type);
        this.settings = settings;
        var assessment = assessmentType();
        this.policy = new PolicyFunctions(type);
        var builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.strings(), CelExtensions.bindings())
                .setTypeProvider(new Structs(schema.root(), settings, assessment))
                .addVar(RESOURCE, schema.root().cel())
                .addVar(SETTINGS, settings.cel())
                .addVar(ASSESSMENT, assessment.cel())
                .addVar(OrganizationView.VARIABLE, OrganizationView.TYPE)
                .addFunctionDeclarations(OrganizationView.declaration())
                .addFunctionDeclarations(MonitoringFunctions.declarations(schema))
                .addFunctionDeclarations(policy.declarations());
        if (policy.any()) {
            builder.addVar(PolicyView.VARIABLE, PolicyFunctions.POLICY);
        }
        this.compiler = builder.build();
        // Looks names up when it plans and not each time it evaluates.
        this.runtime = CelRuntimeFactory.plannerRuntimeBuilder()
                .setOptions(OPTIONS)
                .addLibraries(CelExtensions.strings())
                .addFunctionBindings(OrganizationView.binding())
                .addFunctionBindings(MonitoringFunctions.bindings())
                .addFunctionBindings(policy.bindings())
                .build();
    }

    private static FactType.Struct assessmentType() {
        var time = new FactField(
                "time",
                "time",
                0,
                FactType.Scalar.TIMESTAMP,
                false,
                "When the assessment took place",
                FactField.Origin.IDENTITY);
        return new FactType.Struct("Assessment", Map.of("time", time));
    }

    FactSchema schema() {
        return schema;
    }

    /**
     * Compiles an expression.
     *
     * @param place finds a character of the expression in the file
     * @param allowed types that the result may have
     * @param purpose names the expression in messages
     * @return empty, with the reasons among the problems, when it is wrong
     */
    Optional<Expression> compile(
            String text,
            String purpose,
            Set<CelType> allowed,
            YamlFile file,
            IntFunction<YamlFile.Position> place,
            Problems problems) {
        CelValidationResult parsed = compiler.parse(text);
        if (parsed.hasError()) {
            report(parsed, Map.of(), file, place, problems);
            return Optional.empty();
        }
        try {
            var tree = parsed.getAst();
            CelValidationResult checked = compiler.check(tree);
            if (checked.hasError()) {
                report(checked, Expression.nodes(tree), file, place, problems);
                return Optional.empty();
            }
            return program(checked.getAst(), purpose, allowed, file, place, problems);
        } catch (CelValidationException | CelEvaluationException e) {
            problems.add(file, place.apply(0), purpose + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Expression> program(
            CelAbstractSyntaxTree tree,
            String purpose,
            Set<CelType> allowed,
            YamlFile file,
            IntFunction<YamlFile.Position> place,
            Problems problems)
            throws CelEvaluationException {
        if (!(allowed.contains(tree.getResultType()))) {
            String words = allowed.stream().map(CelType::name).sorted().collect(Collectors.joining(" or "));
            problems.add(
                    file,
                    place.apply(0),
                    "%s must give %s, but gives %s"
                            .formatted(purpose, words, tree.getResultType().name()));
            return Optional.empty();
        }
        Optional<CelExpr> presenceTest = Expression.nodes(tree).values().stream()
                .filter(node -> testsPresenceOfAFact(node, tree))
                .findFirst();
        if (presenceTest.isPresent()) {
            int offset = tree.getSource()
                    .getPositionsMap()
                    .getOrDefault(presenceTest.get().id(), 0);
            problems.add(
                    file,
                    place.apply(offset),
                    "has() is always true for a fact: compare with null, or use has() on a tag");
            return Optional.empty();
        }
        return Optional.of(new Expression(
                runtime.createProgram(tree),
                Expression.mentioned(tree),
                Expression.names(tree, PolicyView.VARIABLE),
                Expression.names(tree, OrganizationView.VARIABLE),
                new Expression.Written(tree, file, place)));
    }

    private static boolean testsPresenceOfAFact(CelExpr node, CelAbstractSyntaxTree tree) {
        return node.getKind() == Kind.SELECT
                && node.select().testOnly()
                && tree.getType(node.select().operand().id())
                        .filter(type -> type.kind() == CelKind.STRUCT)
                        .isPresent();
    }

    private void report(
            CelValidationResult result,
            Map<Long, CelExpr> nodes,
            YamlFile file,
            IntFunction<YamlFile.Position> place,
            Problems problems) {
        for (CelIssue issue : result.getErrors()) {
            int offset = result.getSource()
                    .getLocationOffset(issue.getSourceLocation())
                    .orElse(0);
            var undefined = UNDEFINED.matcher(issue.getMessage());
            if (undefined.matches()) {
                // CEL points at the dot before the name.
                problems.add(
                        file, place.apply(offset + 1), unknownFact(undefined.group(1), nodes.get(issue.getExprId())));
            } else {
                problems.add(file, place.apply(offset), words(issue.getMessage()));
            }
        }
    }

    private String words(String message) {
        var overload = NO_OVERLOAD.matcher(message);
        if (overload.matches()) {
            return "'%s' cannot be applied to %s".formatted(overload.group(1).replace("_", ""), overload.group(2));
        }
        var undeclared = UNDECLARED.matcher(message);
        return undeclared.matches()
                ? "unknown name '%s'; expressions know %s, and CEL's functions"
                        .formatted(
                                undeclared.group(1),
                                policy.any()
                                        ? "resource, policy, organization, settings and assessment"
                                        : "resource, organization, settings and assessment")
                : message.replace(" (in container '')", "");
    }

    private String unknownFact(String name, @Nullable CelExpr node) {
        var path = node == null ? new ArrayDeque<String>() : Expression.path(node);
        if (path.isEmpty()) {
            return "unknown fact '" + name + "'";
        }
        String variable = path.removeFirst();
        String full = String.join(".", path);
        return switch (variable) {
            case RESOURCE -> "unknown fact '%s'; %s".formatted(full, schema.allowedBeside(full));
            case SETTINGS ->
                "unknown setting '%s'; settings has %s"
                        .formatted(full, String.join(", ", settings.fields().keySet()));
            case ASSESSMENT -> "unknown '%s'; assessment has time".formatted(full);
            default -> "unknown fact '%s'".formatted(full);
        };
    }

    /** Lets CEL find the structs by their names. */
    private static final class Structs implements CelTypeProvider {
        private final ImmutableMap<String, CelType> types;

        Structs(FactType.Struct... roots) {
            types = Stream.of(roots)
                    .flatMap(Structs::withNested)
                    .collect(ImmutableMap.toImmutableMap(FactType.Struct::name, FactType.Struct::cel));
        }

        private static Stream<FactType.Struct> withNested(FactType type) {
            return switch (type) {
                case FactType.Struct struct ->
                    Stream.concat(
                            Stream.of(struct),
                            struct.fields().values().stream()
                                    .map(FactField::type)
                                    .flatMap(Structs::withNested));
                case FactType.ListOf(FactType element) -> withNested(element);
                case FactType.Scalar _, FactType.Texts _ -> Stream.empty();
            };
        }

        @Override
        public ImmutableCollection<CelType> types() {
            return types.values();
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(types.get(name));
        }
    }
}
