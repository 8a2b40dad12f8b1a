package dev.atrest.evaluators;

import dev.atrest.model.Framework;
import dev.atrest.model.Framework.Assessment;
import dev.atrest.model.Framework.Control;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which rules meet which controls, once all rules and frameworks are known: what both sides say, and nothing that is gone. */
final class ControlMapping {

    private record Met(String framework, String control) {}

    private final Map<String, FrameworkReader.Read> frameworks;
    private final Problems problems;

    ControlMapping(Map<String, FrameworkReader.Read> frameworks, Problems problems) {
        this.frameworks = frameworks;
        this.problems = problems;
    }

    /** The rule with the controls that it names, where these still are, and the controls that name it. */
    CompiledRule resolve(CompiledRule compiled) {
        var rule = compiled.rule();
        var controls = new TreeMap<String, List<String>>();
        frameworks.forEach((id, read) -> {
            var named = rule.controls().getOrDefault(id, List.of());
            var met = new ArrayList<String>();
            for (var control : read.framework().controls()) {
                boolean calledFor = read.rules().getOrDefault(control.id(), List.of()).stream()
                        .anyMatch(name -> name.text().equals(rule.id()));
                boolean inScope = control.assessment() != Assessment.OUT_OF_SCOPE;
                if (calledFor || inScope && named.contains(control.id())) {
                    met.add(control.id());
                }
            }
            if (!met.isEmpty()) {
                controls.put(id, List.copyOf(met));
            }
        });
        return compiled.withControls(Collections.unmodifiableMap(controls));
    }

    /** @param known ids of all rules, those that are switched off as well */
    void checkNamedRules(Set<String> known) {
        for (var read : frameworks.values()) {
            read.rules().values().stream()
                    .flatMap(List::stream)
                    .filter(name -> !known.contains(name.text()))
                    .forEach(name -> problems.add(
                            name, "unknown rule '%s'; there are %s".formatted(name.text(), String.join(", ", known))));
        }
    }

    /**
     * The frameworks as the rules can assess them. A control that is said to be automated and that no rule ever met is a
     * problem: it would look assessed without being so. One whose rules an overlay took away is left to the auditor.
     *
     * @param rules the rules in force
     * @param gone rules that were switched off or replaced
     */
    List<Framework> assessable(Collection<CompiledRule> rules, Collection<CompiledRule> gone) {
        var met = metBy(rules);
        return frameworks.values().stream()
                .map(read -> {
                    checkThatRulesDecide(read, met.keySet(), metBy(gone).keySet());
                    return withoutTheUnmet(read.framework(), met.keySet(), metBy(gone));
                })
                .toList();
    }

    private static Map<Met, Set<String>> metBy(Collection<CompiledRule> rules) {
        return rules.stream()
                .map(CompiledRule::rule)
                .flatMap(rule -> rule.controls().entrySet().stream()
                        .flatMap(entry -> entry.getValue().stream()
                                .map(control -> Map.entry(new Met(entry.getKey(), control), rule.id()))))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey,
                        Collectors.mapping(Map.Entry::getValue, Collectors.toCollection(TreeSet::new))));
    }

    private void checkThatRulesDecide(FrameworkReader.Read read, Set<Met> met, Set<Met> onceMet) {
        var framework = read.framework();
        String unmet = framework.controls().stream()
                .filter(control -> control.assessment() == Assessment.AUTOMATED)
                .map(control -> new Met(framework.id(), control.id()))
                .filter(control -> !met.contains(control) && !onceMet.contains(control))
                .map(Met::control)
                .collect(Collectors.joining(", "));
        if (!unmet.isEmpty()) {
            problems.add(
                    read.yaml(),
                    "%s: no rule meets %s; make these MANUAL or OUT_OF_SCOPE, or add a rule that names them"
                            .formatted(framework.id(), unmet));
        }
    }

    private static Framework withoutTheUnmet(Framework framework, Set<Met> met, Map<Met, Set<String>> gone) {
        var controls = framework.controls().stream()
                .map(control -> {
                    var key = new Met(framework.id(), control.id());
                    boolean left = control.assessment() == Assessment.AUTOMATED && !met.contains(key);
                    return left ? manual(control, gone.getOrDefault(key, Set.of())) : control;
                })
                .toList();
        return new Framework(framework.id(), framework.title(), framework.version(), controls);
    }

    private static Control manual(Control control, Set<String> gone) {
        String reason =
                "Not assessed automatically: the configuration takes away %s.".formatted(String.join(", ", gone));
        return new Control(
                control.id(),
                control.title(),
                Assessment.MANUAL,
                control.guidance().isEmpty() ? reason : reason + " " + control.guidance());
    }
}
