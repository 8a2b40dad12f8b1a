package dev.atrest.writers;

import dev.atrest.model.Account;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Change;
import dev.atrest.model.Circumstances;
import dev.atrest.model.ControlResult;
import dev.atrest.model.Coverage;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Framework;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.model.StatusCounts;
import dev.atrest.model.TrendPoint;
import dev.atrest.model.WaiverUse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that an assessment has to say. What grows with the number of resources is a stream, which the caller closes; the
 * rest fits in memory.
 */
public interface AssessmentReport {

    AssessmentSummary summary();

    /** Accounts of the scope, by id; those that were not scanned included. */
    List<Account> accounts();

    /** The rules that were applied, by id. */
    List<Rule> rules();

    List<Framework> frameworks();

    /** Findings by rule id and status; a rule without findings has no entry. */
    Map<String, StatusCounts> countsByRule();

    /** Findings by account id and status; an account without findings has no entry. */
    Map<String, StatusCounts> countsByAccount();

    /** Controls in the order of their frameworks' files. */
    List<ControlResult> controlResults();

    /** Coverage by account, region and type. */
    Stream<Coverage> coverage();

    /** All findings by resource ARN and rule id. */
    Stream<Finding> findings();

    /** The findings with this status: worst severity first, then by rule id and resource ARN. */
    Stream<Finding> findings(FindingStatus status);

    /** Every resource by ARN with its results: the auditor's sampling frame. */
    Stream<PopulationRow> population();

    /** Waivers by id, in force or not, each with what came of it. */
    List<WaiverUse> waivers();

    /** Items of the backlog that are open or waived, the most urgent first. */
    Stream<BacklogItem> backlog();

    /** Items of the backlog by state, those of this assessment's scope; a state without items has no entry. */
    Map<BacklogItem.State, Long> backlogCounts();

    /** The finished assessment of the same scope before this one; empty when this is the first. */
    Optional<String> previousAssessment();

    /** What has become other since that one, by resource ARN and rule id; nothing when this is the first. */
    Stream<Change> changes();

    /** How many changes there are of each kind; a kind without changes has no entry. */
    Map<Change.Kind, Long> changeCounts();

    /** This assessment and those of the same scope before it, at most twelve, the oldest first. */
    List<TrendPoint> trend();

    /** How the assessment was made. */
    Circumstances circumstances();

    /**
     * Whether another machine made the assessment, of which this one has the evidence. What was open then and what had changed
     * are no part of that: there is no backlog, no assessment before and no trend, and a report says why.
     */
    default boolean imported() {
        return false;
    }

    /**
     * A resource without its facts.
     *
     * @param statuses the resource's findings, by rule id; rules that do not apply have no entry
     */
    record PopulationRow(
            String arn,
            ResourceType type,
            String accountId,
            String region,
            String name,
            Instant readAt,
            Map<String, FindingStatus> statuses) {}
}
