package dev.atrest.jobs;

import dev.atrest.jobs.store.DatabaseKind;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** Another process works with the database. */
public final class DatabaseInUse extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private final transient Optional<Holder> holder;
    private final DatabaseKind kind;

    /** @param database which one, in words */
    DatabaseInUse(String database, Optional<Holder> holder, DatabaseKind kind) {
        super(database + " is in use by " + holder.map(DatabaseInUse::inWords).orElse("another atrest"));
        this.holder = holder;
        this.kind = kind;
    }

    private static String inWords(Holder holder) {
        return "atrest %s (process %d on %s, user %s, since %s)"
                .formatted(holder.command(), holder.pid(), holder.host(), holder.user(), TIME.format(holder.started()));
    }

    /** The process that works with it; empty when it does not say. */
    public Optional<Holder> holder() {
        return holder;
    }

    /** What a person does to work with another database. */
    public String another() {
        return kind.another();
    }
}
