package dev.atrest.jobs.store;

import java.util.List;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Lets PostgreSQL count what a step has written before the next one reads it. Its own count comes minutes later, and until then
 * it takes big tables for small ones: it would sort what is left of the backlog for each page of it. H2 needs none.
 */
@Component
public class Statistics implements StepExecutionListener {

    private static final List<String> TABLES = List.of(
            "account",
            "coverage",
            "resource",
            "finding_slice",
            "finding_block",
            "backlog_item",
            "backlog_event",
            "backlog_place",
            "ticket_export_item");

    private final JdbcTemplate template;

    Statistics(JdbcTemplate template) {
        this.template = template;
    }

    @Override
    public void beforeStep(StepExecution execution) {
        renew();
    }

    /** Has it count all that is read in bulk. */
    public void renew() {
        template.execute((ConnectionCallback<Boolean>) connection -> {
            if (DatabaseKind.of(connection) == DatabaseKind.H2) {
                return false;
            }
            try (var statement = connection.createStatement()) {
                return statement.execute("analyze " + String.join(", ", TABLES));
            }
        });
    }
}
