package dev.atrest.jobs.store;

import dev.atrest.model.FactSheet;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * A row of the inventory whose facts are still text: reading a row is the work of one thread, parsing it of many.
 *
 * @param facts as JSON
 */
public record StoredResource(
        String arn, ResourceType type, String accountId, String region, String name, Instant readAt, String facts) {

    static StoredResource of(ResultSet row) throws SQLException {
        return new StoredResource(
                row.getString("arn"),
                ResourceType.valueOf(row.getString("resource_type")),
                row.getString("account_id"),
                row.getString("region"),
                row.getString("name"),
                row.getObject("read_at", OffsetDateTime.class).toInstant(),
                row.getString("facts"));
    }

    /** Parses the facts. */
    public Resource parsed() {
        return new Resource(arn, type, accountId, region, name, readAt, Json.read(facts, FactSheet.class));
    }
}
