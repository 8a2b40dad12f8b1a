package dev.atrest.jobs;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hold of one process on its schema of a PostgreSQL database: an advisory lock of a session of its own, which the server
 * gives back however the process ends. Who holds it is told by that session's application name.
 */
final class PostgresHold implements AutoCloseable {

    /** What {@link #check} fails with. */
    static final String LOST = "AT001";

    private static final int OLDEST = 15;

    /** The application name is cut after 63 bytes, so what matters least is last. */
    private static final Pattern HOLDER = Pattern.compile("atrest (.+) (\\d+) ([^@]*)@(.*)");

    private static final String KEY = "hashtextextended('atrest ' || current_schema(), 0)";

    /** A lock of 64 bits stands as two halves. */
    private static final String HELD = "l.locktype = 'advisory' and l.objsubid = 1 and l.granted"
            + " and l.database = (select oid from pg_database where datname = current_database())"
            + " and (l.classid::bigint << 32 | l.objid::bigint) = ";

    private final Connection session;
    private final String check;

    private PostgresHold(Connection session, String check) {
        this.session = session;
        this.check = check;
    }

    /**
     * Takes the schema for this process.
     *
     * @param command what this process does, for others that want the database
     * @throws DatabaseInUse when another process holds it
     * @throws DatabaseUnavailable when it cannot be reached, or is none that atrest can work with
     */
    static PostgresHold take(DatabaseSettings settings, String command) {
        try {
            Connection session = connect(settings, Holder.me(command));
            try {
                String place = place(session);
                requireFit(session, place);
                if (!locked(session)) {
                    throw new DatabaseInUse("the database " + place, holder(session), settings.kind());
                }
                return new PostgresHold(session, checkOf(session));
            } catch (SQLException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw PostgresTrouble.unavailable(e);
        }
    }

    private static Connection connect(DatabaseSettings settings, Holder me) throws SQLException {
        var properties = new Properties();
        settings.username().ifPresent(user -> properties.setProperty("user", user));
        settings.password().ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty(
                "ApplicationName", "atrest %s %d %s@%s".formatted(me.command(), me.pid(), me.user(), me.host()));
        properties.setProperty("tcpKeepAlive", "true");
        Connection session = new org.postgresql.Driver().connect(settings.url(), properties);
        if (session == null) {
            throw new IllegalStateException("the driver knew the address before");
        }
        try (var statement = session.createStatement()) {
            // The session is idle for hours; the server notices within two minutes that its machine is gone.
            statement.execute("set idle_session_timeout = 0; set tcp_keepalives_idle = 60;"
                    + " set tcp_keepalives_interval = 10; set tcp_keepalives_count = 6");
        }
        return session;
    }

    /** Database, schema and server. */
    private static String place(Connection session) throws SQLException {
        try (PreparedStatement query = session.prepareStatement("select current_database(), current_schema(),"
                        + " host(inet_server_addr()), inet_server_port()");
                ResultSet row = query.executeQuery()) {
            row.next();
            String database = row.getString(1);
            if (row.getString(2) == null) {
                throw new DatabaseUnavailable("the database " + database
                        + " has none of the schemas that the search path names; make one, or name another with"
                        + " ?currentSchema= at the end of spring.datasource.url");
            }
            String server = row.getString(3) == null ? "a local socket" : row.getString(3) + ":" + row.getInt(4);
            return "%s (schema %s) on %s".formatted(database, row.getString(2), server);
        }
    }

    private static void requireFit(Connection session, String place) throws SQLException {
        try (PreparedStatement query =
                        session.prepareStatement("select current_setting('server_version_num')::int / 10000,"
                                + " current_setting('server_version'), current_setting('server_encoding')");
                ResultSet row = query.executeQuery()) {
            row.next();
            if (row.getInt(1) < OLDEST) {
                throw new DatabaseUnavailable("the database %s is PostgreSQL %s; atrest needs %d or newer"
                        .formatted(place, row.getString(2), OLDEST));
            }
            if (!row.getString(3).equals("UTF8")) {
                throw new DatabaseUnavailable(
                        "the database %s has the encoding %s; atrest needs UTF8".formatted(place, row.getString(3)));
            }
        }
    }

    private static boolean locked(Connection session) throws SQLException {
        try (PreparedStatement query = session.prepareStatement("select pg_try_advisory_lock(" + KEY + ")");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Empty when it has ended since, or does not say. */
    private static Optional<Holder> holder(Connection session) throws SQLException {
        try (PreparedStatement query =
                        session.prepareStatement("select a.application_name, a.backend_start from pg_locks l"
                                + " join pg_stat_activity a on a.pid = l.pid where " + HELD + KEY);
                ResultSet row = query.executeQuery()) {
            return row.next() ? holder(row.getString(1), row.getObject(2, OffsetDateTime.class)) : Optional.empty();
        }
    }

    /** The start is hidden from other users of the server. */
    private static Optional<Holder> holder(@Nullable String name, @Nullable OffsetDateTime start) {
        Matcher told = HOLDER.matcher(name == null ? "" : name);
        return start == null || !told.matches()
                ? Optional.empty()
                : Optional.of(new Holder(
                        Long.parseLong(told.group(2)), told.group(4), told.group(3), start.toInstant(), told.group(1)));
    }

    /** By process and start: a server that was started anew counts its processes anew. */
    private static String checkOf(Connection session) throws SQLException {
        try (PreparedStatement query = session.prepareStatement("select pid, extract(epoch from backend_start)::text, "
                        + KEY + " from pg_stat_activity where pid = pg_backend_pid()");
                ResultSet row = query.executeQuery()) {
            row.next();
            return """
                    do $$ begin
                      if not exists (select 1 from pg_locks l join pg_stat_activity a on a.pid = l.pid
                          where %s%d and a.pid = %d and extract(epoch from a.backend_start) = %s) then
                        raise exception using errcode = '%s',
                          message = 'this process no longer holds the database: its session has ended';
                      end if;
                    end $$""".formatted(HELD, row.getLong(3), row.getInt(1), row.getString(2), LOST);
        }
    }

    /** SQL that each new connection begins with: it fails when the hold is lost, so that no two processes write. */
    String check() {
        return check;
    }

    /** Gives the schema back. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            // The server has ended it, and has taken the lock back with it.
        }
    }
}
