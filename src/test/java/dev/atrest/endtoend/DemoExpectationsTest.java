package dev.atrest.endtoend;

import static dev.atrest.model.FindingStatus.FAIL;
import static dev.atrest.model.FindingStatus.NOT_ASSESSED;
import static dev.atrest.model.FindingStatus.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.endtoend.DemoExpectations.Case;
import dev.atrest.endtoend.ExpectedCoverage.Place;
import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the findings are worked out once
class DemoExpectationsTest {

    private static final Path ESTATE = Path.of("embedded-aws/demo-estate.yml");

    private final Map<Case, FindingStatus> findings = DemoExpectations.findings(ESTATE);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3-bucket-classified",
                "ebs-volume-classified",
                "ebs-snapshot-classified",
                "s3-bucket-internal-encrypted",
                "ebs-volume-internal-encrypted",
                "ebs-snapshot-internal-encrypted",
                "s3-bucket-confidential-customer-key",
                "ebs-volume-confidential-customer-key",
                "ebs-snapshot-confidential-customer-key",
                "s3-bucket-key-usable",
                "ebs-volume-key-usable",
                "ebs-snapshot-key-usable",
                "ebs-encryption-by-default",
                "ebs-default-key-customer-managed",
                "ebs-snapshot-not-public",
                "ebs-snapshot-shared-with-trusted-accounts-only",
                "ebs-snapshot-block-public-access",
                "s3-account-block-public-access",
                "s3-bucket-block-public-access",
                "s3-bucket-mfa-delete",
                "s3-bucket-key-enabled",
                "kms-key-rotation-enabled",
                "kms-key-not-pending-deletion",
                "cloudtrail-log-validation-enabled",
                "cloudtrail-encrypted-with-customer-key",
                "cloudtrail-delivers-to-logs"
            })
    void theDemoShowsEachRulePassAndFail(String rule) {
        assertThat(statuses(rule)).contains(PASS, FAIL);
    }

    @Test
    void theDemoLeavesNothingElseToExpect() {
        assertThat(findings.keySet().stream().map(Case::ruleId).distinct()).hasSize(26);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3-bucket-classified",
                "s3-bucket-internal-encrypted",
                "s3-bucket-confidential-customer-key",
                "s3-bucket-key-usable",
                "s3-bucket-key-enabled",
                "s3-bucket-mfa-delete",
                "s3-bucket-block-public-access",
                "s3-account-block-public-access",
                "ebs-volume-confidential-customer-key",
                "ebs-volume-key-usable",
                "ebs-snapshot-confidential-customer-key",
                "ebs-snapshot-key-usable",
                "ebs-snapshot-shared-with-trusted-accounts-only",
                "ebs-encryption-by-default",
                "ebs-default-key-customer-managed",
                "ebs-snapshot-block-public-access",
                "kms-key-rotation-enabled",
                "kms-key-not-pending-deletion",
                "cloudtrail-encrypted-with-customer-key"
            })
    void theDemoShowsWhatCannotBeReadAsNotAssessed(String rule) {
        assertThat(statuses(rule)).contains(NOT_ASSESSED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the class: trimmed, ignoring case; look-alikes and other words are unknown, hence CONFIDENTIAL
            muehlental-cloudformation-vorlagen    | s3-bucket-classified                | PASS
            muehlental-cloudformation-vorlagen    | s3-bucket-internal-encrypted        | PASS
            muehlental-ersatzteilkatalog          | s3-bucket-classified                | FAIL
            muehlental-ersatzteilkatalog          | s3-bucket-confidential-customer-key | FAIL
            muehlental-datenblaetter              | s3-bucket-classified                | FAIL
            muehlental-datenblaetter              | s3-bucket-confidential-customer-key | PASS
            muehlental-webshop-suchindex          | s3-bucket-classified                | FAIL
            muehlental-webshop-suchindex          | s3-bucket-internal-encrypted        | PASS
            muehlental-entwicklung-geheim         | s3-bucket-classified                | NOT_ASSESSED
            muehlental-entwicklung-geheim         | s3-bucket-confidential-customer-key | NOT_ASSESSED
            # keys: AWS-managed, gone, disabled, of other accounts
            muehlental-webshop-zahlungen          | s3-bucket-confidential-customer-key | FAIL
            muehlental-webshop-lieferscheine      | s3-bucket-confidential-customer-key | FAIL
            muehlental-webshop-lieferscheine      | s3-bucket-key-usable                | PASS
            muehlental-webshop-speditionen        | s3-bucket-confidential-customer-key | PASS
            muehlental-webshop-archiv-2021        | s3-bucket-confidential-customer-key | PASS
            muehlental-webshop-archiv-2021        | s3-bucket-key-usable                | FAIL
            muehlental-webshop-newsletter         | s3-bucket-key-usable                | FAIL
            muehlental-webshop-haendlerportal     | s3-bucket-confidential-customer-key | PASS
            muehlental-webshop-agentur-uebergabe  | s3-bucket-confidential-customer-key | NOT_ASSESSED
            muehlental-webshop-hydraulik-katalog  | s3-bucket-key-usable                | NOT_ASSESSED
            muehlental-webshop-antriebe-altdaten  | s3-bucket-internal-encrypted        | PASS
            muehlental-entwicklung-ki-modelle     | s3-bucket-confidential-customer-key | NOT_ASSESSED
            muehlental-entwicklung-ki-daten       | s3-bucket-confidential-customer-key | PASS
            # encryption unread, absent, or in a region that is denied
            muehlental-sap-gehaltslauf            | s3-bucket-confidential-customer-key | NOT_ASSESSED
            muehlental-sap-gehaltslauf            | s3-bucket-classified                | PASS
            muehlental-webshop-zugriffe           | s3-bucket-internal-encrypted        | FAIL
            muehlental-webshop-singapur           | s3-bucket-block-public-access       | NOT_ASSESSED
            """)
    void bucketsAreJudgedAsByHand(String bucket, String rule, FindingStatus expected) {
        assertThat(findings).containsEntry(new Case(rule, "arn:aws:s3:::" + bucket), expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # key gone
            ec2:eu-central-1:426193857204:volume/vol-05a72a4a0a76039bb    | ebs-volume-key-usable                          | FAIL
            ec2:eu-central-1:426193857204:volume/vol-05a72a4a0a76039bb    | ebs-volume-confidential-customer-key           | FAIL
            ec2:eu-central-1:426193857204:volume/vol-0eeebed830dbc13e5    | ebs-volume-internal-encrypted                  | PASS
            # key of another account, of the account that lets nobody in, disabled, not described
            ec2:eu-central-1:426193857204:volume/vol-0d7771beb3f85c1d9    | ebs-volume-confidential-customer-key           | PASS
            ec2:eu-central-1:426193857204:volume/vol-0ba3960fc43ee0e36    | ebs-volume-key-usable                          | NOT_ASSESSED
            ec2:eu-central-1:426193857204:volume/vol-0cc2f5763bcee78bf    | ebs-volume-key-usable                          | FAIL
            ec2:eu-central-1:537284019365:volume/vol-05dce67ebcd57ef77    | ebs-volume-confidential-customer-key           | NOT_ASSESSED
            ec2:eu-central-1:537284019365:volume/vol-0b9a76c7ee7fadcf5    | ebs-volume-internal-encrypted                  | PASS
            # not encrypted, and that decides
            ec2:eu-central-1:426193857204:volume/vol-0e78a986f00674016    | ebs-volume-confidential-customer-key           | FAIL
            # sharing
            ec2:us-east-1::snapshot/snap-0e3eb041f4b846f0d    | ebs-snapshot-not-public                        | FAIL
            ec2:eu-central-1::snapshot/snap-03b12de176c9ffdba | ebs-snapshot-shared-with-trusted-accounts-only | FAIL
            ec2:eu-central-1::snapshot/snap-0f10684c6f87f60e1 | ebs-snapshot-shared-with-trusted-accounts-only | PASS
            ec2:eu-central-1::snapshot/snap-0a394bd2dadcd9ce9 | ebs-snapshot-shared-with-trusted-accounts-only | NOT_ASSESSED
            ec2:eu-west-1::snapshot/snap-017e64467957a0e07    | ebs-snapshot-not-public                        | FAIL
            # rotation: two years, one day too many, unread
            kms:eu-central-1:537284019365:key/424f4c05-fd70-4eb0-80bf-40ebd46bb932 | kms-key-rotation-enabled | FAIL
            kms:eu-west-1:648102937516:key/f701b303-51cd-4fb9-89a5-f1d8c8f36d03    | kms-key-rotation-enabled | FAIL
            kms:eu-central-1:537284019365:key/de2f4a4d-0a22-427c-8b56-acc7ace9cccd | kms-key-rotation-enabled | NOT_ASSESSED
            kms:eu-central-1:537284019365:key/1b8e22b8-5443-4944-8628-b2cfc7af7ba8 | kms-key-not-pending-deletion | NOT_ASSESSED
            kms:eu-central-1:426193857204:key/962e47bf-5e01-401d-94f7-846f5030ca9d | kms-key-not-pending-deletion | FAIL
            # settings
            account:us-east-1:318264750913:settings      | ebs-encryption-by-default        | FAIL
            account:us-east-1:104729381650:settings      | ebs-snapshot-block-public-access | FAIL
            account:ap-southeast-1:104729381650:settings | ebs-encryption-by-default        | FAIL
            account:ap-southeast-1:211938475602:settings | ebs-encryption-by-default        | NOT_ASSESSED
            account:eu-central-1:648102937516:settings   | ebs-default-key-customer-managed | FAIL
            account::318264750913:settings               | s3-account-block-public-access   | FAIL
            account::759310284617:settings               | s3-account-block-public-access   | NOT_ASSESSED
            # trails
            cloudtrail:eu-central-1:104729381650:trail/muehlental-organisation | cloudtrail-encrypted-with-customer-key | PASS
            cloudtrail:eu-central-1:537284019365:trail/sap-revision            | cloudtrail-encrypted-with-customer-key | FAIL
            cloudtrail:eu-central-1:759310284617:trail/fernwartung             | cloudtrail-encrypted-with-customer-key | NOT_ASSESSED
            """)
    void regionalResourcesAreJudgedAsByHand(String arn, String rule, FindingStatus expected) {
        assertThat(findings).containsEntry(new Case(rule, "arn:aws:" + arn), expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # PUBLIC needs no encryption, though its encryption be absent or unread
            s3:::www-muehlental-example                           | s3-bucket-internal-encrypted
            s3:::www-muehlental-example                           | s3-bucket-confidential-customer-key
            s3:::muehlental-sap-oeffentliche-ausschreibungen      | s3-bucket-confidential-customer-key
            # SSE-S3 names no key; DSSE-KMS knows no bucket keys
            s3:::muehlental-webshop-kundenkonten                  | s3-bucket-key-usable
            s3:::muehlental-forensik-beweise                      | s3-bucket-key-enabled
            # not encrypted: there is no key to be usable
            ec2:eu-central-1:426193857204:volume/vol-0e78a986f00674016 | ebs-volume-key-usable
            # nothing to switch on: pending deletion, replica, custom key store, AWS-managed, asymmetric
            kms:eu-central-1:426193857204:key/962e47bf-5e01-401d-94f7-846f5030ca9d | kms-key-rotation-enabled
            kms:eu-west-1:426193857204:key/mrk-45ee725c4011dd36c0b9f82cc8c9fd8e    | kms-key-rotation-enabled
            kms:eu-central-1:537284019365:key/e263d056-7a11-4827-83fd-10d608c3f8b3 | kms-key-rotation-enabled
            kms:eu-central-1:426193857204:key/8a522d60-4ea1-4465-bd5f-269ca1a3bd9c | kms-key-rotation-enabled
            kms:eu-central-1:426193857204:key/b193b8b1-c54f-4cd8-a76f-c0f7374796f9 | kms-key-rotation-enabled
            # unseen: the region or the listing is denied, the account suspended
            ec2:ap-southeast-1:426193857204:volume/vol-07cbfb7889e4345cc    | ebs-volume-classified
            ec2:us-east-1::snapshot/snap-02beff53c31984e9b      | ebs-snapshot-classified
            s3:::soederberg-antriebe-altdaten                               | s3-bucket-classified
            s3:::kroeger-hydraulik-cad                                      | s3-bucket-classified
            """)
    void whatARuleDoesNotApplyToHasNoFinding(String arn, String rule) {
        assertThat(findings).doesNotContainKey(new Case(rule, "arn:aws:" + arn));
    }

    @Test
    void theDemoHasSomeFourHundredResources() {
        Map<ResourceType, Integer> resources = DemoExpectations.resources(ESTATE);
        assertThat(resources).containsOnlyKeys(ResourceType.values());
        assertThat(resources.values().stream().mapToInt(Integer::intValue).sum())
                .isBetween(380, 440);
        assertThat(findings.keySet().stream()
                        .map(Case::resourceArn)
                        .filter(arn -> arn.startsWith("arn:aws:s3"))
                        .distinct())
                .hasSize(resources.get(ResourceType.S3_BUCKET));
    }

    @Test
    void theDemoShowsEveryKindOfCoverage() {
        Map<Place, Coverage.Status> coverage = DemoExpectations.coverage(ESTATE);
        assertThat(coverage)
                .containsEntry(
                        new Place("211938475602", "eu-central-1", ResourceType.KMS_KEY), Coverage.Status.COMPLETE)
                .containsEntry(new Place("537284019365", "eu-central-1", ResourceType.KMS_KEY), Coverage.Status.PARTIAL)
                .containsEntry(new Place("426193857204", "ap-southeast-1", ResourceType.TRAIL), Coverage.Status.DENIED)
                .containsEntry(new Place("648102937516", "eu-central-1", ResourceType.TRAIL), Coverage.Status.COMPLETE)
                .containsEntry(
                        new Place("104729381650", "ap-southeast-1", ResourceType.TRAIL), Coverage.Status.COMPLETE)
                .containsEntry(
                        new Place("860421395728", Coverage.ALL_REGIONS, ResourceType.S3_BUCKET), Coverage.Status.DENIED)
                .containsEntry(
                        new Place("971532406839", Coverage.ALL_REGIONS, ResourceType.S3_BUCKET),
                        Coverage.Status.EXCLUDED);
    }

    private List<FindingStatus> statuses(String rule) {
        return findings.entrySet().stream()
                .filter(finding -> finding.getKey().ruleId().equals(rule))
                .map(Map.Entry::getValue)
                .collect(Collectors.toList());
    }
}
