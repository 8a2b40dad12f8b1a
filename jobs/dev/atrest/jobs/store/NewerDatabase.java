package dev.atrest.jobs.store;

/** The database was made by a version of atrest that is newer than this one. */
public final class NewerDatabase extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final DatabaseKind kind;

    NewerDatabase(String found, String known, DatabaseKind kind) {
        super("the database is of a newer version of atrest: its tables are of version " + found
                + ", and this version knows those up to " + known);
        this.kind = kind;
    }

    /** What a person does to work with another database. */
    public String another() {
        return kind.another();
    }
}
