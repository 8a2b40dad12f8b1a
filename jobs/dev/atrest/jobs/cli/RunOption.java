package dev.atrest.jobs.cli;

import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which of the stored assessments. */
final class RunOption {

    @Option(names = "--run", paramLabel = "ID", description = "The assessment. Default: the latest that is finished.")
    private @Nullable String run;

    /** @param data folder of the database, for messages */
    Assessment find(AssessmentStore assessments, Path data) {
        if (run == null) {
            return assessments.list().stream()
                    .filter(assessment -> assessment.finishedAt().isPresent())
                    .findFirst()
                    .orElseThrow(() -> new CommandException("no assessment in " + data
                            + " is finished yet; start one with atrest assess, or name its folder with --data"));
        }
        Assessment found = assessments
                .find(run)
                .orElseThrow(
                        () -> new CommandException("no assessment '" + run + "' in " + data + "; see atrest runs"));
        if (found.evaluatedAt().isEmpty()) {
            throw new CommandException(
                    "assessment " + run + " was interrupted before it was evaluated; go on with it first");
        }
        return found;
    }
}
