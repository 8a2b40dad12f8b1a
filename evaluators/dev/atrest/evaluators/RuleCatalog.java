package dev.atrest.evaluators;

import dev.atrest.model.Framework;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules, frameworks, settings and waivers of a configuration directory, checked and compiled. Immutable. */
public final class RuleCatalog {

    private final List<CompiledRule> compiled;
    private final List<Rule> rules;
    private final Map<ResourceType, List<CompiledRule>> byType;
    private final List<Framework> frameworks;
    private final Settings settings;
    private final List<Waiver> waivers;
    private final CatalogDigests digests;
    private final Set<String> own;
    private final List<CatalogDocument> documents;

    /** @param own ids of the rules that overlays give */
    RuleCatalog(
            List<CompiledRule> compiled,
            List<Framework> frameworks,
            Settings settings,
            List<Waiver> waivers,
            CatalogDigests digests,
            Set<String> own,
            List<CatalogDocument> documents) {
        this.compiled = compiled;
        this.rules = compiled.stream().map(CompiledRule::rule).toList();
        this.byType = compiled.stream()
                .collect(Collectors.groupingBy(rule -> rule.rule().resource(), Collectors.toUnmodifiableList()));
        this.frameworks = frameworks;
        this.settings = settings;
        this.waivers = List.copyOf(waivers);
        this.digests = digests;
        this.own = Set.copyOf(own);
        this.documents = List.copyOf(documents);
    }

    /**
     * Reads {@code rules/**}{@code /*.yml}, {@code frameworks/*.yml}, {@code settings.yml} and, if it is there, {@code waivers.yml}.
     *
     * @throws CatalogException with every problem found, when anything in these files is wrong
     */
    public static RuleCatalog load(Path configDir) {
        return load(configDir, List.of());
    }

    /**
     * As {@link #load(Path)}, with folders laid over the configuration one after the other. Of each folder, {@code
     * settings.yml} overrides settings key by key and switches rules off ({@code disabledRules}), {@code frameworks/*.yml}
     * adds frameworks, {@code waivers.yml} adds waivers, and every other {@code *.yml} adds a rule; what has the id of something that is there replaces it.
     *
     * @throws CatalogException with every problem found, when anything in these files is wrong
     */
    public static RuleCatalog load(Path configDir, List<Path> overlays) {
        return new CatalogLoader(layers(configDir, overlays), true).load();
    }

    /**
     * As {@link #load(Path, List)} in a fraction of the time, to list rules and controls and not to apply them: conditions,
     * messages and examples are not looked at, so that what is wrong in them goes unnoticed. Whatever would apply a rule of it
     * throws an IllegalStateException.
     *
     * @throws CatalogException with every problem found in the rest of the files
     */
    public static RuleCatalog list(Path configDir, List<Path> overlays) {
        return new CatalogLoader(layers(configDir, overlays), false).load();
    }

    /**
     * The catalogue that was made of these documents, as {@link #load(Path, List)} made it.
     *
     * @throws CatalogException with every problem found, when this version of atrest can make nothing of them
     */
    public static RuleCatalog load(List<CatalogDocument> documents) {
        return new CatalogLoader(Layer.of(documents), true).load();
    }

    /** The same to be listed, not to be applied. */
    public static RuleCatalog list(List<CatalogDocument> documents) {
        return new CatalogLoader(Layer.of(documents), false).load();
    }

    private static List<Layer> layers(Path configDir, List<Path> overlays) {
        var layers = new ArrayList<Layer>();
        layers.add(Layer.shipped(configDir));
        overlays.forEach(overlay -> layers.add(Layer.overlay(layers.size(), overlay)));
        return layers;
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

    /** Whether an overlay gives the rule, added or in the place of another. */
    public boolean isOwn(Rule rule) {
        return own.contains(rule.id());
    }

    /** The waivers by id, in force or not. */
    public List<Waiver> waivers() {
        return waivers;
    }

    /** The waivers by id, with what they are on a day; what they cover is not counted. */
    public List<WaiverUse> waiversOn(LocalDate day) {
        return waivers.stream()
                .map(waiver -> new WaiverUse(waiver, Waivers.state(waiver, day, settings.maxWaiverDays()), 0))
                .toList();
    }

    /** SHA-256 over what rules, frameworks, settings and waivers say, in hexadecimal; comments and layout do not change it. */
    public String digest() {
        return digests.all();
    }

    /** The same of each rule, each framework and the settings. */
    public CatalogDigests digests() {
        return digests;
    }

    /** The files that the catalogue was made of, those that say nothing of it included. */
    public List<CatalogDocument> documents() {
        return documents;
    }

    /** Applies every rule to its own examples, by rule id, kind and index. */
    public List<ExampleResult> runExamples() {
        var run = new ExampleRun(this);
        return compiled.stream()
                .flatMap(rule -> rule.examples().stream().map(example -> run.run(rule, example)))
                .toList();
    }

    /** The facts that a rule's conditions name, by path; empty when there is no such rule. */
    public List<FactUse> factsOf(String ruleId) {
        return compiled.stream()
                .filter(rule -> rule.rule().id().equals(ruleId))
                .flatMap(rule -> FactUse.of(rule).stream())
                .toList();
    }

    /**
     * Parts of the rules' conditions that their examples never show both true and false, by rule and place: what stands
     * there could be wrong without an example failing.
     */
    public List<UntestedBranch> untestedBranches() {
        var coverage = new BranchCoverage(new ExampleRun(this));
        return compiled.stream().flatMap(rule -> coverage.of(rule).stream()).toList();
    }

    List<CompiledRule> compiledRules() {
        return compiled;
    }

    /** The rules on a resource type, by id. */
    List<CompiledRule> rulesOn(ResourceType type) {
        return byType.getOrDefault(type, List.of());
    }
}
