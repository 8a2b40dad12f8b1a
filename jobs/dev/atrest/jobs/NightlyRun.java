package dev.atrest.jobs;

import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The assessment of a night. Its id is made of the date, so a night has one and no more, however often it is started. */
@Component
public class NightlyRun {

    private static final Logger LOG = LoggerFactory.getLogger(NightlyRun.class);
    private static final String SUFFIX = "-nightly";

    private final AssessmentRun run;
    private final RunHistory history;
    private final AssessmentStore assessments;

    NightlyRun(AssessmentRun run, RunHistory history, AssessmentStore assessments) {
        this.run = run;
        this.history = history;
        this.assessments = assessments;
    }

    /** How far a night's assessment has come. */
    public enum State {
        /** Nothing is there to go on with. */
        OPEN,
        /** It was begun the way it is asked for, and can go on. */
        INTERRUPTED,
        /** It was begun with other options or rules, or too long ago, and starts anew. */
        OUTDATED,
        COMPLETE
    }

    /** Id of the assessment of a night, e.g. {@code 20260131-nightly}. */
    public static String id(LocalDate date) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(date) + SUFFIX;
    }

    private static Optional<LocalDate> date(Assessment assessment) {
        String id = assessment.id();
        if (!id.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    LocalDate.parse(id.substring(0, id.length() - SUFFIX.length()), DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** How far the assessment of this night has come. */
    public State state(LocalDate date) {
        return assessments
                .find(id(date))
                .map(assessment -> {
                    if (assessment.finishedAt().isPresent()) {
                        return State.COMPLETE;
                    }
                    return run.resumable(assessment) ? State.INTERRUPTED : State.OUTDATED;
                })
                .orElse(State.OPEN);
    }

    /**
     * Brings the assessment of this night to its end, whatever its state.
     *
     * @throws AssessmentFailed when it could not be brought to its end; it can be resumed
     * @throws AssessmentStopped when somebody wished it to stop; it can be resumed
     */
    public AssessmentRun.Outcome complete(LocalDate date) {
        String id = id(date);
        State state = state(date);
        LOG.info("Nightly run of {} is {}", date, state);
        if (state == State.COMPLETE) {
            return run.outcome(id);
        }
        if (state == State.OUTDATED) {
            history.delete(id);
        }
        return run.run(id);
    }

    /**
     * Deletes the nightly runs that are older than these many days or runs, but not that of the given night. What was assessed
     * on demand stays.
     *
     * @return ids of what was deleted
     */
    public List<String> keepOnly(Keep keep, LocalDate tonight) {
        List<Assessment> nights = assessments.list().stream()
                .filter(assessment ->
                        date(assessment).filter(date -> date.isBefore(tonight)).isPresent())
                .sorted(Comparator.comparing(Assessment::id).reversed())
                .toList();
        List<String> old = switch (keep) {
            case Keep.Days(int days) ->
                nights.stream()
                        .filter(night -> date(night).orElseThrow().isBefore(tonight.minusDays(days - 1L)))
                        .map(Assessment::id)
                        .toList();
            case Keep.Runs(int runs) ->
                nights.stream().skip(runs - 1L).map(Assessment::id).toList();
        };
        for (String id : old) {
            history.delete(id);
            LOG.info("Nightly run {} is deleted, as it is older than {}", id, keep);
        }
        return old;
    }
}
