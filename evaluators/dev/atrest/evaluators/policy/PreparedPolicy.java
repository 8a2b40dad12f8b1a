package dev.atrest.evaluators.policy;

import dev.atrest.evaluators.policy.Coverage.Row;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A policy on its resource, with what every question asks of it first. */
final class PreparedPolicy {

    private final Policy policy;
    private final ResourceContext resource;
    private final ActionCatalog catalog;
    private final List<KeyConditions> keys = new ArrayList<>();
    private final Map<String, Integer> keyPositions = new HashMap<>();
    private final List<List<Demand>> demands = new ArrayList<>();
    private final BitSet denies = new BitSet();
    private final Audience audience;
    private final Prepared<Coverage> actions;
    private final Prepared<Row[]> knownActions;
    private final Prepared<Coverage> resources;
    private final Prepared<Targets> targetsOfAll;

    PreparedPolicy(Policy policy, ResourceContext resource) {
        this.policy = policy;
        this.resource = resource;
        this.catalog = ActionCatalog.of(resource.kind());
        for (Statement statement : policy.statements()) {
            var demanded = new ArrayList<Demand>(statement.conditions().size());
            for (Condition condition : statement.conditions()) {
                demanded.add(demand(condition, statement.index()));
            }
            demands.add(demanded);
            denies.set(statement.index(), statement.effect() == Effect.DENY);
        }
        audience = new Audience(statements());
        actions = new Prepared<>(work -> new Coverage(statements(), Statement::actions));
        knownActions = new Prepared<>(work -> actions.get().ofAll(catalog.sorted(), work));
        resources = new Prepared<>(work -> new Coverage(statements(), Statement::resources));
        targetsOfAll = new Prepared<>(work -> targets(allActions(), work));
    }

    private Demand demand(Condition condition, int statement) {
        Integer key = keyPositions.get(condition.key());
        if (key == null) {
            key = keys.size();
            keyPositions.put(condition.key(), key);
            keys.add(new KeyConditions(condition.key()));
        }
        return new Demand(condition, key, keys.get(key).add(condition, statement));
    }

    /**
     * A condition of a statement.
     *
     * @param key position of its key in {@link #keys}
     * @param position of the condition among those on the key
     */
    record Demand(Condition condition, int key, int position) {}

    List<Statement> statements() {
        return policy.statements();
    }

    /** The Deny statements. Not to be changed. */
    BitSet denies() {
        return denies;
    }

    ResourceContext resource() {
        return resource;
    }

    String probe() {
        return policy.probe();
    }

    Audience audience() {
        return audience;
    }

    /** The keys that conditions are about. */
    List<KeyConditions> keys() {
        return keys;
    }

    List<Demand> demands(Statement statement) {
        return demands.get(statement.index());
    }

    /** Whether policy variables make a condition on a key, by its name in lower case, another one for each caller. */
    boolean looksAtCaller(String key) {
        Integer position = keyPositions.get(key);
        return position != null && keys.get(position).looksAtCaller();
    }

    /** The conditions on a key, by its name in lower case. */
    List<Condition> conditionsOn(String key) {
        Integer position = keyPositions.get(key);
        return position == null ? List.of() : keys.get(position).conditions();
    }

    /** Whatever may be asked of the resource, actions unknown to the catalogue included. */
    Targets targets() {
        return targetsOfAll.get();
    }

    private Set<String> allActions() {
        var actions = new LinkedHashSet<String>();
        actions.addAll(ActionCatalog.onResource(resource.kind()));
        actions.addAll(ActionCatalog.onContent(resource.kind()));
        actions.add(ActionCatalog.other(resource.kind()));
        String service = resource.kind().service() + ":";
        for (Statement statement : statements()) {
            for (Glob glob : statement.actions().globs()) {
                String action = glob.onlyText().orElse("");
                if (action.startsWith(service) && catalog.position(action) < 0) {
                    actions.add(action);
                }
            }
        }
        return actions;
    }

    /** The requests for these actions, those alike to every statement taken together. */
    Targets targets(Collection<String> asked, Work work) {
        Map<Row, String> onResource = new LinkedHashMap<>();
        Map<Row, String> onContent = new LinkedHashMap<>();
        for (String action : asked) {
            int position = catalog.position(action);
            boolean known = position >= 0;
            work.spend(1);
            Row covers = known ? knownActions.get()[position] : otherAction(action, work);
            if (!known || catalog.isOnResource(position)) {
                onResource.putIfAbsent(covers, action);
            }
            if (known ? catalog.isOnContent(position) : resource.kind() == ResourceContext.Kind.BUCKET) {
                onContent.putIfAbsent(covers, action);
            }
        }
        return new Targets(
                resource.arn(),
                resources.get().of(resource.arn(), work),
                onResource,
                onContent,
                onContent.isEmpty() ? Map.of() : objects(work));
    }

    private Row otherAction(String action, Work work) {
        return actions.get().of(action.toLowerCase(Locale.ROOT), work);
    }

    /** Objects to ask about: one that the policy does not mention, and some of every pattern it has. */
    private Map<Row, String> objects(Work work) {
        String prefix = resource.arn() + "/";
        var arns = new LinkedHashSet<String>();
        arns.add(prefix + probe());
        for (Statement statement : statements()) {
            for (Glob glob : statement.resources().globs()) {
                Glob pattern = glob.withVariablesAsWildcards();
                arns.add(pattern.fill(probe(), "z"));
                arns.add(pattern.fill("", "z"));
            }
        }
        Map<Row, String> byStatements = new LinkedHashMap<>();
        for (String arn : arns) {
            if (arn.startsWith(prefix) && arn.length() > prefix.length()) {
                byStatements.putIfAbsent(resources.get().of(arn, work), arn);
            }
        }
        Map<Row, String> sorted = new LinkedHashMap<>();
        byStatements.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }
}
