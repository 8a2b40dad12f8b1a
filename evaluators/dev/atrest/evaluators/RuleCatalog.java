package dev.atrest.evaluators;

import dev.atrest.model.Framework;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules, frameworks and settings of a configuration directory, checked and compiled. Immutable. */
public final class RuleCatalog {

    private final List<CompiledRule> compiled;
    private final List<Rule> rules;
    private final Map<ResourceType, List<CompiledRule>> byType;
    private final List<Framework> frameworks;
    private final Settings settings;
    private final String digest;

    RuleCatalog(List<CompiledRule> compiled, List<Framework> frameworks, Settings settings, String digest) {
        this.compiled = compiled;
        this.rules = compiled.stream().map(CompiledRule::rule).toList();
        this.byType = compiled.stream()
                .collect(Collectors.groupingBy(rule -> rule.rule().resource(), Collectors.toUnmodifiableList()));
        this.frameworks = frameworks;
        this.settings = settings;
        this.digest = digest;
    }

    /**
     * Reads {@code rules/**}{@code /*.yml}, {@code frameworks/*.yml} and {@code settings.yml}.
     *
     * @throws CatalogException with every problem found, when anything in these files is wrong
     */
    public static RuleCatalog load(Path configDir) {
        return new CatalogLoader(configDir).load();
    }

    /** The rules by id. */
    public List<Rule> rules() {
        return rules;
    }

    public Optional<Rule> find(String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** The frameworks by id. */
    public List<Framework> frameworks() {
        return frameworks;
    }

    public Settings settings() {
        return settings;
    }

    /** SHA-256 over what the rule files and the settings say, in hexadecimal; comments and layout do not change it. */
    public String digest() {
        return digest;
    }

    /** Applies every rule to its own examples, by rule id, kind and index. */
    public List<ExampleResult> runExamples() {
        var run = new ExampleRun(this);
        return compiled.stream()
                .flatMap(rule -> rule.examples().stream().map(example -> run.run(rule, example)))
                .toList();
    }

    List<CompiledRule> compiledRules() {
        return compiled;
    }

    /** The rules on a resource type, by id. */
    List<CompiledRule> rulesOn(ResourceType type) {
        return byType.getOrDefault(type, List.of());
    }
}
