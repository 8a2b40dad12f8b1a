package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.Fault;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.endtoend.BacklogNights.Morning;
import dev.atrest.jobs.AssessmentFailed;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.store.BacklogEvent.Kind;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.BacklogItem.State;
import dev.atrest.model.Change;
import dev.atrest.model.Change.Cause;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.readers.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The backlog of an estate that changes from night to night. */
@ResourceLock(Assessing.SPRING_BATCH)
class BacklogHistoryTest {

    private static final String BUCKET_RULE = "s3-bucket-internal-encrypted";
    private static final String VOLUME_RULE = "ebs-volume-internal-encrypted";
    private static final String CLASSIFIED = "ebs-volume-classified";
    private static final String SHOP = "222222222222";

    private static final String BROKEN = """
            regions: { enabled: [eu-central-1] }
            role: { name: atrest-audit, externalId: atrest-demo }
            accounts:
              - { id: "111111111111", name: Management }
              - id: "222222222222"
                name: Shop
                buckets: [ { name: orders, encryption: notConfigured, tags: { owner: "shop team" } } ]
                regions:
                  eu-central-1:
                    volumes: [ { id: vol-1 }, { id: vol-2 } ]
            """;
    private static final String MENDED = BROKEN.replace("encryption: notConfigured", "encryption: AES256");
    private static final String SMALLER = BROKEN.replace(", { id: vol-2 }", "");

    @TempDir
    private Path folder;

    /** Ends the run in the middle of the backlog's step, after so many slices. */
    private static final class BreaksAfter implements Progress {

        private final int slices;
        private boolean reconciling;
        private int done;

        BreaksAfter(int slices) {
            this.slices = slices;
        }

        @Override
        public void begin(String task, long total, String unit) {
            reconciling = task.equals("Updating the backlog");
        }

        @Override
        public void advance(long units) {
            if (reconciling && done++ == slices) {
                throw new IllegalStateException("broken on purpose");
            }
        }

        @Override
        public void close() {}
    }

    @Test
    void fixesRegressionsDenialsAndDeletionsAreToldNightAfterNight() throws IOException {
        try (var aws = EmbeddedAws.start(Estate.parse(BROKEN))) {
            var nights = new BacklogNights(aws, folder);

            Morning first = nights.night();
            BacklogItem opened = first.item(BUCKET_RULE, "orders");
            assertThat(opened.state()).isEqualTo(State.OPENED);
            assertThat(opened.owner()).isEqualTo("shop team");
            assertThat(opened.id()).isEqualTo(BacklogItem.idOf(BUCKET_RULE, "arn:aws:s3:::orders"));
            assertThat(opened.command()).contains("orders");
            assertThat(first.reported()).hasSameElementsAs(first.items());
            assertThat(first.previous()).isEmpty();
            assertThat(first.changes()).isEmpty();

            Morning unchanged = nights.night();
            BacklogItem still = unchanged.item(BUCKET_RULE, "orders");
            assertThat(still.state()).isEqualTo(State.STILL_OPEN);
            assertThat(still.lastSeenAt()).isAfter(opened.lastSeenAt());
            assertThat(still.openedAt()).isEqualTo(opened.openedAt());
            assertThat(unchanged.previous()).contains(first.assessmentId());
            assertThat(unchanged.changes()).isEmpty();
            assertThat(unchanged.counts().keySet()).containsExactly(State.STILL_OPEN);
            assertThat(unchanged.standings().values())
                    .as("what stays as it is, is not written")
                    .allSatisfy(standing -> assertThat(standing.changedAt()).isEqualTo(opened.openedAt()));

            aws.become(Estate.parse(MENDED));
            Morning mended = nights.night();
            BacklogItem resolved = mended.item(BUCKET_RULE, "orders");
            assertThat(resolved.state()).isEqualTo(State.RESOLVED);
            assertThat(resolved.lastSeenAt()).isEqualTo(still.lastSeenAt());
            assertThat(mended.changes())
                    .filteredOn(change -> change.ruleId().equals(BUCKET_RULE))
                    .singleElement()
                    .satisfies(change -> {
                        assertThat(change.kind()).isEqualTo(Change.Kind.RESOLVED);
                        assertThat(change.cause()).isEqualTo(Cause.RESOURCE_CHANGED);
                        assertThat(change.detail()).contains("encryption.algorithm: NONE → AES256");
                        assertThat(change.before()).contains(FindingStatus.FAIL);
                        assertThat(change.after()).contains(FindingStatus.PASS);
                    });
            assertThat(mended.reported()).doesNotContain(resolved);

            aws.become(Estate.parse(BROKEN));
            Morning regression = nights.night();
            BacklogItem reopened = regression.item(BUCKET_RULE, "orders");
            assertThat(reopened.state()).isEqualTo(State.REOPENED);
            assertThat(reopened.reopened()).isEqualTo(1);
            assertThat(reopened.firstSeenAt()).isEqualTo(opened.openedAt());
            assertThat(regression.last(reopened).cause()).isEqualTo(Cause.RESOURCE_CHANGED);

            aws.faults().add(Fault.deny("s3:GetBucketEncryption"));
            aws.faults().add(Fault.deny("ec2:DescribeVolumes"));
            Morning denied = nights.night();
            for (BacklogItem unknown : List.of(denied.item(BUCKET_RULE, "orders"), denied.item(VOLUME_RULE, "vol-1"))) {
                assertThat(unknown.state()).isEqualTo(State.UNKNOWN);
                assertThat(denied.last(unknown).cause()).isEqualTo(Cause.NOT_READ);
            }
            assertThat(denied.last(denied.item(VOLUME_RULE, "vol-1")).detail()).contains("ec2:DescribeVolumes");
            assertThat(denied.changes())
                    .filteredOn(change -> change.kind() == Change.Kind.UNKNOWN)
                    .isNotEmpty();

            aws.faults().clear();
            aws.become(Estate.parse(SMALLER));
            Morning readAgain = nights.night();
            BacklogItem seen = readAgain.item(BUCKET_RULE, "orders");
            assertThat(seen.state()).isEqualTo(State.STILL_OPEN);
            assertThat(readAgain.kinds(seen))
                    .containsExactly(Kind.OPENED, Kind.RESOLVED, Kind.REOPENED, Kind.UNKNOWN, Kind.SEEN_AGAIN);
            BacklogItem gone = readAgain.item(VOLUME_RULE, "vol-2");
            assertThat(gone.state()).isEqualTo(State.GONE);
            assertThat(readAgain.last(gone).cause()).isEqualTo(Cause.RESOURCE_GONE);
            assertThat(readAgain.item(VOLUME_RULE, "vol-1").state()).isEqualTo(State.STILL_OPEN);
            assertThat(readAgain.trend()).isEqualTo(6);
        }
    }

    @Test
    void whatIsOutOfScopeIsLeftAloneAndChangedRulesAreToldApartFromChangedResources() throws IOException {
        try (var aws = EmbeddedAws.start(Estate.parse(BROKEN))) {
            var nights = new BacklogNights(aws, folder);
            Morning first = nights.night();

            aws.become(Estate.parse(MENDED.replace("volumes: [ { id: vol-1 }, { id: vol-2 } ]", "volumes: []")));
            for (Scope elsewhere : List.of(
                    new Scope(Set.of("111111111111"), Set.of(), BacklogNights.SCOPE.types(), true),
                    new Scope(Set.of(), Set.of(), Set.of(ResourceType.TRAIL), true))) {
                Morning other = nights.night(elsewhere, List.of(), Progress.SILENT);
                assertThat(other.items())
                        .filteredOn(item -> item.accountId().equals(SHOP))
                        .isEqualTo(first.items().stream()
                                .filter(item -> item.accountId().equals(SHOP))
                                .toList());
            }

            aws.become(Estate.parse(BROKEN));
            Morning changedRules = nights.night(BacklogNights.SCOPE, List.of(laxRules()), Progress.SILENT);
            BacklogItem resolved = changedRules.item(VOLUME_RULE, "vol-1");
            assertThat(resolved.state()).isEqualTo(State.RESOLVED);
            assertThat(changedRules.last(resolved).cause()).isEqualTo(Cause.RULE_CHANGED);
            BacklogItem unasked = changedRules.item(CLASSIFIED, "vol-1");
            assertThat(unasked.state()).isEqualTo(State.RESOLVED);
            assertThat(changedRules.last(unasked).cause()).isEqualTo(Cause.RULE_GONE);
            assertThat(unasked.command()).as("of a rule that is gone").isEmpty();

            Morning asBefore = nights.night();
            BacklogItem reopened = asBefore.item(VOLUME_RULE, "vol-1");
            assertThat(reopened.state()).isEqualTo(State.REOPENED);
            assertThat(asBefore.last(reopened).cause()).isEqualTo(Cause.RULE_CHANGED);
            assertThat(asBefore.last(asBefore.item(CLASSIFIED, "vol-1")).cause())
                    .isEqualTo(Cause.RULE_NEW);
        }
    }

    @Test
    void regionsThatAreLeftOutSingleAccountsAndAccountsThatLeaveTouchNothingElse() throws IOException {
        String twoRegions = BROKEN.replace("enabled: [eu-central-1]", "enabled: [eu-central-1, eu-west-1]")
                        .replace(
                                "{ id: vol-2 } ]",
                                "{ id: vol-2 } ]\n      eu-west-1:\n        volumes: [ { id: vol-3 } ]")
                + """
                  - id: "333333333333"
                    name: Sandbox
                    regions:
                      eu-central-1:
                        volumes: [ { id: vol-4 } ]
                """;
        try (var aws = EmbeddedAws.start(Estate.parse(twoRegions))) {
            var nights = new BacklogNights(aws, folder);
            Morning first = nights.night();
            assertThat(first.item(VOLUME_RULE, "vol-4").state()).isEqualTo(State.OPENED);

            aws.become(Estate.parse(
                    twoRegions.replace("{ id: vol-1 }, { id: vol-2 }", "").replace("{ id: vol-3 }", "")));
            Morning westOnly = nights.night(
                    new Scope(Set.of(), Set.of("eu-west-1"), BacklogNights.SCOPE.types(), true),
                    List.of(),
                    Progress.SILENT);
            assertThat(westOnly.item(VOLUME_RULE, "vol-3").state()).isEqualTo(State.GONE);
            Morning sandboxOnly = nights.night(
                    new Scope(Set.of("333333333333"), Set.of(), BacklogNights.SCOPE.types(), true),
                    List.of(),
                    Progress.SILENT);
            for (String untouched : List.of("vol-1", "vol-2")) {
                assertThat(westOnly.item(VOLUME_RULE, untouched)).isEqualTo(first.item(VOLUME_RULE, untouched));
                assertThat(sandboxOnly.item(VOLUME_RULE, untouched)).isEqualTo(first.item(VOLUME_RULE, untouched));
            }
            assertThat(sandboxOnly.item(VOLUME_RULE, "vol-4").state()).isEqualTo(State.STILL_OPEN);
            assertThat(sandboxOnly.item(VOLUME_RULE, "vol-4").lastSeenAt())
                    .isAfter(first.item(VOLUME_RULE, "vol-4").lastSeenAt());

            aws.become(Estate.parse(twoRegions));
            Morning all = nights.night();
            assertThat(all.item(VOLUME_RULE, "vol-1").state()).isEqualTo(State.STILL_OPEN);
            assertThat(all.item(VOLUME_RULE, "vol-3").state()).isEqualTo(State.REOPENED);

            aws.become(Estate.parse(twoRegions.substring(0, twoRegions.indexOf("  - id: \"333333333333\""))));
            Morning without = nights.night();
            BacklogItem left = without.item(VOLUME_RULE, "vol-4");
            assertThat(left.state()).isEqualTo(State.UNKNOWN);
            assertThat(without.last(left).cause()).isEqualTo(Cause.ACCOUNT_LEFT);
            assertThat(without.changes())
                    .filteredOn(change -> change.accountId().equals("333333333333"))
                    .isNotEmpty()
                    .allSatisfy(change -> assertThat(change.kind()).isEqualTo(Change.Kind.UNKNOWN));
            assertThat(without.item(VOLUME_RULE, "vol-1").state()).isEqualTo(State.STILL_OPEN);
        }
    }

    private Path laxRules() throws IOException {
        Path own = Files.createDirectories(folder.resolve("lax"));
        String rule = Files.readString(Path.of("config/rules/ebs/" + VOLUME_RULE + ".yml"));
        Files.writeString(
                own.resolve(VOLUME_RULE + ".yml"),
                rule.replace("require: resource.encrypted", "require: resource.encrypted || !resource.encrypted"));
        Files.writeString(own.resolve("settings.yml"), "disabledRules: [" + CLASSIFIED + "]\n");
        return own;
    }

    @Test
    void aReconciliationThatIsBrokenOffEndsAsAnUndisturbedOne() throws IOException {
        try (var aws = EmbeddedAws.start(Estate.parse(BROKEN))) {
            var nights = new BacklogNights(aws, folder);
            nights.night();
            aws.become(Estate.parse(SMALLER.replace("encryption: notConfigured", "encryption: AES256")));

            for (int slices = 0; slices < 2; slices++) {
                var broken = new BreaksAfter(slices);
                assertThatThrownBy(() -> nights.night(BacklogNights.SCOPE, List.of(), broken))
                        .isInstanceOf(AssessmentFailed.class);
            }
            Morning resumed = nights.night();

            BacklogItem resolved = resumed.item(BUCKET_RULE, "orders");
            assertThat(resolved.state()).isEqualTo(State.RESOLVED);
            assertThat(resumed.kinds(resolved)).containsExactly(Kind.OPENED, Kind.RESOLVED);
            assertThat(resumed.kinds(resumed.item(VOLUME_RULE, "vol-2"))).containsExactly(Kind.OPENED, Kind.GONE);
            assertThat(resumed.kinds(resumed.item(VOLUME_RULE, "vol-1"))).containsExactly(Kind.OPENED);
            assertThat(resumed.item(VOLUME_RULE, "vol-1").state()).isEqualTo(State.STILL_OPEN);
        }
    }
}
