package dev.atrest.jobs.store;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What people call accounts. */
@Repository
public class AccountNames {

    private final JdbcClient jdbc;

    AccountNames(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The name and the owner of each account, as the last assessment with it says. */
    public Map<String, AccountName> latest() {
        var names = new HashMap<String, AccountName>();
        jdbc.sql("select account_id, name, owner from (select a.account_id, a.name, a.owner, row_number() over"
                        + " (partition by a.account_id order by s.started_at desc) as age"
                        + " from account a join assessment s on s.id = a.assessment_id) latest where age = 1")
                .query(row -> {
                    names.put(row.getString(1), new AccountName(row.getString(2), row.getString(3)));
                });
        return names;
    }

    /** What people call an account, and who owns it; both may be empty. */
    public record AccountName(String name, String owner) {}
}
