package dev.atrest.jobs;

/** Tells a person how far an assessment has come. Safe for use by many threads. */
public interface Progress extends AutoCloseable {

    /**
     * A new task begins; the one before has ended.
     *
     * @param total how many units the task takes
     * @param unit what a unit is called, in the plural, e.g. {@code accounts}
     */
    void begin(String task, long total, String unit);

    /** Some units of the current task are done. */
    void advance(long units);

    /** The last task has ended. */
    @Override
    void close();

    /** Says nothing. */
    Progress SILENT = new Progress() {
        @Override
        public void begin(String task, long total, String unit) {}

        @Override
        public void advance(long units) {}

        @Override
        public void close() {}
    };
}
