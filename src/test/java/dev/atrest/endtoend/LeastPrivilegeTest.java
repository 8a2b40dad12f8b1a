package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.endtoend.DemoExpectations.Case;
import dev.atrest.endtoend.RepeatedAssessing.Outcome;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.evaluators.ShippedRules;
import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.ResourceType;
import dev.atrest.model.UnreadFact;
import dev.atrest.readers.DeclaredCalls;
import dev.atrest.readers.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The policies of {@code config/iam}, enforced to the letter, permit all that an assessment of the demo reads. */
@ResourceLock(Assessing.SPRING_BATCH)
class LeastPrivilegeTest {

    private final RuleCatalog catalog = ShippedRules.CATALOG;

    @Test
    void withExactlyThePoliciesTheDemoIsCoveredAndJudgedAsWithoutAnyRestriction(@TempDir Path folder) throws Exception {
        try (var aws = EmbeddedAws.start(Estate.load(Assessing.DEMO_ESTATE));
                var assessing = new RepeatedAssessing(aws, Assessing.EVERYTHING, catalog, folder)) {
            Outcome unrestricted = assessing.assess();
            aws.permissions().ofUsers(IamPolicyFile.OF_CALLER.json()).ofRoles(IamPolicyFile.OF_ROLE.json());
            Outcome restricted = assessing.assess();

            assertThat(coverage(restricted)).isNotEmpty().containsExactlyElementsOf(coverage(unrestricted));
            assertThat(Differences.between(told(unrestricted), told(restricted)))
                    .isEmpty();
        }
    }

    /**
     * Taken away in layers, so that no denial hides another; {@link DeniedActionTest} takes each away alone. What stands in
     * for another is taken away with it.
     */
    @TestFactory
    Stream<DynamicTest> withoutAnActionTheCoverageOfTheDemoNamesItsCall(@TempDir Path folder) {
        var layers = List.of(
                Set.of("sts:AssumeRole"),
                Set.of(
                        "ec2:DescribeRegions",
                        "organizations:DescribeOrganization",
                        "s3:ListAllMyBuckets",
                        "s3:GetAccountPublicAccessBlock"),
                Set.of(
                        "cloudtrail:DescribeTrails",
                        "cloudtrail:LookupEvents",
                        "ec2:DescribeSnapshots",
                        "ec2:DescribeVolumes",
                        "ec2:GetEbsDefaultKmsKeyId",
                        "ec2:GetEbsEncryptionByDefault",
                        "ec2:GetSnapshotBlockPublicAccessState",
                        "events:ListRules",
                        "kms:ListKeys"),
                Set.of(
                        "cloudtrail:GetEventSelectors",
                        "cloudtrail:GetTrailStatus",
                        "ec2:DescribeSnapshotAttribute",
                        "events:ListTargetsByRule",
                        "kms:DescribeKey",
                        "kms:ListAliases",
                        "kms:ListGrants",
                        "kms:ListResourceTags",
                        "logs:DescribeMetricFilters",
                        "s3:GetBucketLogging",
                        "s3:GetBucketPolicy",
                        "s3:GetBucketPolicyStatus",
                        "s3:GetBucketPublicAccessBlock",
                        "s3:GetBucketTagging",
                        "s3:GetBucketVersioning",
                        "s3:GetEncryptionConfiguration",
                        "tag:GetResources"),
                Set.of("cloudwatch:DescribeAlarms", "kms:GetKeyPolicy", "kms:GetKeyRotationStatus"),
                Set.of("sns:ListSubscriptionsByTopic"));
        var tests = layers.stream()
                .map(layer -> dynamicTest("without " + String.join(", ", new TreeSet<>(layer)), () -> {
                    Outcome outcome = assessDemoWithout(layer, Files.createTempDirectory(folder, "run"));
                    assertThat(layer)
                            .filteredOn(action -> !action.equals("tag:GetResources"))
                            .allSatisfy(action -> assertThat(DeclaredCalls.permittedBy(action))
                                    .singleElement()
                                    .satisfies(call ->
                                            assertThat(outcome.coverage()).anyMatch(row -> Denial.isGap(row, call))));
                }));
        return Stream.concat(
                Stream.of(dynamicTest(
                        "no action is forgotten",
                        () -> assertThat(layers.stream().flatMap(Set::stream))
                                .doesNotHaveDuplicates()
                                .containsExactlyInAnyOrderElementsOf(actionsThatMatter()))),
                tests);
    }

    /** The others leave no gap, for the reasons that {@link DeniedActionTest} gives. */
    private static List<String> actionsThatMatter() {
        return Stream.concat(IamPolicyFile.OF_ROLE.actions().stream(), Stream.of("sts:AssumeRole"))
                .filter(action -> !action.equals("s3:GetBucketLocation"))
                .toList();
    }

    /** Two accounts and a region of the demo, in which every action is needed. */
    private Outcome assessDemoWithout(Set<String> actions, Path folder) throws Exception {
        var part = new Scope(Set.of("104729381650", "211938475602"), Set.of(), EnumSet.allOf(ResourceType.class), true)
                .withEncryptionContexts();
        try (var aws = EmbeddedAws.start(Estate.load(Assessing.DEMO_ESTATE));
                var assessing = new RepeatedAssessing(aws, part, catalog, folder)) {
            aws.permissions()
                    .ofUsers(IamPolicyFile.OF_CALLER.without(actions))
                    .ofRoles(IamPolicyFile.OF_ROLE.without(actions));
            return assessing.assess();
        }
    }

    /** A caller who may only assume roles reads nothing of its own account without one. */
    @Test
    void inTheCallersOwnAccountTheCallerNeedsThePolicyOfTheRoleWhereThereIsNone(@TempDir Path folder) throws Exception {
        var ownAccount = new Scope(Set.of("111111111111"), Set.of(), EnumSet.allOf(ResourceType.class), true);
        try (var aws = EmbeddedAws.start(Estate.parse("""
                        regions: { enabled: [eu-central-1] }
                        accounts:
                          - { id: "111111111111", name: Management, assumable: false, buckets: [ { name: own } ] }
                        """));
                var assessing = new RepeatedAssessing(aws, ownAccount, catalog, folder)) {
            aws.permissions().ofUsers(IamPolicyFile.OF_CALLER.json());
            assertThat(assessing.assess().coverage())
                    .isNotEmpty()
                    .allSatisfy(row -> assertThat(row.status().gap()).isTrue());

            aws.permissions().ofUsers(IamPolicyFile.OF_CALLER.json(), IamPolicyFile.OF_ROLE.json());
            assertThat(assessing.assess().coverage())
                    .isNotEmpty()
                    .noneSatisfy(row -> assertThat(row.status().gap()).isTrue());
        }
    }

    /** All of a finding but when its facts were read. */
    private record Told(String status, String message, List<Evidence> evidence, List<UnreadFact> unread) {

        static Told of(Finding finding) {
            return new Told(finding.status().name(), finding.message(), finding.evidence(), finding.unread());
        }
    }

    /** Without the name of the session, which is the assessment's own. */
    private static List<String> coverage(Outcome outcome) {
        return outcome.coverage().stream()
                .map(row -> row.toString().replaceAll("atrest-[0-9]{8}T[0-9]{6}Z", "SESSION"))
                .toList();
    }

    private static Map<Case, Told> told(Outcome outcome) {
        var told = new TreeMap<Case, Told>();
        outcome.findings().forEach((each, finding) -> told.put(each, Told.of(finding)));
        return told;
    }
}
