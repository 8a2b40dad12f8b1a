package dev.atrest.jobs.backlog;

import java.util.Map;

/** Tells what the rules of an assessment said, so that two can be compared. */
@FunctionalInterface
public interface RuleDigests {

    /** The digests of the rules that an assessment applied, by rule id; none where they were not kept. */
    Map<String, String> of(String assessmentId);
}
