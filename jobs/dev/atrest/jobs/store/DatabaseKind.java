package dev.atrest.jobs.store;

import java.sql.Connection;
import java.sql.SQLException;

/** The databases that atrest works with. */
public enum DatabaseKind {
    /** A file in the data folder. */
    H2("name another folder with --data"),
    POSTGRESQL("configure another database or schema");

    private final String another;

    DatabaseKind(String another) {
        this.another = another;
    }

    static DatabaseKind of(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL") ? POSTGRESQL : H2;
    }

    /** What a person does to work with another database than this one. */
    public String another() {
        return another;
    }
}
