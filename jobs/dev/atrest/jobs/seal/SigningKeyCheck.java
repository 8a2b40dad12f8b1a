package dev.atrest.jobs.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.stereotype.Component;

/** Finds the signing key before anything is read: a night must not end without a seal for a mistyped name. */
@Component
public class SigningKeyCheck implements JobExecutionListener {

    private final SigningKeys keys;

    SigningKeyCheck(SigningKeys keys) {
        this.keys = keys;
    }

    @Override
    public void beforeJob(JobExecution execution) {
        try {
            keys.key();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
