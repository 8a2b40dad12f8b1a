package dev.atrest.faults;

import java.time.Duration;

/** When a run is killed. The moments are those of one start of the process; a resumed run counts its calls anew. */
public sealed interface Moment {

    /** When it has made so many calls: while accounts are found, entered and read. */
    record AtCall(long number) implements Moment {
        @Override
        public String toString() {
            return "at call " + number;
        }
    }

    /** So long after a task has begun. */
    record InTask(String task, Duration delay) implements Moment {
        @Override
        public String toString() {
            return delay.toMillis() + " ms into '" + task + "'";
        }
    }

    /** So long after it has begun to write a report. */
    record InReport(String file, Duration delay) implements Moment {
        @Override
        public String toString() {
            return delay.toMillis() + " ms into " + file;
        }
    }
}
