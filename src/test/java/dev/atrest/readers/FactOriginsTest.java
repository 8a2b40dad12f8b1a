package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Account;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FactOriginsTest {

    private static final Scope WORKING_REGIONS = new Scope(
            Set.of(),
            Set.of(EmbeddedReading.FRANKFURT, EmbeddedReading.VIRGINIA),
            EnumSet.allOf(ResourceType.class),
            true);

    /** What the facts of real resources say of themselves is the measure. */
    @Test
    void theCallThatToldAFactIsAmongThoseThatAreNamedForIt() throws IOException {
        var resources = resourcesOfASmallOrganisation();

        assertThat(resources).extracting(Resource::type).contains(ResourceType.values());
        assertThat(resources)
                .allSatisfy(resource -> resource.facts()
                        .sources()
                        .forEach((path, call) -> assertThat(FactOrigins.of(resource.type(), path))
                                .as("the calls that FactOrigins names for '%s' of %s", path, resource.type())
                                .contains(call)));
    }

    private static List<Resource> resourcesOfASmallOrganisation() throws IOException {
        String estate = Files.readString(Path.of("src/test/resources/estates/small.yml"))
                .replace("  externalId: atrest-demo\n", "");
        var resources = new ArrayList<Resource>();
        try (var reading = EmbeddedReading.of(estate);
                var session = reading.session(WORKING_REGIONS)) {
            for (String account : List.of(EmbeddedReading.MANAGEMENT, EmbeddedReading.SHOP)) {
                try (var reader = session.open(new Account(account, "", "ACTIVE", ""))) {
                    resources.addAll(Reading.everything(reader));
                }
            }
        }
        return resources;
    }

    @Test
    void aFactInsideAnotherIsToldWithIt() {
        assertThat(FactOrigins.of(ResourceType.S3_BUCKET, "encryption.key.id"))
                .containsExactly("s3:GetBucketEncryption");
        assertThat(FactOrigins.of(ResourceType.EBS_VOLUME, "tags.Owner")).containsExactly("ec2:DescribeVolumes");
    }
}
