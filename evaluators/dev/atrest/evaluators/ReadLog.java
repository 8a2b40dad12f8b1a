package dev.atrest.evaluators;

import dev.atrest.model.Unread;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Notes which facts a decision reads. Belongs to one resource and one thread. */
final class ReadLog {

    private TreeMap<String, @Nullable Object> reads = new TreeMap<>();
    private final Map<String, Unread> defects = new TreeMap<>();
    private boolean paused;

    /** Forgets what was noted: a new decision begins. */
    void start() {
        reads = new TreeMap<>();
        defects.clear();
        paused = false;
    }

    /** What is read from here on belongs to no decision. */
    void pause() {
        paused = true;
    }

    /** @param value the plain value as the inventory holds it; null only for an absent date */
    void read(String path, @Nullable Object value) {
        if (!paused) {
            reads.put(path, value);
        }
    }

    /** A fact that ought to be there is not, or is not what it should be: the inventory is incomplete or damaged. */
    FactException defect(String path, String error) {
        if (!paused) {
            defects.put(path, new Unread("atrest", error));
        }
        return new FactException(path + ": " + error);
    }

    /** Values read, by path. */
    Map<String, @Nullable Object> reads() {
        return reads;
    }

    Map<String, Unread> defects() {
        return defects;
    }

    /** Ends the evaluation of an expression; the log knows why. */
    static final class FactException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private FactException(String message) {
            super(message, null, false, false);
        }
    }
}
