package dev.atrest.jobs;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Somebody's wish that the job under way stops, to go on another time. Safe for use by many threads. */
@Component
public class StopRequest {

    private final List<Runnable> actions = new CopyOnWriteArrayList<>();
    private volatile boolean made;

    StopRequest() {}

    /** Wishes it. Calls under way are broken off, and what they would have told is not written. */
    public void make() {
        made = true;
        actions.forEach(Runnable::run);
    }

    public boolean made() {
        return made;
    }

    /**
     * To be called before anything is written that was read of AWS: after the wish, calls fail because the connections are
     * closed, and such a failure says nothing of AWS.
     *
     * @throws CancellationException when the job is to stop
     */
    public void throwIfMade() {
        if (made) {
            throw new CancellationException("the job is to stop");
        }
    }

    /** What else is to happen when the wish is made. */
    void onMade(Runnable action) {
        actions.add(action);
    }
}
