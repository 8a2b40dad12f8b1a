package dev.atrest.evaluators;

import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what the examples of a rule leave untried. */
final class BranchCoverage {

    private final ExampleRun examples;

    BranchCoverage(ExampleRun examples) {
        this.examples = examples;
    }

    List<UntestedBranch> of(CompiledRule rule) {
        var when = new Trace();
        var require = new Trace();
        for (var example : rule.examples()) {
            var facts = examples.facts(rule, example);
            if (rule.when().isEmpty() || applies(rule.when().get(), facts, when)) {
                require.add(rule.require(), facts);
            }
        }
        var untested = new ArrayList<UntestedBranch>();
        rule.when().ifPresent(expression -> untested.addAll(untested(rule, expression, when)));
        untested.addAll(untested(rule, rule.require(), require));
        return untested;
    }

    /** What is required is looked at only where the rule applies. */
    private static boolean applies(Expression when, ResourceFacts facts, Trace all) {
        var one = new Trace();
        one.add(when, facts);
        all.add(when, facts);
        return one.was(when.written().tree().getExpr(), true);
    }

    private static List<UntestedBranch> untested(CompiledRule rule, Expression expression, Trace trace) {
        var tree = new ExpressionTree(expression.written());
        return tree.branches().stream()
                .flatMap(
                        branch -> missing(branch, trace).map(missing -> untested(rule, tree, branch, missing)).stream())
                .toList();
    }

    private static UntestedBranch untested(
            CompiledRule rule, ExpressionTree tree, CelExpr branch, UntestedBranch.Missing missing) {
        var position = tree.position(branch);
        return new UntestedBranch(
                rule.rule().id(), tree.file().name(), position.line(), position.column(), tree.text(branch), missing);
    }

    private static Optional<UntestedBranch.Missing> missing(CelExpr branch, Trace trace) {
        boolean wasTrue = trace.was(branch, true);
        boolean wasFalse = trace.was(branch, false);
        if (wasTrue && wasFalse) {
            return Optional.empty();
        } else if (wasTrue || wasFalse) {
            return Optional.of(wasTrue ? UntestedBranch.Missing.FALSE : UntestedBranch.Missing.TRUE);
        }
        return Optional.of(UntestedBranch.Missing.BOTH);
    }
}
