package dev.atrest.evaluators.policy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a search found.
 *
 * @param verdict whether there is such a request
 * @param why tells the statements that decided: looked for only where an answer shows them
 */
record Found(Verdict verdict, Consumer<Reasons> why) {

    /** Takes the statements that decided, as many as it has use for. */
    interface Reasons {

        /** Whether this statement, by its index, is of use: if not it need not be told. */
        boolean wants(int statement);

        void add(StatementRef statement);
    }

    /** All statements that decided. */
    List<StatementRef> statements() {
        Set<StatementRef> all = new LinkedHashSet<>();
        why.accept(new Reasons() {
            @Override
            public boolean wants(int statement) {
                return true;
            }

            @Override
            public void add(StatementRef statement) {
                all.add(statement);
            }
        });
        return List.copyOf(all);
    }

    /** All of them at once: the least certain counts. */
    static Found all(List<Found> founds) {
        Verdict all = Verdict.TRUE;
        for (Found found : founds) {
            all = all.and(found.verdict());
        }
        Verdict verdict = all;
        return new Found(verdict, reasons -> {
            for (Found found : founds) {
                if (verdict == Verdict.TRUE || found.verdict() != Verdict.TRUE) {
                    found.why().accept(reasons);
                }
            }
        });
    }

    /** Any of them. */
    static Found any(List<Found> founds) {
        Verdict any = Verdict.FALSE;
        for (Found found : founds) {
            any = any.or(found.verdict());
        }
        Verdict verdict = any;
        return new Found(verdict, reasons -> {
            for (Found found : founds) {
                if (found.verdict() == verdict) {
                    found.why().accept(reasons);
                }
            }
        });
    }

    /** What is found for certain is still not known for another reason. */
    Found doubting(String reason) {
        if (verdict != Verdict.TRUE) {
            return this;
        }
        return new Found(
                Verdict.UNKNOWN,
                reasons -> why.accept(new Reasons() {
                    @Override
                    public boolean wants(int statement) {
                        return reasons.wants(statement);
                    }

                    @Override
                    public void add(StatementRef ref) {
                        reasons.add(new StatementRef(ref.index(), ref.name(), ref.reason() + ", " + reason));
                    }
                }));
    }
}
