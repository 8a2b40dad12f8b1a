package dev.atrest.jobs.store;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.Change;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.model.Severity;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The rows of the tables {@code backlog_item} and {@code backlog_event}. */
final class BacklogRows {

    static final String FROM =
            "backlog_item i left join backlog_place p on p.account_id = i.account_id and p.region = i.region"
                    + " and p.resource_type = i.resource_type";

    static final String SELECT = "select i.*, p.looked_at from " + FROM;

    static final String SELECT_EVENTS =
            "select i.*, p.looked_at, e.* from backlog_event e join backlog_item i on i.arn = e.arn and i.rule_id ="
                    + " e.rule_id"
                    + " left join backlog_place p on p.account_id = i.account_id and p.region = i.region"
                    + " and p.resource_type = i.resource_type";

    private static final int BATCH = 500;

    private BacklogRows() {}

    static void insert(JdbcTemplate template, List<StoredItem> items) {
        write(template, """
                insert into backlog_item (rule_title, resource_type, account_id, region, name,
                    data_protection_class, severity, effort, owner, priority, priority_explanation, group_key, group_title,
                    message, facts, state, due_on, first_seen_at, opened_at, seen_at, closed_at, reopened, changed_at,
                    rule_id, arn, id, ticket)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')""", items);
    }

    static void update(JdbcTemplate template, List<StoredItem> items) {
        write(template, """
                update backlog_item set rule_title = ?, resource_type = ?, account_id = ?, region = ?,
                    name = ?, data_protection_class = ?, severity = ?, effort = ?, owner = ?, priority = ?,
                    priority_explanation = ?, group_key = ?, group_title = ?, message = ?, facts = ?, state = ?, due_on = ?,
                    first_seen_at = ?, opened_at = ?, seen_at = ?, closed_at = ?, reopened = ?, changed_at = ?
                where rule_id = ? and arn = ?""", items);
    }

    private static void write(JdbcTemplate template, String sql, List<StoredItem> items) {
        boolean insert = sql.startsWith("insert");
        template.batchUpdate(sql, items, BATCH, (statement, item) -> {
            set(statement, item.subject());
            set(statement, 16, item.standing());
            statement.setString(24, item.subject().ruleId());
            statement.setString(25, item.subject().arn());
            if (insert) {
                statement.setString(26, item.id());
            }
        });
    }

    private static void set(PreparedStatement statement, Subject subject) throws SQLException {
        statement.setString(1, subject.ruleTitle());
        statement.setString(2, subject.type().name());
        statement.setString(3, subject.accountId());
        statement.setString(4, subject.region());
        statement.setString(5, Storable.text(subject.name()));
        statement.setString(6, subject.dataProtectionClass().map(Enum::name).orElse(null));
        statement.setInt(7, subject.severity().ordinal());
        statement.setString(8, subject.effort().name());
        statement.setString(9, Storable.text(subject.owner()));
        statement.setInt(10, Math.toIntExact(Math.round(subject.priority().score() * 10)));
        statement.setString(11, subject.priority().explanation());
        statement.setString(12, subject.group().map(BacklogItem.Group::key).orElse(null));
        statement.setString(
                13, subject.group().map(group -> Storable.text(group.title())).orElse(null));
        statement.setString(14, Storable.text(subject.message()));
        statement.setString(15, Json.write(subject.facts()));
    }

    private static void set(PreparedStatement statement, int first, Standing standing) throws SQLException {
        statement.setString(first, standing.state().name());
        statement.setObject(first + 1, standing.dueOn());
        statement.setObject(first + 2, AssessmentStore.timestamp(standing.firstSeenAt()));
        statement.setObject(first + 3, AssessmentStore.timestamp(standing.openedAt()));
        statement.setObject(first + 4, AssessmentStore.timestamp(standing.seenAt()));
        statement.setObject(
                first + 5,
                standing.closedAt().map(AssessmentStore::timestamp).orElse(null),
                java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
        statement.setInt(first + 6, standing.reopened());
        statement.setObject(first + 7, AssessmentStore.timestamp(standing.changedAt()));
    }

    static StoredItem item(ResultSet row) throws SQLException {
        return new StoredItem(row.getString("id"), subject(row), standing(row), row.getString("ticket"));
    }

    @SuppressWarnings("unchecked")
    private static Subject subject(ResultSet row) throws SQLException {
        String groupKey = row.getString("group_key");
        return new Subject(
                row.getString("rule_id"),
                row.getString("rule_title"),
                row.getString("arn"),
                ResourceType.valueOf(row.getString("resource_type")),
                row.getString("account_id"),
                row.getString("region"),
                row.getString("name"),
                Optional.ofNullable(row.getString("data_protection_class")).map(DataProtectionClass::valueOf),
                Severity.values()[row.getInt("severity")],
                Rule.Effort.valueOf(row.getString("effort")),
                row.getString("owner"),
                new BacklogItem.Priority(row.getInt("priority") / 10.0, row.getString("priority_explanation")),
                groupKey == null
                        ? Optional.empty()
                        : Optional.of(new BacklogItem.Group(groupKey, row.getString("group_title"))),
                row.getString("message"),
                facts(row.getString("facts")));
    }

    /** Most remediations name no fact. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> facts(String json) {
        return json.equals("{}") ? Map.of() : Json.read(json, Map.class);
    }

    private static Standing standing(ResultSet row) throws SQLException {
        var state = Standing.State.valueOf(row.getString("state"));
        Instant written = instant(row, "seen_at");
        OffsetDateTime looked = row.getObject("looked_at", OffsetDateTime.class);
        boolean failing = state == Standing.State.OPEN || state == Standing.State.WAIVED;
        Instant seen = failing && looked != null && looked.toInstant().isAfter(written) ? looked.toInstant() : written;
        return new Standing(
                state,
                row.getObject("due_on", LocalDate.class),
                instant(row, "first_seen_at"),
                instant(row, "opened_at"),
                seen,
                Optional.ofNullable(row.getObject("closed_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getInt("reopened"),
                instant(row, "changed_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static void insertEvents(JdbcTemplate template, List<BacklogEvent> events) {
        template.batchUpdate("""
                insert into backlog_event (assessment_id, at, arn, rule_id, kind, cause, before_status, after_status, detail)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""", events, BATCH, (statement, event) -> {
            statement.setString(1, event.assessmentId());
            statement.setObject(2, AssessmentStore.timestamp(event.at()));
            statement.setString(3, event.arn());
            statement.setString(4, event.ruleId());
            statement.setString(5, event.kind().name());
            statement.setString(6, event.cause().name());
            statement.setString(7, event.before().map(Enum::name).orElse(null));
            statement.setString(8, event.after().map(Enum::name).orElse(null));
            statement.setString(9, Storable.text(event.detail()));
        });
    }

    static BacklogEvent event(ResultSet row) throws SQLException {
        return new BacklogEvent(
                row.getString("assessment_id"),
                instant(row, "at"),
                row.getString("arn"),
                row.getString("rule_id"),
                BacklogEvent.Kind.valueOf(row.getString("kind")),
                Change.Cause.valueOf(row.getString("cause")),
                Optional.ofNullable(row.getString("before_status")).map(FindingStatus::valueOf),
                Optional.ofNullable(row.getString("after_status")).map(FindingStatus::valueOf),
                row.getString("detail"));
    }
}
