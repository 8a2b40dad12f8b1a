package dev.atrest.evaluators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FactReferenceTest {

    private static final Path PAGE = Path.of("docs/facts.md");

    @Test
    void thePageOfFactsIsCurrent() throws IOException {
        if (Boolean.getBoolean("atrest.update")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, FactReference.markdown());
        }

        assertThat(Files.readString(PAGE))
                .as("renew with ./mvnw test -Dtest=FactReferenceTest -Datrest.update=true")
                .isEqualTo(FactReference.markdown());
    }

    @ParameterizedTest
    @EnumSource
    void everyFactIsDescribed(ResourceType type) {
        assertThat(FactSchema.of(type).fieldsByPath().values())
                .isNotEmpty()
                .allSatisfy(field ->
                        assertThat(field.description()).as(field.path()).isNotBlank());
    }

    @Test
    void joinedAndDerivedFactsAreAmongThem() {
        assertThat(FactReference.markdown())
                .contains("| `encryption.key.manager` | string | CUSTOMER, AWS (an AWS-managed key)")
                .contains("| `classification.valid` | bool |")
                .contains("| `metadata.deletionDate` | timestamp or null |")
                .contains("| `eventSelectors[].readWriteType` | string |");
    }
}
