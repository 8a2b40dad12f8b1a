package dev.atrest.jobs.cli;

import dev.atrest.embeddedaws.estate.EstateException;
import dev.atrest.evaluators.CatalogException;
import dev.atrest.jobs.AssessmentFailed;
import dev.atrest.jobs.AssessmentStopped;
import dev.atrest.jobs.DatabaseInUse;
import dev.atrest.jobs.DatabaseUnavailable;
import dev.atrest.jobs.NightTaken;
import dev.atrest.jobs.PostgresTrouble;
import dev.atrest.jobs.export.ExportRefused;
import dev.atrest.jobs.report.UnknownFramework;
import dev.atrest.jobs.seal.EvidenceRefused;
import dev.atrest.jobs.store.DamagedDatabase;
import dev.atrest.jobs.store.EvidenceLines;
import dev.atrest.jobs.store.NewerDatabase;
import dev.atrest.readers.AccessException;
import dev.atrest.readers.ScopeException;
import dev.atrest.writers.tickets.MappingException;
import dev.atrest.writers.tickets.TicketsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a person in one message what went wrong; the stack trace is the log's. */
final class Failure {

    private static final Logger LOG = LoggerFactory.getLogger(Failure.class);

    private Failure() {}

    static int report(Exception error, PrintWriter out) {
        if (error instanceof AssessmentStopped) {
            LOG.info(error.getMessage());
        } else {
            LOG.error("The command failed", error);
        }
        List<Throwable> causes = causes(error).toList();
        Optional<String> explanation = OutOfSpace.explanation(causes)
                .or(() -> DatabaseFile.explanation(causes))
                .or(() -> causes.stream()
                        .map(PostgresTrouble::explanation)
                        .flatMap(Optional::stream)
                        .findFirst())
                .or(() -> causes.stream()
                        .map(Failure::explanation)
                        .flatMap(Optional::stream)
                        .findFirst());
        out.println("atrest: " + explanation.orElseGet(() -> "unexpected error: " + error));
        if (explanation.isEmpty()) {
            // A defect: whoever reports it needs the trace, from the log if there is one already.
            Optional.ofNullable(System.getProperty("LOG_FILE"))
                    .ifPresentOrElse(log -> out.println("The details are in " + log), () -> error.printStackTrace(out));
        }
        out.flush();
        return causes.stream().anyMatch(ScopeException.class::isInstance) ? ExitCode.USAGE : ExitCode.ERROR;
    }

    /** The error, what it was thrown for and what an ended job left behind, from the outside in. */
    private static Stream<Throwable> causes(Throwable error) {
        Stream<Throwable> inner = Stream.concat(
                Optional.ofNullable(error.getCause()).stream(),
                error instanceof AssessmentFailed ? Stream.of(error.getSuppressed()) : Stream.empty());
        return Stream.concat(Stream.of(error), inner.flatMap(Failure::causes));
    }

    private static Optional<String> explanation(Throwable error) {
        return switch (error) {
            case AssessmentStopped stopped -> Optional.of(stopped.getMessage());
            case NightTaken taken -> Optional.of(taken.getMessage());
            case DatabaseInUse used -> Optional.of(used.getMessage() + "; wait for it, or " + used.another());
            case NewerDatabase newer -> Optional.of(newer.getMessage() + "; upgrade atrest, or " + newer.another());
            case DatabaseUnavailable unavailable -> Optional.of(unavailable.getMessage());
            case AccessException access -> Optional.of(access.getMessage());
            case CatalogException catalog -> Optional.of(catalog.message());
            case EvidenceRefused refused -> Optional.of(refused.getMessage() + "\nNothing was imported.");
            case DamagedDatabase damaged ->
                Optional.of(damaged.getMessage() + "; atrest verify DIR --data DIR says all that was changed");
            case EvidenceLines.MalformedLine line ->
                Optional.of("the archive is refused: " + line.getMessage() + "\nNothing was imported.");
            case EstateException estate -> Optional.of(estate.getMessage());
            case FlywayException database ->
                Optional.of("the database does not fit this version of atrest ("
                        + Objects.requireNonNullElse(database.getMessage(), "")
                                .lines()
                                .limit(2)
                                .collect(Collectors.joining(" "))
                        + "); use another one, as docs/database.md says");
            case UnknownFramework framework -> Optional.of(framework.getMessage());
            case CommandException command -> Optional.of(command.getMessage());
            case MappingException mapping -> Optional.of(mapping.getMessage());
            case TicketsException tickets -> Optional.of(tickets.getMessage());
            case ExportRefused refused -> Optional.of(refused.getMessage());
            case AccessDeniedException denied ->
                Optional.of(denied.getFile() + " cannot be written: permission denied");
            case NoSuchFileException missing ->
                Optional.of(missing.getFile() + " cannot be written: there is no such folder");
            case FileSystemException file ->
                Optional.of(file.getFile() + ": "
                        + Optional.ofNullable(file.getReason()).orElse("not possible"));
            case IOException io when io.getMessage() != null -> Optional.of(io.getMessage());
            default -> Optional.empty();
        };
    }
}
