package dev.atrest.jobs.store;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.ResourceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The backlog: items, and what became of them. Reads by key, so that any number of items fits. */
@Repository
public class BacklogStore {

    /** Items that are read at a time, more than a resource can have; each holds its message and facts in memory. */
    private static final int PAGE = 250;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;
    private final ItemIds ids;

    BacklogStore(JdbcClient jdbc, JdbcTemplate template, ItemIds ids) {
        this.jdbc = jdbc;
        this.template = template;
        this.ids = ids;
    }

    /** How many items of a place stand so. */
    public record Count(BacklogPlace place, BacklogItem.State state, long items) {}

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

    /** The item with this id. */
    public Optional<StoredItem> find(String id) {
        return Optional.ofNullable(ids.find(List.of(id)).get(id)).flatMap(this::find);
    }

    private Optional<StoredItem> find(ItemKey item) {
        return jdbc.sql(BacklogRows.SELECT + " where i.rule_id = ? and i.arn = ?")
                .params(item.ruleId(), item.arn())
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

    /** Where items are. */
    public List<BacklogPlace> places() {
        return jdbc.sql("select account_id, region, resource_type from backlog_item"
                        + " group by account_id, region, resource_type")
                .query((row, index) ->
                        new BacklogPlace(row.getString(1), row.getString(2), ResourceType.valueOf(row.getString(3))))
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
    public List<BacklogEvent> history(ItemKey item) {
        return jdbc.sql("select * from backlog_event where arn = ? and rule_id = ? order by at, assessment_id")
                .params(item.arn(), item.ruleId())
                .query((row, index) -> BacklogRows.event(row))
                .list();
    }

    /** The same of the item with this id. */
    public List<BacklogEvent> history(String id) {
        return Optional.ofNullable(ids.find(List.of(id)).get(id))
                .map(this::history)
                .orElse(List.of());
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
}
