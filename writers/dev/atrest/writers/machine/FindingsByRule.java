package dev.atrest.writers.machine;

import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.writers.AssessmentReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Findings a rule at a time, the worst severity first, with none kept in memory: the streams of the statuses are all in the
 * order of severity, rule and ARN, and are merged here.
 */
final class FindingsByRule implements AutoCloseable {

    private static final Comparator<Finding> RULE_ORDER =
            Comparator.comparing(Finding::severity).thenComparing(Finding::ruleId);

    private final Map<FindingStatus, Ahead> streams = new EnumMap<>(FindingStatus.class);
    private final List<Stream<Finding>> opened = new ArrayList<>();

    FindingsByRule(AssessmentReport report, FindingStatus... statuses) {
        for (FindingStatus status : statuses) {
            Stream<Finding> findings = report.findings(status);
            opened.add(findings);
            streams.put(status, new Ahead(findings.iterator()));
        }
    }

    /** The rule to come, by one of its findings; empty at the end. */
    Optional<Finding> next() {
        return streams.values().stream()
                .flatMap(stream -> Stream.ofNullable(stream.head))
                .min(RULE_ORDER);
    }

    /** The next finding of the same rule with this status; empty after the last one. */
    Optional<Finding> take(Finding ofRule, FindingStatus status) {
        Ahead stream = streams.get(status);
        return stream.head != null && RULE_ORDER.compare(stream.head, ofRule) == 0
                ? Optional.of(stream.take())
                : Optional.empty();
    }

    @Override
    public void close() {
        opened.forEach(Stream::close);
    }

    /** A stream whose next finding is known. */
    private static final class Ahead {

        private final Iterator<Finding> rest;
        private @Nullable Finding head;

        Ahead(Iterator<Finding> rest) {
            this.rest = rest;
            advance();
        }

        Finding take() {
            Finding taken = Objects.requireNonNull(head);
            advance();
            return taken;
        }

        private void advance() {
            head = rest.hasNext() ? rest.next() : null;
        }
    }
}
