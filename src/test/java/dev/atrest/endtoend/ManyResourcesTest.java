package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.jobs.AssessmentFailed;
import dev.atrest.jobs.Progress;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.readers.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** More resources than are judged and written at a time. */
@ResourceLock(Assessing.SPRING_BATCH)
class ManyResourcesTest {

    private static final Scope SCOPE =
            new Scope(Set.of(), Set.of(), EnumSet.of(ResourceType.EBS_VOLUME, ResourceType.KMS_KEY), false);

    private static final Estate ESTATE = Estate.parse("""
            organization: { managementAccount: "111111111111" }
            regions: { enabled: [eu-central-1] }
            accounts:
              - id: "111111111111"
                name: Volumes
                regions:
                  eu-central-1:
                    keys:
                      - { id: "00000000-0000-4000-8000-000000000000", rotationDays: 365 }
                    volumes:
                      - { id: "vol-0{n}", count: 2500, tags: { DataProtectionClass: CONFIDENTIAL } }
                      - { id: "vol-1{n}", count: 2500, key: "00000000-0000-4000-8000-000000000000" }
            """);

    /** Ends the run when a task has come so far. */
    private static final class BreaksAfter implements Progress {
        private final String task;
        private final long units;
        private boolean begun;
        private long done;

        BreaksAfter(String task, long units) {
            this.task = task;
            this.units = units;
        }

        @Override
        public void begin(String name, long total, String unit) {
            begun = name.equals(task);
        }

        @Override
        public void advance(long more) {
            if (begun) {
                done += more;
                if (done > units) {
                    throw new IllegalStateException("broken on purpose");
                }
            }
        }

        @Override
        public void close() {}
    }

    @Test
    void anEvaluationThatBrokeOffInTheMiddleEndsWithTheFindingsOfAnUndisturbedOne(@TempDir Path folder)
            throws IOException {
        try (var aws = EmbeddedAws.start(ESTATE)) {
            List<Path> waivers = List.of(waivers(folder.resolve("waivers")));
            Assessing.Result undisturbed = new Assessing(folder.resolve("a"), waivers).assess(aws, SCOPE);

            var assessing = new Assessing(folder.resolve("b"), waivers);
            // The first slices are written when it breaks; those after them are not.
            assertThatThrownBy(() -> assessing.assess(aws, SCOPE, new BreaksAfter("Evaluating", 4000)))
                    .isInstanceOf(AssessmentFailed.class);
            Assessing.Result resumed = assessing.assess(aws, SCOPE);

            assertThat(withoutProvenance(resumed)).isEqualTo(withoutProvenance(undisturbed));
            assertThat(resumed.summary().findings())
                    .isEqualTo(undisturbed.summary().findings());
            figuresAreThoseOfTheFindings(resumed);
            assertThat(resumed.waivers()).isEqualTo(undisturbed.waivers());
            assertThat(resumed.summary().findings(FindingStatus.WAIVED)).isEqualTo(2500);
            assertThat(resumed.waivers())
                    .extracting(use -> use.waiver().id() + " " + use.state() + " " + use.findings())
                    .containsExactly(
                            "by-tag IN_FORCE 2500",
                            "expired EXPIRED 2500",
                            "for-ever TOO_LONG 2500",
                            "nothing IN_FORCE 0");
        }
    }

    /** Volumes with the tag are not encrypted, those without it are not classified. */
    private static Path waivers(Path folder) throws IOException {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("waivers.yml"), """
                waivers:
                  - { id: by-tag, rule: ebs-volume-*, tags: { DataProtectionClass: "CONF*" }, %1$s, expires: %2$s }
                  - { id: expired, rule: ebs-volume-classified, resource: "*", %1$s, expires: %3$s }
                  - { id: for-ever, rule: ebs-volume-classified, resource: "*", %1$s, expires: 9999-12-31 }
                  - { id: nothing, rule: "*", account: "999999999999", %1$s, expires: %2$s }
                """.formatted(
                "reason: R, approver: A, granted: " + today.minusDays(20), today.plusDays(20), today.minusDays(10)));
        return folder;
    }

    private static void figuresAreThoseOfTheFindings(Assessing.Result result) throws IOException {
        assertThat(result.summary().totalResources()).isGreaterThan(5000);
        for (FindingStatus status : FindingStatus.values()) {
            assertThat(result.findings())
                    .filteredOn(finding -> finding.get("status").asString().equals(status.name()))
                    .hasSize((int) result.summary().findings(status));
        }
        assertThat(result.findings())
                .extracting(finding -> finding.get("resourceArn").asString() + " "
                        + finding.get("ruleId").asString())
                .isSorted()
                .doesNotHaveDuplicates();
        try (var backlog = Files.lines(result.reports().resolve("backlog.csv"))) {
            // A row can have several lines; its first begins with the id.
            long open = backlog.filter(line -> line.matches("[a-z0-9-]+-[0-9a-f]{16},.*"))
                    .count();
            assertThat(open)
                    .isEqualTo(result.summary().findings(FindingStatus.FAIL)
                            + result.summary().findings(FindingStatus.WAIVED));
        }
    }

    private static List<JsonNode> withoutProvenance(Assessing.Result result) {
        return result.findings().stream()
                .<JsonNode>map(finding -> {
                    ObjectNode copy = finding.deepCopy().asObject();
                    copy.remove("provenance");
                    return copy;
                })
                .toList();
    }
}
