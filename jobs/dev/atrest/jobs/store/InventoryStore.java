package dev.atrest.jobs.store;

import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import java.sql.ResultSet;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What was read of AWS: resources, and the coverage that says what was and was not seen. */
@Repository
public class InventoryStore {

    /** Resources that are read at a time. */
    private static final int PAGE = 500;

    private static final String FIND = "select * from resource where assessment_id = ? and arn = ?";

    /** What nearly every page needs; {@link #MERGE} is for the rare one that is read twice. */
    private static final String INSERT = """
            insert into resource (assessment_id, arn, resource_type, account_id, region, name, read_at, facts)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String MERGE = """
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
                """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    InventoryStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** Inserts the resources, or replaces those that are there: reading a page twice is harmless. */
    @Transactional
    public void save(String assessmentId, List<Resource> resources) {
        template.execute((ConnectionCallback<Boolean>) connection -> {
            Savepoint before = connection.setSavepoint();
            try {
                batch(INSERT, assessmentId, resources);
                return true;
            } catch (DuplicateKeyException someAreThere) {
                connection.rollback(before);
                batch(MERGE, assessmentId, resources);
                return false;
            }
        });
    }

    private void batch(String sql, String assessmentId, List<Resource> resources) {
        template.batchUpdate(sql, resources, 500, (statement, resource) -> {
            statement.setString(1, assessmentId);
            statement.setString(2, resource.arn());
            statement.setString(3, resource.type().name());
            statement.setString(4, resource.accountId());
            statement.setString(5, resource.region());
            statement.setString(6, Storable.text(resource.name()));
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

    /** All listings of an assessment by account, region and type. */
    public List<ListingState> listings(String assessmentId) {
        return jdbc.sql("select * from coverage where assessment_id = ? order by account_id, region, resource_type")
                .param(assessmentId)
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

    /** How many coverage rows something in scope is missing from. */
    public long countGaps(String assessmentId) {
        return jdbc
                .sql("select status, count(*) from coverage where assessment_id = ? group by status")
                .param(assessmentId)
                .query((row, index) -> Map.entry(Coverage.Status.valueOf(row.getString(1)), row.getLong(2)))
                .list()
                .stream()
                .filter(count -> count.getKey().gap())
                .mapToLong(Map.Entry::getValue)
                .sum();
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
        return jdbc.sql(FIND)
                .params(assessmentId, arn)
                .query((row, index) -> StoredResource.of(row).parsed())
                .optional();
    }

    /**
     * Those of the resources with these ARNs that there are. They are asked for one by one with one prepared statement: H2 does
     * not use an index for a list of values in its second column.
     */
    public List<Resource> find(String assessmentId, Collection<String> arns) {
        if (arns.isEmpty()) {
            return List.of();
        }
        return template.execute(FIND, (PreparedStatementCallback<List<Resource>>) statement -> {
            var found = new ArrayList<Resource>();
            statement.setString(1, assessmentId);
            for (String arn : arns) {
                statement.setString(2, arn);
                try (ResultSet row = statement.executeQuery()) {
                    if (row.next()) {
                        found.add(StoredResource.of(row).parsed());
                    }
                }
            }
            return found;
        });
    }

    /** Resources of one type by ARN, read as they are asked for. */
    public Stream<Resource> resources(String assessmentId, ResourceType type) {
        return pages(arn -> jdbc.sql("select * from resource where assessment_id = ? and resource_type = ? and arn > ?"
                                + " order by assessment_id, resource_type, arn fetch first " + PAGE + " rows only")
                        .params(assessmentId, type.name(), arn)
                        .query((row, index) -> StoredResource.of(row))
                        .list())
                .map(StoredResource::parsed);
    }

    /** All resources by ARN, read as they are asked for. */
    public Stream<Resource> resources(String assessmentId) {
        return pages(arn -> after(assessmentId, arn, PAGE)).map(StoredResource::parsed);
    }

    /**
     * The resources that follow an ARN, by ARN. The order names all columns of the index, or H2 would read all that follow, and
     * sort them, for each page.
     *
     * @param arn may be empty, which is before all
     */
    public List<StoredResource> after(String assessmentId, String arn, int limit) {
        return jdbc.sql(
                        "select * from resource where assessment_id = ? and arn > ? order by assessment_id, arn fetch first "
                                + limit + " rows only")
                .params(assessmentId, arn)
                .query((row, index) -> StoredResource.of(row))
                .list();
    }

    /** Whether the first ARN comes before the second in the order in which resources are given, which is that of their characters. */
    public static boolean precedes(String first, String second) {
        return first.compareTo(second) < 0;
    }

    /** Pages, each read by the ARN that the one before ended with. H2 would copy a long result to disk before its first row. */
    private static Stream<StoredResource> pages(Function<String, List<StoredResource>> after) {
        return Stream.iterate(
                        after.apply(""),
                        page -> !page.isEmpty(),
                        page -> after.apply(page.getLast().arn()))
                .flatMap(List::stream);
    }
}
