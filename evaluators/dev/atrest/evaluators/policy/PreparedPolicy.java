package dev.atrest.evaluators.policy;

import java.util.ArrayList;
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
    private final Map<String, List<Condition>> conditionsByKey = new LinkedHashMap<>();
    private final List<Target> targetsOfAll;

    PreparedPolicy(Policy policy, ResourceContext resource) {
        this.policy = policy;
        this.resource = resource;
        statements().stream()
                .flatMap(statement -> statement.conditions().stream())
                .forEach(condition -> conditionsByKey
                        .computeIfAbsent(condition.key(), key -> new ArrayList<>())
                        .add(condition));
        targetsOfAll = targets(allActions());
    }

    List<Statement> statements() {
        return policy.statements();
    }

    ResourceContext resource() {
        return resource;
    }

    String probe() {
        return policy.probe();
    }

    /** The conditions on a key, by its name in lower case. */
    List<Condition> conditionsOn(String key) {
        return conditionsByKey.getOrDefault(key, List.of());
    }

    Set<String> conditionKeys() {
        return conditionsByKey.keySet();
    }

    /** Whatever may be asked of the resource, actions unknown to the catalogue included. */
    List<Target> targets() {
        return targetsOfAll;
    }

    private Set<String> allActions() {
        var actions = new LinkedHashSet<String>();
        actions.addAll(ActionCatalog.onResource(resource.kind()));
        actions.addAll(ActionCatalog.onContent(resource.kind()));
        actions.add(ActionCatalog.other(resource.kind()));
        statements().stream()
                .flatMap(statement -> statement.actions().globs().stream())
                .map(Glob::source)
                .filter(action -> isSingleAction(action) && !isKnown(action))
                .forEach(actions::add);
        return actions;
    }

    private boolean isSingleAction(String action) {
        return action.toLowerCase(Locale.ROOT).startsWith(resource.kind().service() + ":")
                && action.indexOf('*') < 0
                && action.indexOf('?') < 0;
    }

    private boolean isKnown(String action) {
        String lowerCase = action.toLowerCase(Locale.ROOT);
        return ActionCatalog.onResourceInLowerCase(resource.kind()).contains(lowerCase)
                || ActionCatalog.onContentInLowerCase(resource.kind()).contains(lowerCase)
                || lowerCase.equals(ActionCatalog.other(resource.kind()).toLowerCase(Locale.ROOT));
    }

    /** The requests for these actions, those alike to every statement taken together. */
    List<Target> targets(Collection<String> actions) {
        Map<List<Verdict>, String> onResource = new LinkedHashMap<>();
        Map<List<Verdict>, String> onContent = new LinkedHashMap<>();
        Set<String> resourceOnly = ActionCatalog.onResourceInLowerCase(resource.kind());
        Set<String> contentOnly = ActionCatalog.onContentInLowerCase(resource.kind());
        for (String action : actions) {
            String lowerCase = action.toLowerCase(Locale.ROOT);
            List<Verdict> covers = covers(lowerCase);
            if (!contentOnly.contains(lowerCase)) {
                onResource.putIfAbsent(covers, action);
            }
            if (!resourceOnly.contains(lowerCase) && resource.kind() == ResourceContext.Kind.BUCKET) {
                onContent.putIfAbsent(covers, action);
            }
        }
        var targets = new ArrayList<Target>();
        onResource.forEach((covers, action) -> targets.add(target(action, covers, resource.arn())));
        if (!onContent.isEmpty()) {
            for (String object : objects()) {
                onContent.forEach((covers, action) -> targets.add(target(action, covers, object)));
            }
        }
        return targets;
    }

    /** By statement, whether its Action element is about this. */
    private List<Verdict> covers(String actionInLowerCase) {
        var covers = new Verdict[statements().size()];
        for (int i = 0; i < covers.length; i++) {
            covers[i] = statements().get(i).actions().matches(actionInLowerCase);
        }
        return List.of(covers);
    }

    private Target target(String action, List<Verdict> actionCovers, String arn) {
        Verdict[] covers = new Verdict[actionCovers.size()];
        for (int i = 0; i < covers.length; i++) {
            covers[i] = actionCovers.get(i) == Verdict.FALSE
                    ? Verdict.FALSE
                    : actionCovers.get(i).and(statements().get(i).resources().matches(arn));
        }
        return new Target(action, arn, covers);
    }

    /** Objects to ask about: one that the policy does not mention, and some of every pattern it has. */
    private Collection<String> objects() {
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
        var byStatements = new HashMap<List<Verdict>, String>();
        for (String arn : arns) {
            if (arn.startsWith(prefix) && arn.length() > prefix.length()) {
                byStatements.putIfAbsent(
                        statements().stream()
                                .map(statement -> statement.resources().matches(arn))
                                .toList(),
                        arn);
            }
        }
        return byStatements.values().stream().sorted().toList();
    }
}
