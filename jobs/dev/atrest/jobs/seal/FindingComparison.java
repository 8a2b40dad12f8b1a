package dev.atrest.jobs.seal;

import dev.atrest.model.Finding;
import dev.atrest.model.Waiver;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares the findings of one inventory by two judgements, each in the order of the inventory, a resource at a time. That order
 * is the database's, which tells which of two resources comes first.
 */
final class FindingComparison {

    private final Findings then;
    private final Findings now;
    private final BiPredicate<String, String> precedes;
    private final Map<String, Waiver> waiversThen;
    private final Map<String, Waiver> waiversNow;

    /**
     * @param precedes whether the first ARN comes before the second in the order of the inventory
     * @param waiversThen by id
     * @param waiversNow by id
     */
    FindingComparison(
            Iterator<Finding> then,
            Iterator<Finding> now,
            BiPredicate<String, String> precedes,
            Map<String, Waiver> waiversThen,
            Map<String, Waiver> waiversNow) {
        this.then = new Findings(then);
        this.now = new Findings(now);
        this.precedes = precedes;
        this.waiversThen = waiversThen;
        this.waiversNow = waiversNow;
    }

    /** Findings with the next one seen. */
    private static final class Findings {

        private final Iterator<Finding> rest;
        private @Nullable Finding next;

        Findings(Iterator<Finding> rest) {
            this.rest = rest;
            advance();
        }

        private void advance() {
            next = rest.hasNext() ? rest.next() : null;
        }

        Optional<String> arn() {
            return Optional.ofNullable(next).map(Finding::resourceArn);
        }

        /** The findings on the next resource, if that is the one, by rule id. */
        TreeMap<String, Finding> take(String arn) {
            var taken = new TreeMap<String, Finding>();
            for (Finding finding = next;
                    finding != null && finding.resourceArn().equals(arn);
                    finding = next) {
                taken.put(finding.ruleId(), finding);
                advance();
            }
            return taken;
        }
    }

    void forEachDifference(Consumer<FindingDifference> differing) {
        while (then.arn().isPresent() || now.arn().isPresent()) {
            String arn = nextArn();
            TreeMap<String, Finding> before = then.take(arn);
            TreeMap<String, Finding> after = now.take(arn);
            var rules = new TreeSet<>(before.keySet());
            rules.addAll(after.keySet());
            for (String rule : rules) {
                Optional<Finding> one = Optional.ofNullable(before.get(rule));
                Optional<Finding> other = Optional.ofNullable(after.get(rule));
                if (one.isEmpty() || other.isEmpty() || !same(one.get(), other.get())) {
                    differing.accept(new FindingDifference(one, other));
                }
            }
        }
    }

    /** The resource that both sides are at, or the one of the side that is behind, on which the other has nothing. */
    private String nextArn() {
        Optional<String> before = then.arn();
        Optional<String> after = now.arn();
        if (before.isEmpty() || after.isEmpty() || before.equals(after)) {
            return before.or(() -> after).orElseThrow();
        }
        return precedes.test(before.get(), after.get()) ? before.get() : after.get();
    }

    /** As findings.jsonl has them, without what differs from run to run. */
    private boolean same(Finding one, Finding other) {
        return Arrays.equals(line(one, waiversThen), line(other, waiversNow));
    }

    private static byte[] line(Finding finding, Map<String, Waiver> waivers) {
        var line = new ByteArrayOutputStream(1024);
        RunDigests.write(finding, waivers, line);
        return line.toByteArray();
    }
}
