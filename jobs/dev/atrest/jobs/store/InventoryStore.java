package dev.atrest.jobs.store;

import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was read of AWS: resources, and the coverage that says what was and was not seen. */
@Repository
public class InventoryStore {

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    InventoryStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** Inserts the resources, or replaces those that are there: reading a page twice is harmless. */
    public void save(String assessmentId, List<Resource> resources) {
        template.batchUpdate("""
                merge into resource as target
                using (values (cast(? as varchar(40)), cast(? as varchar(1024)), cast(? as varchar(30)),
                               cast(? as varchar(12)), cast(? as varchar(30)), cast(? as varchar(2048)),
                               cast(? as timestamp(6) with time zone), cast(? as varchar(1048576))))
                    as source (assessment_id, arn, resource_type, account_id, region, name, read_at, facts)
                on target.assessment_id = source.assessment_id and target.arn = source.arn
                when matched then update set name = source.name, read_at = source.read_at, facts = source.facts
                when not matched then insert
                    (assessment_id, arn, resource_type, account_id, region, name, read_at, facts)
                    values (source.assessment_id, source.arn, source.resource_type, source.account_id,
                            source.region, source.name, source.read_at, source.facts)
                """, resources, 500, (statement, resource) -> {
            statement.setString(1, assessmentId);
            statement.setString(2, resource.arn());
            statement.setString(3, resource.type().name());
            statement.setString(4, resource.accountId());
            statement.setString(5, resource.region());
            statement.setString(6, resource.name());
            statement.setObject(7, AssessmentStore.timestamp(resource.readAt()));
            statement.setString(8, Json.write(resource.facts()));
        });
    }

    /** Forgets what a listing has read so far, so that it can start again. */
    public void forget(String assessmentId, Coverage listing) {
        jdbc.sql("delete from resource where assessment_id = ? and account_id = ? and resource_type = ?"
                        + (listing.region().equals(Coverage.GLOBAL) ? "" : " and region = ?"))
                .params(
                        listing.region().equals(Coverage.GLOBAL)
                                ? List.of(
                                        assessmentId,
                                        listing.accountId(),
                                        listing.type().name())
                                : List.of(
                                        assessmentId,
                                        listing.accountId(),
                                        listing.type().name(),
                                        listing.region()))
                .update();
    }

    /** Forgets that an account could not be entered, now that it is tried again. */
    public void forgetClosed(String assessmentId, String accountId) {
        jdbc.sql("delete from coverage where assessment_id = ? and account_id = ? and region = ?")
                .params(assessmentId, accountId, Coverage.ALL_REGIONS)
                .update();
    }

    /** Inserts or replaces a coverage row. */
    public void save(String assessmentId, ListingState state) {
        CoverageRows.save(jdbc, assessmentId, state);
    }

    /**
     * Adds calls to those of a coverage row.
     *
     * @return false when there is no such row
     */
    public boolean addCalls(String assessmentId, String accountId, String region, ResourceType type, Calls calls) {
        return CoverageRows.addCalls(jdbc, assessmentId, accountId, region, type, calls);
    }

    /** The listings of an account so far. */
    public List<ListingState> listings(String assessmentId, String accountId) {
        return jdbc.sql("select * from coverage where assessment_id = ? and account_id = ?")
                .params(assessmentId, accountId)
                .query((row, index) -> CoverageRows.listing(row))
                .list();
    }

    /** How far one listing has come. */
    public Optional<ListingState> listing(String assessmentId, String accountId, String region, ResourceType type) {
        return jdbc.sql("select * from coverage where assessment_id = ? and account_id = ? and region = ?"
                        + " and resource_type = ?")
                .params(assessmentId, accountId, region, type.name())
                .query((row, index) -> CoverageRows.listing(row))
                .optional();
    }

    /** Coverage by account, region and type. */
    public List<Coverage> coverage(String assessmentId) {
        return jdbc.sql("select * from coverage where assessment_id = ? order by account_id, region, resource_type")
                .param(assessmentId)
                .query((row, index) -> CoverageRows.coverage(row))
                .list();
    }

    public long count(String assessmentId) {
        return jdbc.sql("select count(*) from resource where assessment_id = ?")
                .param(assessmentId)
                .query(Long.class)
                .single();
    }

    public Map<ResourceType, Long> countByType(String assessmentId) {
        return jdbc
                .sql("select resource_type, count(*) from resource where assessment_id = ? group by resource_type")
                .param(assessmentId)
                .query((row, index) -> Map.entry(ResourceType.valueOf(row.getString(1)), row.getLong(2)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** One resource. */
    public Optional<Resource> find(String assessmentId, String arn) {
        return jdbc.sql("select * from resource where assessment_id = ? and arn = ?")
                .params(assessmentId, arn)
                .query((row, index) -> resource(row))
                .optional();
    }

    /** Resources of one type in no particular order; the caller closes the stream. */
    public Stream<Resource> resources(String assessmentId, ResourceType type) {
        return jdbc
                .sql("select * from resource where assessment_id = ? and resource_type = ?")
                .params(assessmentId, type.name())
                .withFetchSize(1000)
                .query((row, index) -> resource(row))
                .stream();
    }

    /** All resources by ARN; the caller closes the stream. */
    public Stream<Resource> resources(String assessmentId) {
        return jdbc
                .sql("select * from resource where assessment_id = ? order by arn")
                .param(assessmentId)
                .withFetchSize(1000)
                .query((row, index) -> resource(row))
                .stream();
    }

    /** Maps a row of the table {@code resource}. */
    public static Resource resource(ResultSet row) throws SQLException {
        return new Resource(
                row.getString("arn"),
                ResourceType.valueOf(row.getString("resource_type")),
                row.getString("account_id"),
                row.getString("region"),
                row.getString("name"),
                row.getObject("read_at", OffsetDateTime.class).toInstant(),
                Json.read(row.getString("facts"), FactSheet.class));
    }
}
