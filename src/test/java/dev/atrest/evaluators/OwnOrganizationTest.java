package dev.atrest.evaluators;

import static dev.atrest.evaluators.ReadInventory.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.AccountSettings;
import dev.atrest.model.Coverage;
import dev.atrest.model.EbsSnapshot;
import dev.atrest.model.Fact;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.KeyReference;
import dev.atrest.model.KmsKey;
import dev.atrest.model.OrganizationMembership;
import dev.atrest.model.PublicAccessBlock;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.UnreadFact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that is shared within the organisation, and what is known of who belongs to it. */
class OwnOrganizationTest {

    private static final String KEY_RULE = "kms-key-policy-trusted-accounts-only";
    private static final String SNAPSHOT_RULE = "ebs-snapshot-shared-with-trusted-accounts-only";
    private static final String OWN = "111122223333";
    private static final String SISTER = "222233334444";
    private static final String STRANGER = "444455556666";
    private static final String ORGANIZATION = "o-muehlental";

    @Test
    void anAccountOfTheOrganisationIsTrustedAndEvidenceSaysWhy() {
        var told = inventory(settings(OWN, ORGANIZATION, OWN, SISTER));

        Finding finding = told.finding(KEY_RULE, keyFor(SISTER)).orElseThrow();

        assertThat(finding.status()).isEqualTo(FindingStatus.PASS);
        assertThat(finding.evidence())
                .filteredOn(evidence -> evidence.fact().equals("organization.includes(222233334444)"))
                .singleElement()
                .satisfies(evidence -> {
                    assertThat(evidence.value()).isEqualTo(true);
                    assertThat(evidence.call()).isEqualTo("organizations:ListAccounts");
                });
        assertThat(status(told, SNAPSHOT_RULE, snapshotFor(SISTER))).isEqualTo(FindingStatus.PASS);
    }

    @Test
    void whoIsNotAmongAllAccountsOfTheOrganisationIsAStranger() {
        var told = inventory(settings(OWN, ORGANIZATION, OWN, SISTER));

        assertThat(status(told, KEY_RULE, keyFor(STRANGER))).isEqualTo(FindingStatus.FAIL);
        assertThat(status(told, SNAPSHOT_RULE, snapshotFor(STRANGER))).isEqualTo(FindingStatus.FAIL);
    }

    @Test
    void aSisterAccountOfTheAssessmentIsKnownAlsoWhereNobodyListsTheAccounts() {
        var untold = inventory(settings(OWN, ORGANIZATION), settings(SISTER, ORGANIZATION));
        var other = inventory(settings(OWN, ORGANIZATION), settings(SISTER, "o-other"));

        assertThat(status(untold, KEY_RULE, keyFor(SISTER))).isEqualTo(FindingStatus.PASS);
        assertThat(status(other, KEY_RULE, keyFor(SISTER))).isEqualTo(FindingStatus.FAIL);
    }

    @Test
    void anAccountOfWhichNobodyKnowsIsNotAssessed() {
        var untold = inventory(settings(OWN, ORGANIZATION));

        Finding key = untold.finding(KEY_RULE, keyFor(SISTER)).orElseThrow();
        assertThat(key.status()).isEqualTo(FindingStatus.NOT_ASSESSED);
        assertThat(key.message()).contains("not known which of them belong to the own organisation");
        assertThat(key.unread()).extracting(UnreadFact::call).containsExactly("organizations:ListAccounts");
        assertThat(untold.finding(SNAPSHOT_RULE, snapshotFor(SISTER))
                        .orElseThrow()
                        .unread())
                .containsExactly(
                        new UnreadFact("organization.includes(222233334444)", "organizations:ListAccounts", "NotTold"));
    }

    @Test
    void anUnreadOrganisationMattersOnlyWhereItCouldDecide() {
        var unread = inventory(settings(
                OWN,
                Fact.unread("organizations:DescribeOrganization", "AccessDenied"),
                Fact.unread("organizations:ListAccounts", "AccessDenied")));
        String condition = """
                {"Sid": "Org", "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*",
                 "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-muehlental"}}}""";
        String everyone = """
                {"Sid": "All", "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*"}""";

        assertThat(status(unread, KEY_RULE, keyFor(OWN))).isEqualTo(FindingStatus.PASS);
        assertThat(status(unread, SNAPSHOT_RULE, snapshotFor())).isEqualTo(FindingStatus.PASS);
        assertThat(status(unread, KEY_RULE, key(everyone))).isEqualTo(FindingStatus.FAIL);
        assertThat(unread.finding(KEY_RULE, key(condition)).orElseThrow().unread())
                .extracting(UnreadFact::call)
                .containsExactly("organizations:DescribeOrganization");
    }

    @Test
    void theOwnOrganisationMayBeNamedByConditionOrPath() {
        var told = inventory(settings(OWN, ORGANIZATION));
        String paths = """
                {"Sid": "Org", "Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*",
                 "Condition": {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "%s/r-1/ou-1/*"}}}""";

        assertThat(status(told, KEY_RULE, key(paths.formatted(ORGANIZATION)))).isEqualTo(FindingStatus.PASS);
        assertThat(status(told, KEY_RULE, key(paths.formatted("o-other")))).isEqualTo(FindingStatus.FAIL);
    }

    @Test
    void anAccountThatStandsAloneTrustsNobody() {
        var alone = inventory(settings(OWN, ""), settings(SISTER, ""));

        assertThat(status(alone, KEY_RULE, keyFor(SISTER))).isEqualTo(FindingStatus.FAIL);
    }

    @Test
    void settingsThatCouldNotBeReadSayWhy() {
        var denied = new ReadInventory(
                List.of(), List.of(row(OWN, Coverage.GLOBAL, ResourceType.ACCOUNT_SETTINGS, Coverage.Status.DENIED)));

        assertThat(denied.finding(SNAPSHOT_RULE, snapshotFor(SISTER))
                        .orElseThrow()
                        .unread())
                .containsExactly(new UnreadFact(
                        "organization.includes(222233334444)", "test:ListAccountSettings", "AccessDenied"));
    }

    @Test
    void withoutTheSettingEveryAccountStandsAlone(@TempDir Path overlay) throws Exception {
        Files.writeString(overlay.resolve("settings.yml"), "trustOwnOrganization: false\n");
        var catalog = RuleCatalog.load(Path.of("config"), List.of(overlay));
        var told = inventory(settings(OWN, ORGANIZATION, OWN, SISTER));

        assertThat(told.finding(catalog, KEY_RULE, keyFor(SISTER)).map(Finding::status))
                .contains(FindingStatus.FAIL);
        assertThat(told.finding(catalog, SNAPSHOT_RULE, snapshotFor(SISTER)).map(Finding::status))
                .contains(FindingStatus.FAIL);
    }

    private static ReadInventory inventory(Resource... settings) {
        return new ReadInventory(List.of(settings), List.of());
    }

    private static FindingStatus status(ReadInventory inventory, String rule, Resource resource) {
        return inventory.finding(rule, resource).orElseThrow().status();
    }

    private static Resource settings(String account, String organization, String... accounts) {
        return settings(
                account,
                Fact.known(
                        new OrganizationMembership(organization, organization.isEmpty() ? "" : OWN),
                        "organizations:DescribeOrganization"),
                Fact.known(List.of(accounts), "organizations:ListAccounts"));
    }

    private static Resource settings(
            String account, Fact<OrganizationMembership> organization, Fact<List<String>> accounts) {
        var facts = new AccountSettings(
                Fact.known(PublicAccessBlock.NONE, "s3control:GetPublicAccessBlock"), organization, accounts);
        return new Resource(
                "arn:aws:account::%s:settings".formatted(account),
                ResourceType.ACCOUNT_SETTINGS,
                account,
                "",
                account,
                Resources.TIME,
                FactSheet.of(facts, "s3control:GetPublicAccessBlock"));
    }

    private static Resource keyFor(String account) {
        return key("""
                {"Sid": "Account", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::%s:root"},
                 "Action": "kms:Decrypt", "Resource": "*"}""".formatted(account));
    }

    private static Resource key(String statement) {
        var metadata = new KmsKey.Metadata(
                "CUSTOMER",
                "Enabled",
                "SYMMETRIC_DEFAULT",
                "ENCRYPT_DECRYPT",
                "AWS_KMS",
                "NONE",
                "",
                Resources.TIME,
                Optional.empty(),
                Optional.empty());
        var facts = new KmsKey(
                "1",
                Fact.known(List.of(), "kms:ListAliases"),
                Fact.known(metadata, "kms:DescribeKey"),
                Fact.unread("kms:GetKeyRotationStatus", "AccessDenied"),
                Fact.known(
                        "{\"Version\": \"2012-10-17\", \"Statement\": [%s]}".formatted(statement), "kms:GetKeyPolicy"),
                Fact.known(List.of(), "kms:ListGrants"),
                Fact.known(Map.of(), "kms:ListResourceTags"));
        return new Resource(
                "arn:aws:kms:eu-central-1:111122223333:key/1",
                ResourceType.KMS_KEY,
                OWN,
                "eu-central-1",
                "1",
                Resources.TIME,
                FactSheet.of(facts, "kms:ListKeys"));
    }

    private static Resource snapshotFor(String... accounts) {
        var facts = new EbsSnapshot(
                "snap-1",
                "vol-1",
                8,
                "completed",
                Resources.TIME,
                true,
                Fact.known(KeyReference.NONE, "ec2:DescribeSnapshots"),
                Map.of(),
                Fact.known(false, "ec2:DescribeSnapshots"),
                Fact.known(List.of(accounts), "ec2:DescribeSnapshotAttribute"));
        return Resources.resource(ResourceType.EBS_SNAPSHOT, "snap-1", FactSheet.of(facts, "ec2:DescribeSnapshots"));
    }
}
