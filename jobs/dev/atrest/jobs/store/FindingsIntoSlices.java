package dev.atrest.jobs.store;

import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Severity;
import dev.atrest.model.UnreadFact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Moves the findings of version 2, a row each, into slices. Those of an evaluation that had not ended are left behind: it
 * begins again.
 */
@Component
class FindingsIntoSlices implements JavaMigration {

    private static final int SLICE = 500;

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("4.1");
    }

    @Override
    public String getDescription() {
        return "findings into slices";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) {
        // Flyway's connection is Flyway's to close.
        var source = new SingleConnectionDataSource(context.getConnection(), true);
        var jdbc = JdbcClient.create(source);
        var template = new JdbcTemplate(source);
        var move = new Move(jdbc, new InventoryStore(jdbc, template), new FindingStore(jdbc, template));
        jdbc.sql("select id from assessment where evaluated_at is not null order by id")
                .query(String.class)
                .list()
                .forEach(move::assessment);
    }

    /** As version 2 wrote it; of owners, waivers and impacts it knew nothing. */
    private record FindingOfV2(
            String ruleId,
            FindingStatus status,
            Severity severity,
            String resourceArn,
            ResourceType resourceType,
            String accountId,
            String region,
            String resourceName,
            Optional<DataProtectionClass> dataProtectionClass,
            String message,
            List<Evidence> evidence,
            List<UnreadFact> unread,
            Map<String, List<String>> controls,
            Instant readAt) {

        Finding now() {
            return new Finding(
                    ruleId,
                    status,
                    severity,
                    resourceArn,
                    resourceType,
                    accountId,
                    region,
                    resourceName,
                    dataProtectionClass,
                    message,
                    evidence,
                    unread,
                    controls,
                    readAt);
        }
    }

    private record Move(JdbcClient jdbc, InventoryStore inventory, FindingStore findings) {

        void assessment(String id) {
            var at = findings.checkpoint(id);
            for (var slice = inventory.after(id, at.lastArn(), SLICE);
                    !slice.isEmpty();
                    slice = inventory.after(id, at.lastArn(), SLICE)) {
                var last = slice.getLast().arn();
                Map<String, List<Finding>> byArn = findings(id, at.lastArn(), last);
                List<Judged> judged = slice.stream()
                        .map(row -> new Judged(row.parsed(), byArn.getOrDefault(row.arn(), List.of())))
                        .toList();
                findings.insert(id, List.of(FindingSlice.of(at.nextSlice(), judged)));
                at = new FindingStore.Checkpoint(at.nextSlice() + 1, last);
            }
        }

        private Map<String, List<Finding>> findings(String id, String after, String last) {
            return jdbc
                    .sql(
                            "select body from finding_v2 where assessment_id = ? and resource_arn > ? and resource_arn <= ?"
                                    + " order by resource_arn, rule_id")
                    .params(id, after, last)
                    .query((row, index) ->
                            Json.read(row.getString(1), FindingOfV2.class).now())
                    .list()
                    .stream()
                    .collect(Collectors.groupingBy(Finding::resourceArn));
        }
    }
}
