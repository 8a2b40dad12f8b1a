package dev.atrest.jobs.store;

import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The inventory of a database of its own, in which nothing is yet. */
public final class EmptyInventory implements AutoCloseable {

    private final JdbcConnectionPool database =
            JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");

    public EmptyInventory() {
        Flyway.configure()
                .dataSource(database)
                .locations("filesystem:config/database")
                .javaMigrations(new SpringBatchTables(), new FindingsIntoSlices())
                .load()
                .migrate();
    }

    public InventoryStore store() {
        return new InventoryStore(JdbcClient.create(database), new JdbcTemplate(database));
    }

    @Override
    public void close() {
        JdbcClient.create(database).sql("shutdown").update();
        database.dispose();
    }
}
