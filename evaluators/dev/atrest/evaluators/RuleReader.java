package dev.atrest.evaluators;

import dev.atrest.model.Framework;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads a rule file and, unless it is only listed, compiles its expressions. */
final class RuleReader {

    static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private final FactType.Struct settings;
    private final Map<String, Framework> frameworks;
    private final boolean compiling;
    private final Problems problems;
    private final Map<ResourceType, Expressions> expressions = new EnumMap<>(ResourceType.class);

    RuleReader(FactType.Struct settings, Collection<Framework> frameworks, boolean compiling, Problems problems) {
        this.settings = settings;
        this.compiling = compiling;
        this.frameworks = frameworks.stream()
                .collect(Collectors.toMap(Framework::id, framework -> framework, (one, other) -> one));
        this.problems = problems;
    }

    Optional<CompiledRule> read(Yaml yaml, String file) {
        return YamlSection.of(yaml, "a rule", problems).flatMap(section -> rule(section, file));
    }

    /** Everything is read before anything is given up, so that all problems of a file come out at once. */
    private Optional<CompiledRule> rule(YamlSection section, String file) {
        int before = problems.count();
        var id = id(section);
        var title = section.text("title");
        var severity = section.oneOf("severity", Severity.class);
        var type = resourceType(section);
        var when = section.find("when").flatMap(value -> section.text("when", value));
        var require = section.text("require");
        var message = section.text("message");
        var rationale = section.text("rationale");
        var remediation = section.section("remediation").flatMap(this::remediation);
        var controls = section.section("controls").map(this::controls).orElse(Map.of());
        var evidence = section.find("evidence")
                .map(value -> section.texts("evidence", value))
                .orElse(List.of());
        var examples = section.section("examples");
        section.rejectOthers();
        if (type.isEmpty()) {
            return Optional.empty();
        }
        var compiled = compiling
                ? compiled(type.get(), when, require, message, evidence, examples)
                : Optional.<CompiledRule.Compiled>empty();
        if (problems.count() > before) {
            return Optional.empty();
        }
        var rule = new Rule(
                id.orElseThrow().text(),
                text(title),
                severity.orElseThrow(),
                type.get(),
                when.map(scalar -> scalar.text().strip()).orElse("true"),
                text(require),
                text(message),
                text(rationale),
                remediation.orElseThrow(),
                controls,
                file);
        return Optional.of(new CompiledRule(rule, compiled));
    }

    /** Empty, with the reasons among the problems, when something is missing or wrong. */
    private Optional<CompiledRule.Compiled> compiled(
            ResourceType type,
            Optional<Yaml.Scalar> when,
            Optional<Yaml.Scalar> require,
            Optional<Yaml.Scalar> message,
            List<Yaml.Scalar> evidence,
            Optional<YamlSection> examples) {
        var language = expressions.computeIfAbsent(type, of -> new Expressions(of, settings));
        var whenProgram = when.flatMap(text -> condition("when", text, language));
        var requireProgram = require.flatMap(text -> condition("require", text, language));
        var template = message.map(text -> MessageTemplate.parse(text, language, problems));
        evidence.forEach(path -> checkFact(path, language.schema()));
        var compiledExamples =
                examples.map(found -> new ExampleReader(language.schema(), settings, problems).read(found));
        if (requireProgram.isEmpty() || template.isEmpty() || compiledExamples.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CompiledRule.Compiled(
                whenProgram,
                requireProgram.get(),
                template.get(),
                evidence.stream().map(Yaml.Scalar::text).toList(),
                compiledExamples.get()));
    }

    private void checkFact(Yaml.Scalar path, FactSchema schema) {
        if (schema.field(path.text()).filter(field -> !field.isStruct()).isEmpty()) {
            problems.add(
                    path,
                    "unknown fact '%s' in 'evidence'; %s".formatted(path.text(), schema.allowedBeside(path.text())));
        }
    }

    private static String text(Optional<Yaml.Scalar> scalar) {
        return scalar.orElseThrow().text().strip();
    }

    private Optional<Yaml.Scalar> id(YamlSection section) {
        var id = section.text("id");
        id.filter(found -> !ID.matcher(found.text()).matches())
                .ifPresent(found -> problems.add(
                        found,
                        "'id' is '%s', but must be kebab-case: lower-case words and digits joined by '-'"
                                .formatted(found.text())));
        return id;
    }

    private Optional<ResourceType> resourceType(YamlSection section) {
        return section.text("resource").flatMap(label -> {
            var type = ResourceType.byLabel(label.text());
            if (type.isEmpty()) {
                problems.add(
                        label,
                        "'resource' is '%s', but must be one of %s".formatted(label.text(), ResourceType.labels()));
            }
            return type;
        });
    }

    private Optional<Expression> condition(String key, Yaml.Scalar text, Expressions language) {
        return language.compile(
                text.text(),
                "'" + key + "'",
                Set.<CelType>of(SimpleType.BOOL),
                text.file(),
                text::positionOf,
                problems);
    }

    private Optional<Rule.Remediation> remediation(YamlSection section) {
        var effort = section.oneOf("effort", Rule.Effort.class);
        var summary = section.text("summary");
        String cli = section.optionalText("cli");
        String terraform = section.optionalText("terraform");
        String group = section.optionalText("group");
        section.rejectOthers();
        if (effort.isEmpty() || summary.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Rule.Remediation(effort.get(), text(summary), cli, terraform, group));
    }

    private Map<String, List<String>> controls(YamlSection section) {
        var controls = new TreeMap<String, List<String>>();
        var written = new LinkedHashMap<>(section.entries());
        written.forEach((framework, entry) -> {
            var numbers = section.texts(framework, entry.value());
            var known = frameworks.get(framework);
            if (known == null) {
                problems.add(
                        entry.key(),
                        "unknown framework '%s'; there are %s"
                                .formatted(
                                        framework,
                                        frameworks.keySet().stream().sorted().collect(Collectors.joining(", "))));
                return;
            }
            numbers.forEach(number -> checkControl(known, number));
            controls.put(framework, numbers.stream().map(Yaml.Scalar::text).toList());
        });
        return Collections.unmodifiableMap(controls);
    }

    private void checkControl(Framework framework, Yaml.Scalar number) {
        var control = framework.controls().stream()
                .filter(candidate -> candidate.id().equals(number.text()))
                .findFirst();
        if (control.isEmpty()) {
            problems.add(
                    number,
                    "unknown control '%s'; %s has %s"
                            .formatted(
                                    number.text(),
                                    framework.id(),
                                    framework.controls().stream()
                                            .map(Framework.Control::id)
                                            .collect(Collectors.joining(", "))));
        } else if (control.get().assessment() == Framework.Assessment.OUT_OF_SCOPE) {
            problems.add(
                    number,
                    "control '%s' of %s is OUT_OF_SCOPE, so no rule can meet it"
                            .formatted(number.text(), framework.id()));
        }
    }
}
