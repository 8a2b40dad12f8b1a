package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.endtoend.RepeatedAssessing.Outcome;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.evaluators.ShippedRules;
import dev.atrest.model.Coverage;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.readers.AccessException;
import dev.atrest.readers.AwsSession;
import dev.atrest.readers.DeclaredCalls;
import dev.atrest.readers.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Takes each action away from the policies of {@code config/iam}, which the endpoint enforces, and assesses an estate in which
 * every rule passes and fails. The coverage names the call that was denied. A rule that depends on it is NOT_ASSESSED and names
 * it too, or is decided by other facts; every other rule judges as before.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Assessing.SPRING_BATCH)
class DeniedActionTest {

    private static final Path ESTATE = Path.of("src/test/resources/estates/every-rule.yml");
    private static final Set<String> ACCOUNTS = Set.of("222222222222", "333333333333");
    private static final Scope SCOPE =
            new Scope(ACCOUNTS, Set.of(), EnumSet.allOf(ResourceType.class), true).withEncryptionContexts();

    /** Calls that AWS answers without a permission, or so that the answer is not needed. */
    private static final Map<String, String> WITHOUT_PERMISSION = Map.of(
            "sts:GetCallerIdentity", "STS tells everyone who they are",
            "s3:HeadBucket", "S3 tells the region of a bucket in its refusal, too");

    /** Actions whose denial leaves no gap, and why; all findings stay as they are. */
    private static final Map<String, String> SPARED = Map.ofEntries(
            Map.entry("tag:GetResources", "tags are asked for one by one instead"),
            Map.entry("s3:GetBucketTagging", "asked only where tag:GetResources is refused"),
            Map.entry("kms:ListResourceTags", "asked only where tag:GetResources is refused"),
            Map.entry("s3:GetBucketLocation", "asked only where the listing does not tell the regions of buckets"),
            Map.entry(
                    "organizations:ListParents",
                    "an account's place in the organisation is told to people, and judged by no rule"),
            Map.entry("organizations:DescribeOrganizationalUnit", "as organizations:ListParents"),
            Map.entry(
                    "organizations:ListRoots",
                    "the tree is walked only where all accounts are looked at, and its places are for people"),
            Map.entry("organizations:ListAccountsForParent", "as organizations:ListRoots"),
            Map.entry("organizations:ListOrganizationalUnitsForParent", "as organizations:ListRoots"),
            Map.entry("organizations:ListTagsForResource", "asked only where accounts are chosen by their tags"));

    /** Spared actions that are not asked for at all while the others are allowed. */
    private static final Set<String> IN_RESERVE = Set.of(
            "s3:GetBucketTagging",
            "kms:ListResourceTags",
            "s3:GetBucketLocation",
            "organizations:ListRoots",
            "organizations:ListAccountsForParent",
            "organizations:ListOrganizationalUnitsForParent",
            "organizations:ListTagsForResource");

    /** Actions that only matter where another is denied as well. */
    private static final Map<String, String> BEHIND =
            Map.of("s3:GetBucketTagging", "tag:GetResources", "kms:ListResourceTags", "tag:GetResources");

    private static final String SEEN = "what was seen of the tier tells the regions that need a key";

    /** Rules that are decided though a call that tells one of their facts is denied, and why. */
    private static final Map<String, String> DECIDED_OTHERWISE = Map.ofEntries(
            Map.entry(
                    "ebs-snapshot-not-public without ec2:DescribeSnapshotAttribute",
                    "one listing a region tells the public snapshots"),
            Map.entry(
                    "kms-key-policy-trusted-accounts-only without organizations:ListAccounts",
                    "accounts that are assessed tell their organisation themselves"),
            Map.entry("account-application-tier-key-exists without ec2:DescribeSnapshots", SEEN),
            Map.entry("account-application-tier-key-exists without s3:GetBucketTagging", SEEN),
            Map.entry("account-application-tier-key-exists without s3:ListBuckets", SEEN),
            Map.entry("account-database-tier-key-exists without ec2:DescribeVolumes", SEEN),
            Map.entry("account-database-tier-key-exists without s3:GetBucketTagging", SEEN),
            Map.entry("account-database-tier-key-exists without s3:ListBuckets", SEEN),
            Map.entry("account-web-tier-key-exists without ec2:DescribeSnapshots", SEEN),
            Map.entry("account-web-tier-key-exists without s3:GetBucketTagging", SEEN),
            Map.entry("account-web-tier-key-exists without s3:ListBuckets", SEEN));

    private final RuleCatalog catalog = ShippedRules.CATALOG;
    private EmbeddedAws aws;
    private RepeatedAssessing assessing;
    private Outcome undisturbed;
    private Set<String> calledUndisturbed;

    @BeforeAll
    void assessWithExactlyThePolicies(@TempDir Path folder) throws Exception {
        aws = EmbeddedAws.start(Estate.load(ESTATE));
        assessing = new RepeatedAssessing(aws, SCOPE, catalog, folder);
        undisturbed = assessWithout(Set.of());
        calledUndisturbed = DeclaredCalls.operations().stream()
                .filter(call -> aws.calls().of("*", "*", call) > 0)
                .collect(Collectors.toSet());
    }

    @AfterAll
    void close() {
        assessing.close();
        aws.close();
    }

    private Outcome assessWithout(Set<String> actions) throws InterruptedException {
        aws.permissions()
                .ofUsers(IamPolicyFile.OF_CALLER.without(actions))
                .ofRoles(IamPolicyFile.OF_ROLE.without(actions));
        return assessing.assess();
    }

    // ---------------------------------------------------------------- what the estate must have

    @Test
    void withAllActionsNothingIsUnread() {
        assertThat(undisturbed.coverage())
                .isNotEmpty()
                .extracting(Coverage::status)
                .containsOnly(Coverage.Status.COMPLETE);
        assertThat(undisturbed.findings().values())
                .extracting(Finding::status)
                .doesNotContain(FindingStatus.NOT_ASSESSED);
    }

    @TestFactory
    Stream<DynamicTest> everyRulePassesSomewhereAndFailsSomewhere() {
        return catalog.rules().stream()
                .map(rule -> dynamicTest(
                        rule.id(),
                        () -> assertThat(undisturbed.findings().values())
                                .as("findings of the rule in %s, which needs a resource for each", ESTATE)
                                .filteredOn(finding -> finding.ruleId().equals(rule.id()))
                                .extracting(Finding::status)
                                .contains(FindingStatus.PASS, FindingStatus.FAIL)));
    }

    @Test
    void everyDeclaredCallIsMadeAndPermittedByAnActionOfThePolicies() {
        var permitted = actions().flatMap(action -> DeclaredCalls.permittedBy(action).stream());

        assertThat(Stream.concat(permitted, WITHOUT_PERMISSION.keySet().stream()))
                .containsExactlyInAnyOrderElementsOf(DeclaredCalls.operations());
        var notMade = new TreeSet<>(DeclaredCalls.operations());
        notMade.removeAll(calledUndisturbed);
        assertThat(notMade)
                .as("calls that the assessment of %s does not make", ESTATE)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(Stream.of("s3:HeadBucket"), IN_RESERVE.stream())
                        .toList());
    }

    // ---------------------------------------------------------------- one action is taken away

    @TestFactory
    Stream<DynamicContainer> withoutOneAction() {
        return actions().map(action -> withoutActions(List.of(action)));
    }

    /** The second is a reserve for the first. */
    @TestFactory
    Stream<DynamicContainer> withoutAnActionAndThatInItsPlace() {
        return BEHIND.entrySet().stream().map(pair -> withoutActions(List.of(pair.getValue(), pair.getKey())));
    }

    private static Stream<String> actions() {
        return Stream.concat(IamPolicyFile.OF_ROLE.actions().stream(), IamPolicyFile.OF_CALLER.actions().stream());
    }

    private DynamicContainer withoutActions(List<String> actions) {
        return dynamicContainer(
                String.join(" and ", actions), Stream.of(actions).flatMap(this::testsWithout));
    }

    private Stream<DynamicTest> testsWithout(List<String> actions) {
        Denial denial = denial(actions);
        boolean spared = actions.size() == 1 && SPARED.containsKey(actions.getFirst());
        var tests = new ArrayList<DynamicTest>();
        tests.add(
                spared
                        ? dynamicTest("no gap: " + SPARED.get(actions.getFirst()), () -> assertSpared(denial))
                        : dynamicTest(
                                "a gap names " + denial.named(),
                                () -> assertThat(denial.gaps())
                                        .as("coverage %s", denial.disturbed().coverage())
                                        .isNotEmpty()));
        var others = new ArrayList<Rule>();
        for (Rule rule : catalog.rules()) {
            if (Collections.disjoint(RuleCalls.of(catalog, rule), denial.denied())) {
                others.add(rule);
            } else {
                tests.add(dynamicTest(rule.id(), () -> assertNoSilentPass(rule, denial, spared)));
            }
        }
        tests.add(dynamicTest(
                "other rules judge as before",
                () -> assertThat(others)
                        .flatMap(rule -> denial.changes(rule.id()))
                        .isEmpty()));
        return tests.stream();
    }

    private Denial denial(List<String> actions) {
        Set<String> operations = actions.stream()
                .flatMap(action -> DeclaredCalls.permittedBy(action).stream())
                .collect(Collectors.toSet());
        String named = DeclaredCalls.permittedBy(actions.getLast()).getFirst();
        try {
            return new Denial(undisturbed, assessWithout(Set.copyOf(actions)), operations, named);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void assertSpared(Denial denial) {
        assertThat(denial.disturbed().coverage()).isEqualTo(denial.undisturbed().coverage());
        assertThat(denial.disturbed().statuses()).isEqualTo(denial.undisturbed().statuses());
    }

    private void assertNoSilentPass(Rule rule, Denial denial, boolean spared) {
        assertThat(denial.complaints(rule.id())).isEmpty();
        boolean otherwise = DECIDED_OTHERWISE.containsKey(rule.id() + " without " + denial.named());
        boolean needed = RuleCalls.of(catalog, rule).contains(denial.named());
        assertThat(denial.matters(rule.id()))
                .as(
                        "that a finding of %s is left open without %s; where it is not, the denial shows nothing",
                        rule.id(), denial.named())
                .isEqualTo(needed && !spared && !otherwise);
    }

    @Test
    void accountsThatNobodyNamesAreNotGuessed() {
        aws.permissions().ofUsers(IamPolicyFile.OF_CALLER.without(Set.of("organizations:ListAccounts")));
        var everyAccount = new Scope(Set.of(), Set.of(), EnumSet.allOf(ResourceType.class), true);
        var request = Assessing.request(aws, everyAccount, Path.of("unused"));

        try (var session = AwsSession.connect(
                request.access(), everyAccount, request.credentials().orElseThrow())) {
            assertThatThrownBy(session::accounts)
                    .isInstanceOf(AccessException.class)
                    .hasMessageContaining("organizations:ListAccounts");
        }
    }
}
