package dev.atrest.jobs.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Evidence;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Impact;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Severity;
import dev.atrest.model.UnreadFact;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingLinesTest {

    private static final Resource RESOURCE = new Resource(
            "arn:aws:s3:::b",
            ResourceType.S3_BUCKET,
            "111122223333",
            "eu-central-1",
            "b",
            Instant.EPOCH,
            new FactSheet(Map.of(), Map.of(), Map.of()));

    private static Finding finding(
            Instant readAt, List<Evidence> evidence, Optional<DataProtectionClass> known, String owner, Impact impact) {
        return new Finding(
                "rule",
                FindingStatus.WAIVED,
                Severity.HIGH,
                RESOURCE.arn(),
                RESOURCE.type(),
                RESOURCE.accountId(),
                RESOURCE.region(),
                "“b” \\ \n \u0000 😀",
                known,
                "",
                evidence,
                List.of(new UnreadFact("tags", "s3:GetBucketTagging", "AccessDenied")),
                Map.of("cis", List.of("1.1", "1.2"), "own", List.of()),
                readAt,
                owner,
                Optional.of("W-1").filter(_ -> known.isPresent()),
                impact);
    }

    private static Finding readAt(String time) {
        return finding(Instant.parse(time), List.of(), Optional.empty(), "", Impact.NONE);
    }

    private static List<Finding> readAgain(List<Finding> findings) {
        List<FindingBlock> blocks = FindingBlock.of(findings.stream()
                .map(finding -> new Judged(RESOURCE, List.of(finding)))
                .toList());
        assertThat(blocks).hasSize(1);
        return blocks.getFirst().findings().stream()
                .map(FindingBlock.Placed::finding)
                .toList();
    }

    @Test
    void everyKindOfFactComesBackAsItWas() {
        List<Evidence> evidence = List.of(
                new Evidence("text", "a \"quoted\" one", "s3:GetBucketAcl"),
                new Evidence("none", null, ""),
                new Evidence("yes", true, ""),
                new Evidence("no", false, ""),
                new Evidence("small", 7L, ""),
                new Evidence("large", Long.MIN_VALUE, ""),
                new Evidence("fraction", 0.1, ""),
                new Evidence("list", List.of("a", 1L, List.of()), ""),
                new Evidence("map", Map.of("a", Map.of("b", List.of(false))), ""));
        List<Finding> findings = List.of(
                finding(
                        Instant.EPOCH,
                        evidence,
                        Optional.of(DataProtectionClass.CONFIDENTIAL),
                        "team-a",
                        new Impact(Impact.Exposure.PUBLIC, 12, false)),
                finding(Instant.EPOCH, List.of(), Optional.empty(), "", Impact.NONE));
        assertThat(readAgain(findings)).isEqualTo(findings);
    }

    @Test
    void timesComeBackToTheNanosecondWhateverCameBeforeThem() {
        List<Finding> findings = List.of(
                readAt("2026-11-24T03:24:26.123456789Z"),
                readAt("2026-11-24T03:24:26.000000001Z"),
                readAt("2026-11-24T03:24:26.120Z"),
                readAt("2026-11-24T03:24:26Z"),
                readAt("2026-11-24T03:24:26.000001Z"),
                readAt("2026-11-24T03:24:27.5Z"),
                readAt("1969-12-31T23:59:59.999Z"),
                readAt("1969-12-31T23:59:59.001Z"),
                readAt("+12026-11-24T03:24:26.123Z"),
                readAt("+12026-11-24T03:24:25.123Z"),
                readAt("2026-11-24T03:24:26.7Z"));
        assertThat(readAgain(findings)).isEqualTo(findings);
    }
}
