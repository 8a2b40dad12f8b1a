package dev.atrest.jobs.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atrest.model.Account;
import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.ResourceType;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceLinesTest {

    private static final Instant TIME = Instant.parse("2026-01-31T02:00:00.123456Z");

    private static StoredResource bucket(String name, String facts) {
        return new StoredResource(
                "arn:aws:s3:::" + name, ResourceType.S3_BUCKET, "111122223333", "eu-central-1", name, TIME, facts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"values\":{\"b\":1,\"a\":[true,\"x\"]},\"unread\":{},\"sources\":{\"\":\"s3:ListBuckets\"}}",
                "{\"values\":{\"tags\":{\"\\u0000\\n\\\"\":\"ä 🔑 \u2028 </script>\"},\"n\":9007199254740993}}"
            })
    void aResourceIsReadAsItWasWritten(String facts) {
        StoredResource resource = bucket("ünïcode-\u202e\u0007🔑\n", facts);
        byte[] line = EvidenceLines.of(resource);

        assertThat(new String(line, UTF_8)).doesNotContain("\n").contains(facts);
        assertThat(EvidenceLines.resource(line)).isEqualTo(resource);
    }

    @Test
    void accountsAndCoverageAreReadAsTheyWereWritten() {
        for (Account account : new Account[] {
            new Account("111122223333", "Webshop", "ACTIVE", "Root/Prod"),
            new Account("111122223333", "", "SUSPENDED", "", "me", "high", Optional.of(DataProtectionClass.PUBLIC))
        }) {
            assertThat(EvidenceLines.account(EvidenceLines.of(account))).isEqualTo(account);
        }
        var complete = new Coverage(
                "111122223333",
                "eu-central-1",
                ResourceType.KMS_KEY,
                Coverage.Status.PARTIAL,
                7,
                2,
                Optional.of(new Coverage.Gap("kms:GetKeyPolicy", "AccessDenied", "no", "1", "2")),
                Optional.of(Coverage.Reason.REGION_NOT_ENABLED),
                new Calls(4, 3, 2, 1, Optional.of(TIME), Optional.of(TIME.plusSeconds(1))));
        var bare = new Coverage(
                "111122223333", "global", ResourceType.S3_BUCKET, Coverage.Status.COMPLETE, 0, 0, Optional.empty());
        for (Coverage row : new Coverage[] {complete, bare}) {
            var listing = new ListingState(
                    row, Optional.of("token"), new UnreadTally(Map.of("kms:GetKeyPolicy AccessDenied", 2L)));
            assertThat(EvidenceLines.listing(EvidenceLines.of(listing))).isEqualTo(listing);
        }
    }

    @Test
    void whatIsNotWrittenSoIsRefused() {
        String line = new String(EvidenceLines.of(bucket("a", "{\"values\":{}}")), UTF_8);
        for (String other : new String[] {
            "",
            "null",
            "[]",
            "{}",
            line.replace(":{}", ": {}"),
            line.replace("S3_BUCKET", "S4"),
            line.replace("02:00:00.123456Z", "02:00:00.123456+00:00"),
            line.replace("}}", "}},\"more\":1}"),
            line.replace("\"name\":\"a\",", ""),
            line.replace("\"name\":\"a\"", "\"name\":\"\\u0061\""),
            line.replace(",\"facts\":{\"values\":{}}", "")
        }) {
            assertThatExceptionOfType(EvidenceLines.MalformedLine.class)
                    .as(other)
                    .isThrownBy(() -> EvidenceLines.resource(other.getBytes(UTF_8)));
        }
        assertThatExceptionOfType(EvidenceLines.MalformedLine.class)
                .isThrownBy(() -> EvidenceLines.account("{\"id\":\"1\"}".getBytes(UTF_8)));
        assertThatExceptionOfType(EvidenceLines.MalformedLine.class)
                .isThrownBy(() -> EvidenceLines.listing("{}".getBytes(UTF_8)));
    }
}
