package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.jobs.AssessmentFailed;
import dev.atrest.jobs.Progress;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An assessment that did not come to its end goes on when it is started again. */
@ResourceLock(Assessing.SPRING_BATCH)
class InterruptedAssessmentTest {

    /** Ends the run by an error in the middle of a task. */
    private record BreaksIn(String task) implements Progress {

        @Override
        public void begin(String begun, long total, String unit) {
            if (begun.equals(task)) {
                throw new IllegalStateException("broken on purpose");
            }
        }

        @Override
        public void advance(long units) {}

        @Override
        public void close() {}
    }

    @Test
    void whatWasReadIsNotReadAgainAndTheFindingsAreThoseOfAnUndisturbedRun(@TempDir Path folder) throws IOException {
        try (var aws = EmbeddedAws.start(Estate.load(Assessing.DEMO_ESTATE))) {
            Assessing.Result undisturbed = new Assessing(folder.resolve("a")).assess(aws, Assessing.EVERYTHING);

            var assessing = new Assessing(folder.resolve("b"));
            assertThatThrownBy(() -> assessing.assess(aws, Assessing.EVERYTHING, new BreaksIn("Writing reports")))
                    .isInstanceOf(AssessmentFailed.class);
            aws.calls().reset();
            Assessing.Result resumed = assessing.assess(aws, Assessing.EVERYTHING);

            assertThat(aws.calls().of("ec2:*")).isZero();
            assertThat(aws.calls().of("kms:*")).isZero();
            assertThat(resumed.findings().stream().map(InterruptedAssessmentTest::withoutProvenance))
                    .containsExactlyElementsOf(undisturbed.findings().stream()
                            .map(InterruptedAssessmentTest::withoutProvenance)
                            .toList());
        }
    }

    private static JsonNode withoutProvenance(JsonNode finding) {
        ObjectNode copy = finding.deepCopy().asObject();
        copy.remove("provenance");
        return copy;
    }
}
