package dev.atrest.jobs.store;

/** What the database keeps deflated cannot be inflated any more: somebody has changed it. */
public final class DamagedDatabase extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedDatabase(String what) {
        super("the database's copy of " + what + " is damaged");
    }
}
