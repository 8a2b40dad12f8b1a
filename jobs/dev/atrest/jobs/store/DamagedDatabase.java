package dev.atrest.jobs.store;

/** What the database keeps can be told to be damaged by itself: somebody has changed it. */
public final class DamagedDatabase extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param what was damaged */
    public DamagedDatabase(String what) {
        super("the database's copy of " + what + " is damaged");
    }
}
