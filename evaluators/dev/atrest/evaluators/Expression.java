package dev.atrest.evaluators;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * A compiled CEL expression.
 *
 * @param program safe for use by many threads
 * @param mentioned paths of the facts that the expression names, the longest ones; the empty path stands for all
 * @param asksPolicy it asks the policy
 * @param written the expression as it stands in its file
 */
record Expression(
        CelRuntime.Program program,
        Set<String> mentioned,
        boolean asksPolicy,
        boolean asksOrganization,
        Written written) {

    /** @param place finds a character of the expression in the file */
    record Written(CelAbstractSyntaxTree tree, YamlFile file, IntFunction<YamlFile.Position> place) {}

    /** What the expression gives: a plain value, or a {@link dev.cel.runtime.CelUnknownSet} where unread facts leave it open. */
    Object evaluate(ResourceFacts facts) throws CelEvaluationException {
        return facts.knowsAll(mentioned) ? program.eval(facts.variables()) : program.eval(facts.partial());
    }

    /** Every node of an expression by its id. */
    static Map<Long, CelExpr> nodes(CelAbstractSyntaxTree tree) {
        var nodes = new HashMap<Long, CelExpr>();
        CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .map(CelNavigableExpr::expr)
                .forEach(node -> nodes.put(node.id(), node));
        return nodes;
    }

    /** The names that are selected one from the other, e.g. {@code resource.encryption.key}; empty for anything else. */
    static ArrayDeque<String> path(CelExpr node) {
        var path = new ArrayDeque<String>();
        var at = node;
        while (at.getKind() == Kind.SELECT) {
            path.addFirst(at.select().field());
            at = at.select().operand();
        }
        if (at.getKind() != Kind.IDENT) {
            return new ArrayDeque<>();
        }
        path.addFirst(at.ident().name());
        return path;
    }

    /** Whether the expression uses a variable. */
    static boolean names(CelAbstractSyntaxTree tree, String variable) {
        return nodes(tree).values().stream()
                .anyMatch(node ->
                        node.getKind() == Kind.IDENT && node.ident().name().equals(variable));
    }

    static Set<String> mentioned(CelAbstractSyntaxTree tree) {
        var nodes = nodes(tree).values();
        var inner = new HashSet<Long>();
        for (var node : nodes) {
            if (node.getKind() == Kind.SELECT) {
                inner.add(node.select().operand().id());
            }
        }
        var mentioned = new HashSet<String>();
        for (var node : nodes) {
            var path = inner.contains(node.id()) ? new ArrayDeque<String>() : path(node);
            if (Expressions.RESOURCE.equals(path.pollFirst())) {
                mentioned.add(String.join(".", path));
            }
        }
        return Set.copyOf(mentioned);
    }
}
