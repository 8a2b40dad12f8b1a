package dev.atrest.endtoend;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Numbers as one place of a report tells them; what there is none of is not in it. */
final class Tally {

    /** What is counted, and by what. */
    enum Topic {
        /** Findings by status. */
        STATUSES,
        /** Findings by status and severity. */
        FINDINGS,
        /** Failures by severity. */
        FAILURES,
        /** Failures by account and severity. */
        ACCOUNT_FAILURES,
        /** Findings by account and status. */
        ACCOUNTS,
        /** Findings by rule and status. */
        RULES,
        /** Findings that did not pass, by rule and status. */
        RULES_NOT_PASSED,
        /** Findings that did not pass, by status, severity, account and rule. */
        LISTED,
        /** What of each control's population was tested, and with which result. */
        CONTROLS,
        /** Controls by framework and result. */
        CONTROL_RESULTS,
        /** Resources by type. */
        TYPES,
        /** Resources by account, as its listings counted them. */
        ACCOUNT_RESOURCES,
        /** Parts of the scope by what was read of them. */
        COVERAGE,
        /** Parts of the scope that something is missing from, by account. */
        ACCOUNT_GAPS,
        /** Parts of the scope that were read completely, by account. */
        ACCOUNT_COMPLETE,
        /** Facts that could not be read, by account. */
        UNREAD,
        /** Items of the backlog by state. */
        BACKLOG,
        /** Items of the backlog that are open or waived, by state. */
        BACKLOG_LISTED,
        /** Items that someone has to act on. */
        OPEN,
        /** Changes by kind. */
        CHANGES,
        /** Failures that a waiver covers, or would, by its id. */
        WAIVERS,
        /** Waived findings by waiver. */
        WAIVED_BY,
        /** Assessments so far, the first one first, by what was found. */
        TREND,
        /** The figures that a summary begins with. */
        FIGURES,
        /** Rows of the lists. */
        CONTENTS
    }

    private final Map<Topic, Map<String, Long>> numbers = new EnumMap<>(Topic.class);

    /** Counts one more. */
    void one(Topic topic, String... what) {
        add(topic, 1, what);
    }

    void add(Topic topic, long number, String... what) {
        Map<String, Long> counts = numbers.computeIfAbsent(topic, _ -> new TreeMap<>());
        if (number != 0) {
            counts.merge(String.join(" ", what), number, Long::sum);
        }
    }

    void addAll(Topic topic, Map<String, Long> counts) {
        counts.forEach((what, number) -> add(topic, number, what));
    }

    Map<String, Long> of(Topic topic) {
        return numbers.getOrDefault(topic, Map.of());
    }

    Set<Topic> topics() {
        return numbers.isEmpty() ? Set.of() : EnumSet.copyOf(numbers.keySet());
    }
}
