package dev.atrest.jobs.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What of the backlog somebody closes by hand, or may want to: accounts that nobody looks at any more. */
@Repository
public class ClosureStore {

    private final JdbcClient jdbc;

    ClosureStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes that somebody closes items by hand. */
    public void save(String id, Instant at, String reason) {
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
}
