package dev.atrest.jobs.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.springframework.stereotype.Component;

/**
 * Lets PostgreSQL compare texts as H2 and Java do. A database of a human language would leave hyphens and colons out of
 * account; then pages that are read by ARN would miss resources, and findings would be sealed in an order that depends on the
 * machine. It is done after each migration, for all that the migrations made, because SQL that H2 runs too cannot say it.
 */
@Component
class ByteOrder implements Callback {

    /** A statement a table of ours, which changes the columns that do not compare bytes. */
    private static final String CHANGES = """
            select format('alter table %s ', c.oid::regclass) || string_agg(format('alter column %I type %s collate "C"',
                a.attname, format_type(a.atttypid, a.atttypmod)), ', ' order by a.attnum)
            from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
              and pg_has_role(c.relowner, 'member')
              and a.attnum > 0 and not a.attisdropped
              and a.atttypid in ('varchar'::regtype, 'text'::regtype)
              and a.attcollation not in (select oid from pg_collation where collname in ('C', 'POSIX'))
            group by c.oid order by c.oid""";

    @Override
    public boolean supports(Event event, Context context) {
        return event == Event.AFTER_MIGRATE;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
        return true;
    }

    @Override
    public void handle(Event event, Context context) {
        try {
            if (DatabaseKind.of(context.getConnection()) == DatabaseKind.POSTGRESQL) {
                compareBytes(context.getConnection());
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the columns of texts cannot be made to compare bytes", e);
        }
    }

    private static void compareBytes(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            List<String> changes = new ArrayList<>();
            try (var rows = statement.executeQuery(CHANGES)) {
                while (rows.next()) {
                    changes.add(rows.getString(1));
                }
            }
            for (String change : changes) {
                statement.execute(change);
            }
        }
    }

    @Override
    public String getCallbackName() {
        return "byte order";
    }
}
