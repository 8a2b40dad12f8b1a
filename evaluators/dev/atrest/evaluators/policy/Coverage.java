package dev.atrest.evaluators.policy;

import dev.atrest.evaluators.policy.Statement.Patterns;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/** Finds the statements whose Action, or whose Resource, is about something. Immutable. */
final class Coverage {

    private final List<Statement> statements;
    private final Function<Statement, Patterns> element;
    private final PatternIndex patterns = new PatternIndex();
    private final PatternIndex withVariables = new PatternIndex();
    private final BitSet negated = new BitSet();

    Coverage(List<Statement> statements, Function<Statement, Patterns> element) {
        this.statements = statements;
        this.element = element;
        for (Statement statement : statements) {
            Patterns listed = element.apply(statement);
            negated.set(statement.index(), listed.isNegated());
            for (Glob glob : listed.globs()) {
                glob.onlyText()
                        .ifPresentOrElse(
                                text -> patterns.addText(statement.index(), text), () -> add(statement.index(), glob));
            }
        }
    }

    private void add(int statement, Glob glob) {
        if (glob.hasVariables()) {
            withVariables.addPattern(statement, glob.withVariablesAsWildcards(), false);
        } else {
            patterns.addPattern(statement, glob, false);
        }
    }

    /**
     * The statements about something.
     *
     * @param certain without a doubt
     * @param possible or where a policy variable decides
     */
    record Row(BitSet certain, BitSet possible) {

        /** Those about both. */
        Row and(Row other) {
            return new Row(intersection(certain, other.certain), intersection(possible, other.possible));
        }

        /** Of these statements only. */
        Row within(BitSet statements) {
            return new Row(intersection(certain, statements), intersection(possible, statements));
        }

        private static BitSet intersection(BitSet one, BitSet other) {
            var both = (BitSet) one.clone();
            both.and(other);
            return both;
        }
    }

    Row of(String text, Work work) {
        var certain = new BitSet();
        var possible = new BitSet();
        var requested = new Requested(text);
        patterns.find(requested, work, certain::set);
        withVariables.find(requested, work, possible::set);
        possible.or(certain);
        return row(certain, possible, work);
    }

    /** The statements about each of many sorted texts: quicker than to look for one after the other. */
    Row[] ofAll(String[] sorted, Work work) {
        var certain = new BitSet[sorted.length];
        var possible = new BitSet[sorted.length];
        Arrays.setAll(certain, any -> new BitSet());
        Arrays.setAll(possible, any -> new BitSet());
        for (Statement statement : statements) {
            for (Glob glob : element.apply(statement).globs()) {
                boolean doubtful = glob.hasVariables();
                (doubtful ? glob.withVariablesAsWildcards() : glob).findIn(sorted, work, i -> {
                    if (!doubtful) {
                        certain[i].set(statement.index());
                    }
                    possible[i].set(statement.index());
                });
            }
        }
        var rows = new Row[sorted.length];
        Arrays.setAll(rows, i -> row(certain[i], possible[i], work));
        return rows;
    }

    private Row row(BitSet certain, BitSet possible, Work work) {
        work.spend(2 + negated.size() / 64);
        if (negated.isEmpty()) {
            return new Row(certain, possible);
        }
        // Not listed for certain is what is not even possible, and the other way around.
        var certainly = (BitSet) certain.clone();
        certainly.andNot(negated);
        var unlisted = (BitSet) negated.clone();
        unlisted.andNot(possible);
        certainly.or(unlisted);
        var possibly = (BitSet) possible.clone();
        possibly.andNot(negated);
        var perhapsUnlisted = (BitSet) negated.clone();
        perhapsUnlisted.andNot(certain);
        possibly.or(perhapsUnlisted);
        return new Row(certainly, possibly);
    }
}
