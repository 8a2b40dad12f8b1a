package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** An account does not tell its regions: what belongs to no region is read all the same, and the rest is told as missing. */
@ResourceLock(Assessing.SPRING_BATCH)
class DeniedRegionsTest {

    private static final String ACCOUNT = "426193857204";

    @Test
    void bucketsAndAccountSettingsAreReadWithoutTheRegions(@TempDir Path folder) throws IOException {
        Path estate = Files.writeString(
                folder.resolve("estate.yml"),
                Files.readString(Assessing.DEMO_ESTATE) + "  - { fault: deny, account: \"" + ACCOUNT
                        + "\", action: \"ec2:DescribeRegions\" }\n");

        Assessing.Result result;
        try (var aws = EmbeddedAws.start(Estate.load(estate))) {
            result = new Assessing(folder).assess(aws, Assessing.EVERYTHING);
        }

        assertThat(result.coverage())
                .filteredOn(row -> row.accountId().equals(ACCOUNT))
                .hasSize(ResourceType.values().length)
                .allSatisfy(row -> {
                    if (row.type().scope() == ResourceType.Scope.ACCOUNT) {
                        assertThat(row.region()).isEqualTo(Coverage.GLOBAL);
                        assertThat(row.status()).isIn(Coverage.Status.COMPLETE, Coverage.Status.PARTIAL);
                        assertThat(row.resources()).isPositive();
                    } else {
                        assertThat(row.region()).isEqualTo(Coverage.ALL_REGIONS);
                        assertThat(row.status()).isEqualTo(Coverage.Status.DENIED);
                        assertThat(row.error())
                                .hasValueSatisfying(
                                        gap -> assertThat(gap.call()).isEqualTo("ec2:DescribeRegions"));
                    }
                });
    }
}
