package dev.atrest.evaluators;

import dev.atrest.model.Unread;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Notes which facts a decision reads, and which its sentence tells. Belongs to one resource and one thread. */
final class ReadLog {

    private final Map<String, @Nullable Object> reads = new TreeMap<>();
    private final Map<String, Unread> defects = new TreeMap<>();
    private final Map<String, @Nullable Object> told = new TreeMap<>();
    /** Read for a part of the sentence that may yet turn out to be unknown; null while the decision is being made. */
    private @Nullable Map<String, @Nullable Object> part;

    private final Map<String, @Nullable Object> parts = new HashMap<>();

    /** Forgets what was noted: a new decision begins. */
    void start() {
        reads.clear();
        defects.clear();
        told.clear();
        part = null;
    }

    /** What is read from here on belongs to a part of the sentence, no longer to the decision. */
    void startPart() {
        parts.clear();
        part = parts;
    }

    /** The part is known and stands in the sentence. */
    void keepPart() {
        if (part != null) {
            part.forEach((path, value) -> {
                if (!reads.containsKey(path)) {
                    told.put(path, value);
                }
            });
        }
    }

    /** The sentence is not used. */
    void dropParts() {
        told.clear();
    }

    /** @param value the plain value as the inventory holds it; null only for an absent date */
    void read(String path, @Nullable Object value) {
        if (part == null) {
            reads.put(path, value);
        } else {
            part.put(path, value);
        }
    }

    /** A fact that ought to be there is not, or is not what it should be: the inventory is incomplete or damaged. */
    FactException defect(String path, String error) {
        if (part == null) {
            defects.put(path, new Unread("atrest", error));
        }
        return new FactException(path + ": " + error);
    }

    /** Values that the decision read, by path, until the next begins. */
    Map<String, @Nullable Object> reads() {
        return reads;
    }

    /** Values that the sentence tells and the decision did not read, by path. */
    Map<String, @Nullable Object> told() {
        return told;
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
