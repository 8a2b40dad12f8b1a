package dev.atrest.evaluators.policy;

import dev.atrest.evaluators.policy.Coverage.Row;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The requests that a question is about, each of an action and what it is done to. Immutable. */
final class Targets {

    /** For so few statements it is quicker to part the names by one statement after the other. */
    private static final int FEW = 8;

    private final String resource;
    private final Row onResource;
    private final Alternatives resourceActions;
    private final Alternatives contentActions;
    private final Alternatives objects;
    private final BitSet about;

    /**
     * @param resource ARN of the key or bucket
     * @param onResource the statements about that
     * @param objects none when there is nothing to do to an object
     */
    Targets(
            String resource,
            Row onResource,
            Map<Row, String> resourceActions,
            Map<Row, String> contentActions,
            Map<Row, String> objects) {
        this.resource = resource;
        this.onResource = onResource;
        this.resourceActions = new Alternatives(resourceActions);
        this.contentActions = new Alternatives(contentActions);
        this.objects = new Alternatives(objects);
        this.about = union(resourceActions);
        about.and(onResource.possible());
        BitSet ofObjects = union(contentActions);
        ofObjects.and(union(objects));
        about.or(ofObjects);
    }

    private static BitSet union(Map<Row, String> alternatives) {
        var union = new BitSet();
        alternatives.keySet().forEach(row -> union.or(row.possible()));
        return union;
    }

    /** The statements that are or may be about some of the requests. */
    BitSet about() {
        return about;
    }

    /** One of all requests that these statements do not tell apart. */
    List<Target> toldApartBy(BitSet statements, Work work) {
        Map<Row, Target> targets = new LinkedHashMap<>();
        for (int action : resourceActions.toldApartBy(statements, work)) {
            add(resourceActions, action, resource, onResource, statements, targets, work);
        }
        var result = new ArrayList<>(targets.values());
        targets.clear();
        List<Integer> actions = contentActions.toldApartBy(statements, work);
        for (int object : objects.toldApartBy(statements, work)) {
            for (int action : actions) {
                add(
                        contentActions,
                        action,
                        objects.names.get(object),
                        objects.rows.get(object),
                        statements,
                        targets,
                        work);
            }
        }
        result.addAll(targets.values());
        return result;
    }

    private static void add(
            Alternatives actions,
            int action,
            String resource,
            Row onResource,
            BitSet statements,
            Map<Row, Target> targets,
            Work work) {
        work.spend(8 + statements.length() / 16);
        Row both = actions.rows.get(action).and(onResource).within(statements);
        if (!targets.containsKey(both)) {
            targets.put(both, new Target(actions.names.get(action), resource, both.certain(), both.possible()));
        }
    }

    /** Actions, or objects, with the statements about each. */
    private static final class Alternatives {

        private final List<String> names;
        private final List<Row> rows;
        /** By statement, the positions of the names that it is about, and of those that it may be about. */
        private final List<BitSet> columns = new ArrayList<>();

        Alternatives(Map<Row, String> alternatives) {
            this.names = List.copyOf(alternatives.values());
            this.rows = List.copyOf(alternatives.keySet());
            for (int i = 0; i < rows.size(); i++) {
                BitSet certain = rows.get(i).certain();
                for (int s = certain.nextSetBit(0); s >= 0; s = certain.nextSetBit(s + 1)) {
                    column(2 * s).set(i);
                }
                BitSet possible = rows.get(i).possible();
                for (int s = possible.nextSetBit(0); s >= 0; s = possible.nextSetBit(s + 1)) {
                    column(2 * s + 1).set(i);
                }
            }
        }

        private BitSet column(int index) {
            while (columns.size() <= index) {
                columns.add(new BitSet());
            }
            return columns.get(index);
        }

        /** Positions of one name of each kind that the statements tell apart. */
        List<Integer> toldApartBy(BitSet statements, Work work) {
            if (rows.size() < 2) {
                return rows.isEmpty() ? List.of() : List.of(0);
            }
            return statements.cardinality() <= FEW ? byColumns(statements, work) : byRows(statements, work);
        }

        private List<Integer> byRows(BitSet statements, Work work) {
            work.spend(rows.size() * (8 + statements.length() / 16));
            Map<Row, Integer> first = new LinkedHashMap<>();
            for (int i = 0; i < rows.size(); i++) {
                first.putIfAbsent(rows.get(i).within(statements), i);
            }
            return List.copyOf(first.values());
        }

        private List<Integer> byColumns(BitSet statements, Work work) {
            var all = new BitSet();
            all.set(0, rows.size());
            List<BitSet> parts = List.of(all);
            for (int statement = statements.nextSetBit(0); statement >= 0; ) {
                parts = parted(parted(parts, 2 * statement, work), 2 * statement + 1, work);
                statement = statements.nextSetBit(statement + 1);
            }
            return parts.stream().map(part -> part.nextSetBit(0)).sorted().toList();
        }

        private List<BitSet> parted(List<BitSet> parts, int column, Work work) {
            if (column >= columns.size()) {
                return parts;
            }
            BitSet covered = columns.get(column);
            var result = new ArrayList<BitSet>(parts.size() + 1);
            for (BitSet part : parts) {
                work.spend(4 + rows.size() / 32);
                var within = (BitSet) part.clone();
                within.and(covered);
                var without = (BitSet) part.clone();
                without.andNot(covered);
                if (!within.isEmpty()) {
                    result.add(within);
                }
                if (!without.isEmpty()) {
                    result.add(without);
                }
            }
            return result;
        }
    }
}
