package dev.atrest.jobs.cli;

import dev.atrest.jobs.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Progress that the log tells as well, for whoever asks in the morning how the night went. */
record LoggedProgress(Progress shown) implements Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    @Override
    public void begin(String task, long total, String unit) {
        LOG.info("{}: {} {}", task, total, unit);
        shown.begin(task, total, unit);
    }

    @Override
    public void advance(long units) {
        shown.advance(units);
    }

    @Override
    public void close() {
        shown.close();
    }
}
