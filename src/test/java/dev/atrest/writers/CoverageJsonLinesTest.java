package dev.atrest.writers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Account;
import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageJsonLinesTest {

    private static final Coverage CLOSED = new Coverage(
            "123456789012",
            "eu-central-1",
            ResourceType.KMS_KEY,
            Coverage.Status.DENIED,
            0,
            2,
            Optional.of(new Coverage.Gap("kms:ListKeys", "AccessDeniedException", "User: \"x\"\u0007", "r-1", "e-1")),
            Optional.of(Coverage.Reason.SERVICE_CONTROL_POLICY),
            new Calls(
                    3,
                    2,
                    1,
                    3,
                    Optional.of(Instant.parse("2026-11-22T23:00:00Z")),
                    Optional.of(Instant.parse("2026-11-22T23:00:01Z"))));

    private static final Coverage COMPLETE = new Coverage(
            "123456789012", "eu-west-1", ResourceType.KMS_KEY, Coverage.Status.COMPLETE, 5, 0, Optional.empty());

    @Test
    void aRowIsALineAndWhatDiffersFromRunToRunStandsApart(@TempDir Path folder) throws IOException {
        var report = new MemoryReport(
                "20261122T230004Z",
                List.of(new Account("123456789012", "payments", "ACTIVE", "")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(CLOSED, COMPLETE));
        Path file = folder.resolve("coverage.jsonl");

        new CoverageJsonLines().write(report, file);

        assertThat(Files.readAllLines(file)).containsExactly("""
                {"accountId":"123456789012","region":"eu-central-1","resourceType":"KmsKey","status":"DENIED",\
                "reason":"SERVICE_CONTROL_POLICY","resources":0,"unreadFacts":2,\
                "error":{"call":"kms:ListKeys","code":"AccessDeniedException"},\
                "provenance":{"assessmentId":"20261122T230004Z","calls":3,"retries":2,"throttled":1,\
                "firstCallAt":"2026-11-22T23:00:00Z","lastCallAt":"2026-11-22T23:00:01Z",\
                "errorDetail":"User: \\"x\\"\\u0007","requestId":"r-1","extendedRequestId":"e-1"}}""", """
                {"accountId":"123456789012","region":"eu-west-1","resourceType":"KmsKey","status":"COMPLETE",\
                "reason":null,"resources":5,"unreadFacts":0,"error":null,\
                "provenance":{"assessmentId":"20261122T230004Z","calls":0,"retries":0,"throttled":0,\
                "firstCallAt":null,"lastCallAt":null,"errorDetail":"","requestId":"","extendedRequestId":""}}""");
    }
}
