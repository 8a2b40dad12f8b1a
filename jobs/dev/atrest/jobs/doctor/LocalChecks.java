package dev.atrest.jobs.doctor;

import dev.atrest.evaluators.CatalogException;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.DatabaseInUse;
import dev.atrest.jobs.DatabaseUnavailable;
import dev.atrest.jobs.Home;
import dev.atrest.readers.Check;
import dev.atrest.writers.ReportFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/** What an assessment needs of this machine: a folder for its data, a database that fits, rules without mistakes. */
public final class LocalChecks {

    private static final long GIBIBYTE = 1L << 30;
    private static final int H2_DATABASE_IN_USE = 90020;

    private final Home home;
    private final Path data;
    private final Supplier<RuleCatalog> rules;

    /** @param rules loads those in force; throws {@link CatalogException} when they have mistakes */
    public LocalChecks(Home home, Path data, Supplier<RuleCatalog> rules) {
        this.home = home;
        this.data = data.toAbsolutePath().normalize();
        this.rules = rules;
    }

    /** Makes the data folder and an empty database where there is none, as an assessment would. */
    public List<Check> all() {
        return Stream.concat(Stream.of(rules()), data().stream()).toList();
    }

    private Check rules() {
        try {
            return Check.ok("rules", rules.get().rules().size() + " rules");
        } catch (CatalogException e) {
            return Check.gap("rules", e.message(), "correct the file; ./atrest rules test FOLDER says when it is well");
        }
    }

    private List<Check> data() {
        try {
            AtrestContext.makeDataFolder(data);
            ReportFiles.requireWritable(data);
            return List.of(space(), database());
        } catch (IOException e) {
            return List.of(Check.gap(
                    "data folder",
                    data + " cannot be written: " + e.getMessage(),
                    "name another folder with --data, or give yours the permission"));
        }
    }

    private Check space() throws IOException {
        long free = Files.getFileStore(data).getUsableSpace();
        String detail = String.format(Locale.ROOT, "%s, %.1f GiB free", data, (double) free / GIBIBYTE);
        return free < GIBIBYTE
                ? Check.gap("data folder", detail, "make room: a big organisation's inventory takes gigabytes")
                : Check.ok("data folder", detail);
    }

    /** Looks at the database as an assessment would open it, but does not bring its tables up to date. */
    private Check database() throws IOException {
        var seen = new AtomicReference<Check>();
        FlywayMigrationStrategy look = flyway -> seen.set(fits(flyway));
        try (var context = AtrestContext.start(
                home,
                data,
                beans -> beans.registerBean(
                        "onlyLooking", FlywayMigrationStrategy.class, () -> look, bean -> bean.setPrimary(true)))) {
            return seen.get();
        } catch (DatabaseInUse e) {
            return Check.gap("database", String.valueOf(e.getMessage()), "wait for it or end it, or " + e.another());
        } catch (DatabaseUnavailable e) {
            return Check.gap("database", String.valueOf(e.getMessage()), "docs/database.md says how to configure it");
        } catch (RuntimeException e) {
            return Check.gap("database", why(e), "docs/database.md says what atrest needs of it");
        }
    }

    private static Check fits(Flyway flyway) {
        var validation = Flyway.configure()
                .configuration(flyway.getConfiguration())
                .ignoreMigrationPatterns("*:pending")
                .load()
                .validateWithResult();
        if (!validation.validationSuccessful) {
            return Check.gap(
                    "database",
                    "it does not fit this version of atrest: " + firstLine(validation.getAllErrorMessages()),
                    "use the version of atrest that wrote it, or another database, as docs/database.md says");
        }
        MigrationInfo current = flyway.info().current();
        int pending = flyway.info().pending().length;
        String version = current == null ? "new" : "version " + current.getVersion();
        return Check.ok(
                "database",
                pending == 0 ? version : version + "; the next command brings it up to date in " + pending + " steps");
    }

    private static String why(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.sql.SQLException sql) {
                return sql.getErrorCode() == H2_DATABASE_IN_USE
                        ? "in use by a program that is not atrest"
                        : firstLine(String.valueOf(sql.getMessage()));
            }
        }
        return firstLine(String.valueOf(error.getMessage()));
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
