package dev.atrest.faults;

import static dev.atrest.faults.WireAssessing.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.Fault;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the connection breaks off and how: the findings are those of an undisturbed assessment. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Application.SPRING_BATCH)
class BadWireTest {

    private EmbeddedAws aws;
    private BadWire wire;
    private WireAssessing assessing;
    private WireOutcome undisturbed;

    @BeforeAll
    void assessUndisturbed(@TempDir Path folder, @TempDir Path other) throws IOException, InterruptedException {
        aws = EmbeddedAws.start(WireAssessing.estate());
        try (var direct = new WireAssessing(aws, WireAssessing.HASTY, other)) {
            undisturbed = direct.assess();
        }
        wire = new BadWire(aws.endpoint(), 0.3);
        assessing = new WireAssessing(aws, wire.uri(), WireAssessing.HASTY, folder);
    }

    @AfterAll
    void close() throws IOException {
        assessing.close();
        wire.close();
        aws.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void threeOfTenAnswersAreSpoiledAndNothingIsMissing(long seed) throws InterruptedException {
        aws.faults().clear();
        aws.faults()
                .seed(seed)
                .add(Fault.pageSize("*", 2))
                .add(Fault.throttle("*").probability(0.2));
        wire.seed(seed);

        WireOutcome spoiled = assessing.assess();

        assertThat(wire.ways()).as(wire.inWords()).isEqualTo(8);
        assertThat(spoiled.gapsInWords()).isEmpty();
        assertThat(spoiled.said()).isEqualTo(undisturbed.said());
    }

    @Test
    void whatIsDeniedIsNamedAndNothingElseChanges() throws InterruptedException {
        aws.faults().clear();
        aws.faults().add(Fault.deny("kms:GetKeyPolicy").account(SHOP));
        wire.seed(4);

        WireOutcome denied = assessing.assess();

        assertThat(denied.silentDifferences(undisturbed)).isEmpty();
        assertThat(denied.gapsInWords())
                .containsExactly(SHOP + " eu-central-1 KMS_KEY PARTIAL kms:GetKeyPolicy AccessDeniedException");
    }
}
