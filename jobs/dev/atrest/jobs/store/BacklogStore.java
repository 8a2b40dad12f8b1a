package dev.atrest.jobs.store;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.ResourceType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The backlog: items, what became of them, and how far it is reconciled. Reads by key, so that any number of items fits. */
@Repository
public class BacklogStore {

    /** Items that are read at a time, more than a resource can have; each holds its message and facts in memory. */
    private static final int PAGE = 250;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    BacklogStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /**
     * The last look at a place.
     *
     * @param at start of the assessment
     */
    public record Look(String assessmentId, Instant at) {}

    /** How many items of a place stand so. */
    public record Count(BacklogPlace place, BacklogItem.State state, long items) {}

    /** How far the reconciliation with an assessment has come. */
    public record Progress(int nextSlice, boolean finished) {

        public static final Progress START = new Progress(0, false);
    }

    /** An event with the item that it is about. */
    public record Happened(BacklogEvent event, StoredItem item) {}

    /**
     * Items that follow each other by ARN, all of each resource.
     *
     * @param after ARN before them; empty for the first
     * @param to the last ARN that may be among them; empty for no bound
     */
    public Stream<List<StoredItem>> pages(String after, Optional<String> to) {
        return Stream.iterate(
                page(after, to),
                page -> !page.isEmpty(),
                page -> page.size() < PAGE / 2
                        ? List.of()
                        : page(page.getLast().subject().arn(), to));
    }

    private List<StoredItem> page(String after, Optional<String> to) {
        var values = new ArrayList<Object>(List.of(after));
        to.ifPresent(values::add);
        List<StoredItem> page = jdbc.sql(
                        BacklogRows.SELECT + " where i.arn > ?" + (to.isPresent() ? " and i.arn <= ?" : "")
                                + " order by i.arn, i.rule_id fetch first " + PAGE + " rows only")
                .params(values)
                .query((row, index) -> BacklogRows.item(row))
                .list();
        if (page.size() < PAGE) {
            return page;
        }
        // The last resource may have more.
        String last = page.getLast().subject().arn();
        return page.stream().filter(item -> !item.subject().arn().equals(last)).toList();
    }

    /** Adds items that were not there before. */
    @Transactional
    public void insert(List<StoredItem> items) {
        BacklogRows.insert(template, items);
    }

    /** Writes subjects and standings of items that are there. Their tickets stay. */
    @Transactional
    public void update(List<StoredItem> items) {
        BacklogRows.update(template, items);
    }

    /** Notes the key of an item's ticket. */
    public void setTicket(String id, String ticket) {
        jdbc.sql("update backlog_item set ticket = ? where id = ?")
                .params(ticket, id)
                .update();
    }

    public Optional<StoredItem> find(String id) {
        return jdbc.sql(BacklogRows.SELECT + " where i.id = ?")
                .param(id)
                .query((row, index) -> BacklogRows.item(row))
                .optional();
    }

    /** The most urgent first, then by rule and ARN; read as they are asked for. */
    public Stream<StoredItem> items(BacklogFilter filter) {
        BacklogFilter.Condition condition = filter.condition();
        return ByPriority.stream(jdbc, PAGE, (key, afterArn) -> urgent(condition, key, afterArn), item -> item)
                .filter(filter::test);
    }

    private List<StoredItem> urgent(BacklogFilter.Condition condition, ByPriority.Key key, String afterArn) {
        return jdbc.sql(BacklogRows.SELECT + " where i.priority = ? and i.rule_id = ? and i.arn > ? and "
                        + condition.sql() + " order by i.priority, i.rule_id, i.arn fetch first " + PAGE + " rows only")
                .params(key.priority(), key.ruleId(), afterArn)
                .params(condition.values())
                .query((row, index) -> BacklogRows.item(row))
                .list();
    }

    /** How many items there are of each place and state. */
    public List<Count> counts() {
        var isNew =
                "case when i.state = 'OPEN' and i.opened_at = i.seen_at and coalesce(p.looked_at, i.seen_at) <= i.opened_at"
                        + " then case when i.reopened > 0 then 'REOPENED' else 'OPENED' end"
                        + " when i.state = 'OPEN' then 'STILL_OPEN' else i.state end";
        return jdbc.sql("select account_id, region, resource_type, told, count(*) from (select i.account_id, i.region,"
                        + " i.resource_type, " + isNew + " as told from " + BacklogRows.FROM
                        + ") counted group by account_id, region, resource_type, told")
                .query((row, index) -> new Count(
                        new BacklogPlace(row.getString(1), row.getString(2), ResourceType.valueOf(row.getString(3))),
                        BacklogItem.State.valueOf(row.getString(4)),
                        row.getLong(5)))
                .list();
    }

    /** What items can be told apart by. */
    public enum Property {
        ACCOUNT("account_id"),
        REGION("region"),
        RULE("rule_id"),
        OWNER("owner");

        private final String column;

        Property(String column) {
            this.column = column;
        }
    }

    /** All that items have, or had when they were closed, for a property. */
    public Set<String> values(Property property) {
        return Set.copyOf(jdbc.sql("select distinct " + property.column + " from backlog_item")
                .query(String.class)
                .list());
    }

    /** Notes what became of items. */
    @Transactional
    public void record(List<BacklogEvent> events) {
        BacklogRows.insertEvents(template, events);
    }

    /** What became of an item, the first first. */
    public List<BacklogEvent> history(String itemId) {
        return jdbc.sql("select e.* from backlog_item i join backlog_event e on e.arn = i.arn and e.rule_id = i.rule_id"
                        + " where i.id = ? order by e.at, e.assessment_id")
                .param(itemId)
                .query((row, index) -> BacklogRows.event(row))
                .list();
    }

    /** What became of items in an assessment, by ARN and rule id; read as they are asked for. */
    public Stream<Happened> events(String assessmentId) {
        return Stream.iterate(
                        events(assessmentId, ""),
                        page -> !page.isEmpty(),
                        page -> page.size() < PAGE / 2
                                ? List.of()
                                : events(assessmentId, page.getLast().event().arn()))
                .flatMap(List::stream);
    }

    private List<Happened> events(String assessmentId, String afterArn) {
        List<Happened> page = jdbc.sql(BacklogRows.SELECT_EVENTS
                        + " where e.assessment_id = ? and e.arn > ? order by e.assessment_id, e.arn, e.rule_id"
                        + " fetch first " + PAGE + " rows only")
                .params(assessmentId, afterArn)
                .query((row, index) -> new Happened(BacklogRows.event(row), BacklogRows.item(row)))
                .list();
        if (page.size() < PAGE) {
            return page;
        }
        String last = page.getLast().event().arn();
        return page.stream().filter(one -> !one.event().arn().equals(last)).toList();
    }

    /** How many events of each kind an assessment brought. */
    public Map<BacklogEvent.Kind, Long> countEvents(String assessmentId) {
        var counts = new HashMap<BacklogEvent.Kind, Long>();
        jdbc.sql("select kind, count(*) from backlog_event where assessment_id = ? group by kind")
                .param(assessmentId)
                .query(row -> {
                    counts.put(BacklogEvent.Kind.valueOf(row.getString(1)), row.getLong(2));
                });
        return counts;
    }

    /** Whether an assessment that started later has looked at the backlog, or begun to change it, or somebody has closed items. */
    public boolean hasMovedSince(Instant then) {
        OffsetDateTime after = AssessmentStore.timestamp(then);
        return jdbc.sql("select count(*) from (select 1 from backlog_place where looked_at > ? union all select 1 from"
                                + " backlog_progress p join assessment a on a.id = p.assessment_id where a.started_at > ?"
                                + " union all select 1 from backlog_closure where at > ?) moved")
                        .params(after, after, after)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** Notes that somebody closes items by hand. */
    public void saveClosure(String id, Instant at, String reason) {
        jdbc.sql("insert into backlog_closure (id, at, reason) values (?, ?, ?)")
                .params(id, AssessmentStore.timestamp(at), reason)
                .update();
    }

    /**
     * What is not closed of an account.
     *
     * @param items open and waived ones
     * @param unknown how many of them could not be assessed
     * @param lookedAt start of the last assessment that saw any of its resources
     * @param leftAt start of the assessment that did not find the account any more
     */
    public record InAccount(String accountId, long items, long unknown, Instant lookedAt, Optional<Instant> leftAt) {}

    /** What is not closed, by account. */
    public List<InAccount> byAccount() {
        var left = new HashMap<String, Instant>();
        jdbc.sql("select i.account_id, min(e.at) from backlog_item i join backlog_event e on e.arn = i.arn"
                        + " and e.rule_id = i.rule_id and e.at = i.changed_at where i.state = 'UNKNOWN' and e.cause = 'ACCOUNT_LEFT'"
                        + " group by i.account_id")
                .query(row -> {
                    left.put(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant());
                });
        return jdbc.sql("select i.account_id, count(*), sum(case when i.state = 'UNKNOWN' then 1 else 0 end),"
                        + " max(case when p.looked_at > i.seen_at then p.looked_at else i.seen_at end) from "
                        + BacklogRows.FROM
                        + " where i.state in ('OPEN', 'UNKNOWN', 'WAIVED') group by i.account_id order by i.account_id")
                .query((row, index) -> new InAccount(
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(left.get(row.getString(1)))))
                .list();
    }

    /** How far the reconciliation with an assessment has come. */
    public Progress progress(String assessmentId) {
        return jdbc.sql("select next_slice, finished from backlog_progress where assessment_id = ?")
                .param(assessmentId)
                .query((row, index) -> new Progress(row.getInt(1), row.getBoolean(2)))
                .optional()
                .orElse(Progress.START);
    }

    /** Notes how far the reconciliation with an assessment has come. */
    @Transactional
    public void save(String assessmentId, Progress progress) {
        int there = jdbc.sql("update backlog_progress set next_slice = ?, finished = ? where assessment_id = ?")
                .params(progress.nextSlice(), progress.finished(), assessmentId)
                .update();
        if (there == 0) {
            jdbc.sql("insert into backlog_progress (next_slice, finished, assessment_id) values (?, ?, ?)")
                    .params(progress.nextSlice(), progress.finished(), assessmentId)
                    .update();
        }
    }

    /** Assessments that started after this one and whose reconciliation has begun and not ended. */
    public List<String> laterUnderWay(Instant startedAt) {
        return jdbc.sql("select a.id from backlog_progress p join assessment a on a.id = p.assessment_id"
                        + " where not p.finished and a.started_at > ?")
                .param(AssessmentStore.timestamp(startedAt))
                .query(String.class)
                .list();
    }

    /** The last look at each place. */
    public Map<BacklogPlace, Look> looks() {
        var looks = new HashMap<BacklogPlace, Look>();
        jdbc.sql("select account_id, region, resource_type, assessment_id, looked_at from backlog_place")
                .query(row -> {
                    looks.put(
                            place(row),
                            new Look(
                                    row.getString(4),
                                    row.getObject(5, OffsetDateTime.class).toInstant()));
                });
        return looks;
    }

    /** Where items are. */
    public List<BacklogPlace> places() {
        return jdbc.sql("select account_id, region, resource_type from backlog_item"
                        + " group by account_id, region, resource_type")
                .query((row, index) -> place(row))
                .list();
    }

    private static BacklogPlace place(ResultSet row) throws SQLException {
        return new BacklogPlace(row.getString(1), row.getString(2), ResourceType.valueOf(row.getString(3)));
    }

    /** Notes that an assessment has looked at places. */
    @Transactional
    public void saveLooks(List<BacklogPlace> places, Look look) {
        List<Object[]> rows = places.stream()
                .map(place -> new Object[] {
                    look.assessmentId(),
                    AssessmentStore.timestamp(look.at()),
                    place.accountId(),
                    place.region(),
                    place.type().name()
                })
                .toList();
        int[] updated = template.batchUpdate(
                "update backlog_place set assessment_id = ?, looked_at = ? where account_id = ? and region = ?"
                        + " and resource_type = ?",
                rows);
        template.batchUpdate(
                "insert into backlog_place (assessment_id, looked_at, account_id, region, resource_type)"
                        + " values (?, ?, ?, ?, ?)",
                IntStream.range(0, updated.length)
                        .filter(i -> updated[i] == 0)
                        .mapToObj(rows::get)
                        .toList());
    }
}
