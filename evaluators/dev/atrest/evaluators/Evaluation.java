package dev.atrest.evaluators;

import dev.atrest.model.Finding;
import dev.atrest.model.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Applies the rules of a catalogue to resources.
 *
 * <p>Safe for use by many threads, which may share one evaluation and one catalogue: a resource is judged by one thread with
 * what is made for it alone, and comes to the same findings whatever is judged beside it. The first to judge a key waits while
 * the uses of all keys are gathered, as do others who judge keys meanwhile.
 */
public final class Evaluation {

    private final RuleCatalog catalog;
    private final Join keys;
    private final Relations relations;
    private final Classifier classifier;
    private final Tiers tiers;
    private final Owners owners;
    private final KnownPolicies policies;
    private final Waivers waivers;
    private final Map<String, Object> variables;

    /**
     * @param keys answers for the KMS keys that resources name; asked by many threads
     * @param inventory where rules that look at several resources find the others; asked by many threads
     * @param assessmentTime what rules know as {@code assessment.time}, and whose day in UTC waivers
     *     are in force on or not; the same for all resources of an assessment
     */
    public Evaluation(RuleCatalog catalog, KeyDirectory keys, Inventory inventory, Instant assessmentTime) {
        this(
                catalog,
                keys,
                inventory,
                catalog.settings().classifier().withDefaults(inventory.defaultClasses()),
                new KnownPolicies(),
                assessmentTime);
    }

    private Evaluation(
            RuleCatalog catalog,
            KeyDirectory keys,
            Inventory inventory,
            Classifier classifier,
            KnownPolicies policies,
            Instant assessmentTime) {
        this(
                catalog,
                keys,
                new InventoryRelations(
                        inventory,
                        new KeyJoin(keys),
                        classifier,
                        catalog.settings().tiers(),
                        policies),
                classifier,
                policies,
                assessmentTime);
    }

    Evaluation(RuleCatalog catalog, KeyDirectory keys, Relations relations, Instant assessmentTime) {
        this(catalog, keys, relations, catalog.settings().classifier(), new KnownPolicies(), assessmentTime);
    }

    private Evaluation(
            RuleCatalog catalog,
            KeyDirectory keys,
            Relations relations,
            Classifier classifier,
            KnownPolicies policies,
            Instant assessmentTime) {
        this.catalog = catalog;
        this.keys = new KeyJoin(keys);
        this.relations = relations;
        this.classifier = classifier;
        this.tiers = catalog.settings().tiers();
        this.owners = catalog.settings().owners();
        this.policies = policies;
        this.waivers = new Waivers(catalog, assessmentTime);
        this.variables = Map.of(
                Expressions.SETTINGS,
                settings(catalog.settings().values()),
                Expressions.ASSESSMENT,
                Map.of("time", assessmentTime));
    }

    /** The findings on a resource, as {@link #judge(Resource)} tells them. */
    public List<Finding> evaluate(Resource resource) {
        return judge(resource).findings();
    }

    /**
     * Applies the rules to a resource, and the waivers to what fails; rules that do not apply to it give no finding. Never
     * throws for what a resource holds: a rule that cannot be decided gives a finding NOT_ASSESSED with the reason.
     */
    public Judgement judge(Resource resource) {
        var findings = new ArrayList<Finding>();
        var covering = new ArrayList<String>();
        var rules = catalog.rulesOn(resource.type());
        if (rules.isEmpty()) {
            return new Judgement(List.of(), List.of());
        }
        var facts = factsOf(resource);
        for (var rule : rules) {
            Judge.judge(rule, facts)
                    .map(finding -> waivers.held(finding, resource, covering::add))
                    .ifPresent(findings::add);
        }
        return new Judgement(List.copyOf(findings), List.copyOf(covering));
    }

    /**
     * The ARN that the rules on a resource look up in the inventory, so that those of many resources can be read at once; empty
     * when there is none.
     */
    public static Optional<String> lookedUpFor(Resource resource) {
        return InventoryRelations.lookedUpFor(resource);
    }

    /**
     * How a rule decides on a resource, part by part of its expressions.
     *
     * @throws IllegalArgumentException when the catalogue has no such rule on resources of this type
     */
    public Explanation explain(String ruleId, Resource resource) {
        var rule = catalog.rulesOn(resource.type()).stream()
                .filter(candidate -> candidate.rule().id().equals(ruleId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no rule '%s' on %s".formatted(ruleId, resource.type().label())));
        var explanation = Explainer.explain(rule, factsOf(resource));
        return explanation.withFinding(explanation.finding().map(finding -> waivers.held(finding, resource, _ -> {})));
    }

    ResourceFacts factsOf(Resource resource) {
        return withVariables(resource, variables);
    }

    /** The same where some settings differ from those of the catalogue. */
    ResourceFacts factsOf(Resource resource, Map<String, Object> differingSettings) {
        if (differingSettings.isEmpty()) {
            return factsOf(resource);
        }
        var settings = new HashMap<>(catalog.settings().values());
        settings.putAll(differingSettings);
        var differing = new HashMap<>(variables);
        differing.put(Expressions.SETTINGS, settings(settings));
        return withVariables(resource, differing);
    }

    /** As a struct, because CEL goes through all of a map each time it reads a part. */
    private Object settings(Map<String, Object> values) {
        return StructView.element(catalog.settings().type(), values);
    }

    private ResourceFacts withVariables(Resource resource, Map<String, Object> known) {
        return new ResourceFacts(
                relations.complete(resource), keys, relations, classifier, tiers, owners, policies, known);
    }
}
