package dev.atrest.jobs.store;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/** Brings the tables up to date. Left to itself, Flyway lets an old program work on a newer database. */
@Component
class Migrations implements FlywayMigrationStrategy {

    private final ObjectProvider<KeptDatabase> kept;

    Migrations(ObjectProvider<KeptDatabase> kept) {
        this.kept = kept;
    }

    @Override
    public void migrate(Flyway flyway) {
        var migrations = flyway.info();
        latest(migrations, Migrations::fromTheFuture).ifPresent(found -> {
            throw new NewerDatabase(
                    found.getVersion(),
                    latest(migrations, info -> !fromTheFuture(info))
                            .map(MigrationVersion::getVersion)
                            .orElse("none"),
                    kind(flyway));
        });
        if (migrations.pending().length == 0) {
            flyway.migrate();
            return;
        }
        var source = flyway.getConfiguration().getDataSource();
        kept.ifAvailable(database -> database.keep(source));
        flyway.migrate();
        kept.ifAvailable(database -> database.forget(source));
    }

    private static DatabaseKind kind(Flyway flyway) {
        try (var connection = flyway.getConfiguration().getDataSource().getConnection()) {
            return DatabaseKind.of(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean fromTheFuture(MigrationInfo info) {
        return info.getState() == MigrationState.FUTURE_SUCCESS || info.getState() == MigrationState.FUTURE_FAILED;
    }

    private static Optional<MigrationVersion> latest(MigrationInfoService migrations, Predicate<MigrationInfo> which) {
        return Arrays.stream(migrations.all())
                .filter(which)
                .map(MigrationInfo::getVersion)
                .filter(version -> version != null)
                .max(Comparator.naturalOrder());
    }
}
