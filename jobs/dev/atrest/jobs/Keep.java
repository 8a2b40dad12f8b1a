package dev.atrest.jobs;

/** How many of the nightly runs stay in the database, tonight's included. */
public sealed interface Keep {

    /** Those of so many days, 1 or more. */
    record Days(int days) implements Keep {
        @Override
        public String toString() {
            return days + " days";
        }
    }

    /** The last so many, 1 or more. */
    record Runs(int runs) implements Keep {
        @Override
        public String toString() {
            return "the last " + runs + " runs";
        }
    }
}
