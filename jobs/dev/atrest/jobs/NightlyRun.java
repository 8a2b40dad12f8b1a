package dev.atrest.jobs;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.DatabaseKind;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The assessment of a night. Its id is made of the date, so a night has one and no more, however often it is started. */
@Component
public class NightlyRun {

    private static final Logger LOG = LoggerFactory.getLogger(NightlyRun.class);
    private static final String SUFFIX = "-nightly";
    private static final Pattern NIGHT = Pattern.compile("(\\d{8})" + SUFFIX + "(?:-\\d+)?");

    private final AssessmentRun run;
    private final RunHistory history;
    private final AssessmentStore assessments;
    private final AssessmentRequest request;
    private final RuleCatalog catalog;
    private final DatabaseKind database;

    NightlyRun(
            AssessmentRun run,
            RunHistory history,
            AssessmentStore assessments,
            AssessmentRequest request,
            RuleCatalog catalog,
            DatabaseKind database) {
        this.run = run;
        this.history = history;
        this.assessments = assessments;
        this.request = request;
        this.catalog = catalog;
        this.database = database;
    }

    /** How far a night's assessment has come. */
    public enum State {
        /** Nothing is there to go on with. */
        OPEN,
        /** It was begun the way it is asked for, and can go on. */
        INTERRUPTED,
        /** It was begun with other options or rules, or too long ago, and starts anew. */
        OUTDATED,
        /** It is complete, the way it is asked for. */
        COMPLETE,
        /** It is complete, but with other options or rules than are asked for. */
        TAKEN
    }

    /** Id of the assessment of a night, e.g. {@code 20260131-nightly}. */
    public static String id(LocalDate date) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(date) + SUFFIX;
    }

    /** The same with a number behind it where that of another machine was imported, whose ids are made the same way. */
    private String ownId(LocalDate date) {
        String id = id(date);
        for (int next = 2; assessments.find(id).filter(Assessment::imported).isPresent(); next++) {
            id = id(date) + "-" + next;
        }
        return id;
    }

    private static Optional<LocalDate> date(Assessment assessment) {
        Matcher night = NIGHT.matcher(assessment.id());
        if (assessment.imported() || !night.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(night.group(1), DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** How far the assessment of this night has come. */
    public State state(LocalDate date) {
        return assessments
                .find(ownId(date))
                .map(assessment -> {
                    if (assessment.finishedAt().isPresent()) {
                        return run.askedFor(assessment) ? State.COMPLETE : State.TAKEN;
                    }
                    return run.resumable(assessment) ? State.INTERRUPTED : State.OUTDATED;
                })
                .orElse(State.OPEN);
    }

    /**
     * Brings the assessment of this night to its end, unless it is complete for another request.
     *
     * @throws NightTaken when it is; nothing was done then
     * @throws AssessmentFailed when it could not be brought to its end; it can be resumed
     * @throws AssessmentStopped when somebody wished it to stop; it can be resumed
     */
    public AssessmentRun.Outcome complete(LocalDate date) {
        String id = ownId(date);
        State state = state(date);
        LOG.info("Nightly run of {} is {}", date, state);
        if (state == State.TAKEN) {
            throw new NightTaken(
                    date, assessments.find(id).orElseThrow(), request.scopeInWords(), catalog.digest(), database);
        }
        if (state == State.COMPLETE) {
            return run.outcome(id);
        }
        if (state == State.OUTDATED) {
            history.delete(id);
        }
        return run.run(id);
    }

    /**
     * Deletes the nightly runs that are older than these many days or runs, but not that of the given night, however old it
     * is. What was assessed on demand stays.
     *
     * @param today the last of the days
     * @return ids of what was deleted
     */
    public List<String> keepOnly(Keep keep, LocalDate tonight, LocalDate today) {
        List<Assessment> nights = assessments.list().stream()
                .filter(assessment -> date(assessment).isPresent())
                .sorted(Comparator.comparing(Assessment::id).reversed())
                .toList();
        Stream<Assessment> old = switch (keep) {
            case Keep.Days(int days) ->
                nights.stream().filter(night -> date(night).orElseThrow().isBefore(today.minusDays(days - 1L)));
            case Keep.Runs(int runs) -> nights.stream().skip(runs);
        };
        String spared = ownId(tonight);
        List<String> ids =
                old.map(Assessment::id).filter(id -> !id.equals(spared)).toList();
        for (String id : ids) {
            history.delete(id);
            LOG.info("Nightly run {} is deleted, as it is older than {}", id, keep);
        }
        return ids;
    }
}
