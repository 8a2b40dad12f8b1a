package dev.atrest.evaluators;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelUnparserFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** An expression as the author wrote it: macros are one part, and chains of {@code &&} or {@code ||} one level. */
final class ExpressionTree {

    private static final String AND = "_&&_";
    private static final String OR = "_||_";
    private static final String NOT = "!_";
    private static final String CHOICE = "_?_:_";

    private final Expression.Written written;
    private final CelAbstractSyntaxTree tree;
    private final Map<Long, CelExpr> nodes;

    ExpressionTree(Expression.Written written) {
        this.written = written;
        this.tree = written.tree();
        this.nodes = Expression.nodes(tree);
    }

    CelExpr root() {
        return tree.getExpr();
    }

    String text(CelExpr node) {
        return CelUnparserFactory.newUnparser().unparse(CelAbstractSyntaxTree.newParsedAst(node, tree.getSource()));
    }

    YamlFile file() {
        return written.file();
    }

    /** Where the part begins in its file. */
    YamlFile.Position position(CelExpr node) {
        var positions = tree.getSource().getPositionsMap();
        int offset = CelNavigableExpr.fromExpr(node)
                .allNodes()
                .mapToInt(part -> positions.getOrDefault(part.id(), Integer.MAX_VALUE))
                .min()
                .orElse(0);
        return written.place().apply(offset == Integer.MAX_VALUE ? 0 : offset);
    }

    /** The parts of a part, without constants; the names of a path are one part. */
    List<CelExpr> parts(CelExpr node) {
        return children(node).filter(child -> !constant(child)).toList();
    }

    private Stream<CelExpr> children(CelExpr node) {
        var macro = tree.getSource().getMacroCalls().get(node.id());
        if (macro != null) {
            var given = Stream.concat(macro.call().target().stream(), macro.call().args().stream())
                    .map(part -> nodes.get(part.id()))
                    .filter(Objects::nonNull)
                    .toList();
            if (!given.isEmpty()) {
                return given.stream();
            }
        }
        return switch (node.getKind()) {
            case CALL -> operands(node);
            case LIST -> node.list().elements().stream();
            case MAP -> node.map().entries().stream().map(CelExpr.CelMap.Entry::value);
            case SELECT ->
                Expression.path(node).isEmpty() ? Stream.of(node.select().operand()) : Stream.empty();
            default -> Stream.empty();
        };
    }

    private Stream<CelExpr> operands(CelExpr node) {
        String function = node.call().function();
        var given = Stream.concat(node.call().target().stream(), node.call().args().stream());
        return function.equals(AND) || function.equals(OR)
                ? given.flatMap(operand -> calls(operand, function) ? operands(operand) : Stream.of(operand))
                : given;
    }

    private static boolean calls(CelExpr node, String function) {
        return node.getKind() == Kind.CALL && node.call().function().equals(function);
    }

    private static boolean constant(CelExpr node) {
        return switch (node.getKind()) {
            case CONSTANT -> true;
            case LIST -> node.list().elements().stream().allMatch(ExpressionTree::constant);
            case CALL ->
                node.call().target().isEmpty()
                        && !node.call().args().isEmpty()
                        && node.call().args().stream().allMatch(ExpressionTree::constant);
            default -> false;
        };
    }

    /**
     * The whole and the operands of {@code &&}, {@code ||}, {@code !} and {@code ?:} that are true or false. A negation is
     * left out: its operand says the same.
     */
    List<CelExpr> branches() {
        var branches = new ArrayList<CelExpr>();
        if (decides(root())) {
            branches.add(root());
        }
        addBranches(root(), branches);
        return branches;
    }

    private void addBranches(CelExpr node, List<CelExpr> branches) {
        boolean logical = Stream.of(AND, OR, NOT, CHOICE).anyMatch(function -> calls(node, function));
        for (var part : parts(node)) {
            if (logical && decides(part)) {
                branches.add(part);
            }
            addBranches(part, branches);
        }
    }

    private boolean decides(CelExpr node) {
        return !calls(node, NOT)
                && tree.getType(node.id()).filter(SimpleType.BOOL::equals).isPresent();
    }
}
