package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.endtoend.DemoExpectations.Case;
import dev.atrest.model.FindingStatus;
import java.util.Map;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the independent reading expects of the demo, held against what a person makes of the comments in the estate file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the findings are worked out once
class DemoExpectationsByHandTest {

    private final Map<Case, FindingStatus> findings = DemoExpectations.findings(Assessing.DEMO_ESTATE);

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
            # AWS's affair; nothing to compare with, a copy and a volume that is gone
            kms:eu-central-1:426193857204:key/8a522d60-4ea1-4465-bd5f-269ca1a3bd9c | kms-key-policy-not-public
            ec2:eu-central-1::snapshot/snap-0f06947f0f14b6900  | ebs-snapshot-class-not-weaker-than-volume
            ec2:eu-central-1::snapshot/snap-09a0612ae85dd477c  | ebs-snapshot-class-not-weaker-than-volume
            # AWS rotates it; without material there is none to replace
            kms:eu-central-1:426193857204:key/07b117ec-8e5d-4443-90f7-ca1eb9608734 | kms-key-manual-rotation-due
            kms:eu-central-1:537284019365:key/f8fea6db-ccbc-4b5c-94d0-645f24dbb207 | kms-key-manual-rotation-due
            # unseen: the region or the listing is denied, the account suspended
            ec2:ap-southeast-1:426193857204:volume/vol-07cbfb7889e4345cc    | ebs-volume-classified
            ec2:us-east-1::snapshot/snap-02beff53c31984e9b      | ebs-snapshot-classified
            s3:::soederberg-antriebe-altdaten                               | s3-bucket-classified
            s3:::kroeger-hydraulik-cad                                      | s3-bucket-classified
            """)
    void whatARuleDoesNotApplyToHasNoFinding(String arn, String rule) {
        assertThat(findings).doesNotContainKey(new Case(rule, "arn:aws:" + arn));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # everyone: confined to the organisation, to accounts, by nothing that confines, by a condition nobody knows
            eu-central-1:318264750913:key/7c846a35-34b1-4e71-8dc6-d9ccbc5237c7 | kms-key-policy-not-public            | PASS
            eu-central-1:318264750913:key/7c846a35-34b1-4e71-8dc6-d9ccbc5237c7 | kms-key-policy-trusted-accounts-only | PASS
            eu-central-1:537284019365:key/d09feab4-0013-4f46-89e4-bae83d86bae7 | kms-key-policy-not-public            | PASS
            eu-central-1:537284019365:key/d09feab4-0013-4f46-89e4-bae83d86bae7 | kms-key-policy-trusted-accounts-only | PASS
            eu-central-1:537284019365:key/5f84480f-90d4-4131-ad6c-ab83362f7dc7 | kms-key-policy-not-public            | FAIL
            eu-central-1:537284019365:key/32ce0f49-d453-4e58-8496-fa7142ce3c50 | kms-key-policy-not-public            | FAIL
            eu-central-1:537284019365:key/184254ad-b757-4de4-a55e-984e5416fa1a | kms-key-policy-not-public            | FAIL
            eu-central-1:537284019365:key/8d488c2c-6959-4146-9617-f6557986dcc9 | kms-key-policy-not-public            | FAIL
            eu-central-1:537284019365:key/2f9d8fa1-642c-4daa-b60b-214b1e60ce89 | kms-key-policy-not-public            | FAIL
            eu-central-1:537284019365:key/ef954925-9c9a-429d-8a87-75a1bb898195 | kms-key-policy-not-public            | NOT_ASSESSED
            eu-central-1:537284019365:key/ef954925-9c9a-429d-8a87-75a1bb898195 | kms-key-policy-separation-of-duties  | PASS
            eu-central-1:537284019365:key/d8c63101-086f-4a13-93a5-2621ea925bb8 | kms-key-policy-no-full-access        | NOT_ASSESSED
            # duties: a user of IAM, one role with both, everything, everything but one action, another account
            eu-central-1:211938475602:key/6471b46d-b219-42b1-9a71-db89bace1fca | kms-key-policy-dedicated-admins      | FAIL
            eu-central-1:426193857204:key/e8b336c1-746b-4ec0-83d0-7bac0746a980 | kms-key-policy-separation-of-duties  | FAIL
            eu-central-1:648102937516:key/07808f7f-98a5-4b72-841c-894da4b93171 | kms-key-policy-no-full-access        | FAIL
            eu-central-1:537284019365:key/f35a8038-ab8b-453b-a887-f660e2ec6d69 | kms-key-policy-no-full-access        | PASS
            eu-central-1:537284019365:key/f35a8038-ab8b-453b-a887-f660e2ec6d69 | kms-key-policy-separation-of-duties  | FAIL
            eu-central-1:537284019365:key/a52167ab-f696-4e00-8852-1971cd2e50fa | kms-key-policy-no-full-access        | FAIL
            eu-central-1:537284019365:key/a52167ab-f696-4e00-8852-1971cd2e50fa | kms-key-policy-separation-of-duties  | NOT_ASSESSED
            eu-central-1:426193857204:key/07b117ec-8e5d-4443-90f7-ca1eb9608734 | kms-key-policy-dedicated-admins      | PASS
            # MFA: Allow Bool, Deny BoolIfExists; neither Allow BoolIfExists nor Deny Bool
            eu-central-1:318264750913:key/ed417475-5b6f-4a98-9cdd-eb73790298a6 | kms-key-policy-critical-calls-require-mfa | PASS
            eu-central-1:426193857204:key/07b117ec-8e5d-4443-90f7-ca1eb9608734 | kms-key-policy-critical-calls-require-mfa | PASS
            eu-central-1:537284019365:key/cb4f9406-cc30-4b8a-a06f-5ff90c9ee28a | kms-key-policy-critical-calls-require-mfa | FAIL
            eu-central-1:537284019365:key/424f4c05-fd70-4eb0-80bf-40ebd46bb932 | kms-key-policy-critical-calls-require-mfa | FAIL
            # age, grants
            eu-central-1:759310284617:key/55455222-88f1-4d7e-a3c6-2805c1a9c45f | kms-key-manual-rotation-due          | PASS
            eu-central-1:537284019365:key/e263d056-7a11-4827-83fd-10d608c3f8b3 | kms-key-manual-rotation-due          | FAIL
            eu-central-1:759310284617:key/20d98808-1f92-4878-8593-5d942f2cebf2 | kms-key-grants-trusted-principals    | PASS
            eu-central-1:537284019365:key/a52167ab-f696-4e00-8852-1971cd2e50fa | kms-key-grants-trusted-principals    | FAIL
            # uses: of one class, of three, of nothing, of nothing that was seen; Kröger Hydraulik may use the group's key
            eu-central-1:318264750913:key/ed417475-5b6f-4a98-9cdd-eb73790298a6 | kms-key-serves-one-class             | PASS
            eu-central-1:318264750913:key/7c846a35-34b1-4e71-8dc6-d9ccbc5237c7 | kms-key-serves-one-class             | NOT_ASSESSED
            eu-central-1:426193857204:key/e8b336c1-746b-4ec0-83d0-7bac0746a980 | kms-key-serves-one-class             | FAIL
            eu-central-1:104729381650:key/5c0d1f3e-84b7-4a29-9d65-3f1be07c92a8 | kms-key-unused                       | FAIL
            eu-central-1:318264750913:key/c72e9d30-25a5-4ba8-9224-32abe692f162 | kms-key-unused                       | NOT_ASSESSED
            eu-central-1:104729381650:key/ae85756b-95c5-4cf0-869c-a5f0bdaef602 | kms-key-unused                       | PASS
            """)
    void keysAreJudgedAsByHand(String arn, String rule, FindingStatus expected) {
        assertThat(findings).containsEntry(new Case(rule, "arn:aws:kms:" + arn), expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the organisation's trail leaves out KMS and reads; those of the web shop and of SAP record all of it
            eu-central-1:104729381650   | cloudtrail-logs-kms-activity         | FAIL
            us-east-1:426193857204      | cloudtrail-logs-kms-activity         | PASS
            eu-central-1:537284019365   | cloudtrail-logs-kms-activity         | PASS
            eu-central-1:759310284617   | cloudtrail-logs-kms-activity         | NOT_ASSESSED
            us-east-1:648102937516      | cloudtrail-logs-kms-activity         | PASS
            ap-southeast-1:426193857204 | cloudtrail-logs-kms-activity         | NOT_ASSESSED
            us-east-1:648102937516      | cloudtrail-multi-region              | NOT_ASSESSED
            eu-west-1:426193857204      | cloudtrail-multi-region              | PASS
            eu-west-1:211938475602      | cloudtrail-multi-region              | FAIL
            eu-west-1:426193857204      | cloudtrail-logs-object-reads         | PASS
            eu-west-1:537284019365      | cloudtrail-logs-object-reads         | FAIL
            eu-west-1:537284019365      | cloudtrail-logs-object-writes        | PASS
            # alarms: one call of two, actions off, nobody confirmed, an EventBridge rule, one that is off, one without target
            eu-central-1:426193857204   | kms-key-deletion-alarmed             | FAIL
            eu-central-1:537284019365   | kms-key-deletion-alarmed             | FAIL
            eu-central-1:211938475602   | kms-key-deletion-alarmed             | PASS
            eu-west-1:211938475602      | kms-key-deletion-alarmed             | FAIL
            us-east-1:211938475602      | kms-key-deletion-alarmed             | FAIL
            # an alarm that waits for the third change, a filter without one of the calls
            eu-central-1:104729381650   | cloudtrail-changes-alarmed           | FAIL
            eu-central-1:211938475602   | cloudtrail-changes-alarmed           | PASS
            eu-central-1:104729381650   | s3-bucket-policy-changes-alarmed     | FAIL
            eu-central-1:211938475602   | s3-bucket-policy-changes-alarmed     | PASS
            # encryption contexts
            eu-central-1:426193857204   | kms-encryption-context-not-sensitive | FAIL
            eu-west-1:426193857204      | kms-encryption-context-not-sensitive | PASS
            ap-southeast-1:426193857204 | kms-encryption-context-not-sensitive | NOT_ASSESSED
            """)
    void regionsAreWatchedAsByHand(String region, String rule, FindingStatus expected) {
        assertThat(findings).containsEntry(new Case(rule, "arn:aws:account:" + region + ":settings"), expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            s3:::www-muehlental-example           | s3-bucket-policy-not-public                | FAIL
            s3:::cdn-muehlental-example           | s3-bucket-policy-not-public                | PASS
            s3:::muehlental-pressefotos           | s3-bucket-policy-not-public                | FAIL
            s3:::muehlental-sap-datenaustausch    | s3-bucket-policy-not-public                | FAIL
            s3:::muehlental-sap-konzernberichte   | s3-bucket-policy-not-public                | PASS
            s3:::muehlental-sap-betriebsrat       | s3-bucket-policy-not-public                | NOT_ASSESSED
            s3:::muehlental-org-cloudtrail        | s3-bucket-deny-insecure-transport          | PASS
            s3:::muehlental-guardduty-befunde     | s3-bucket-deny-insecure-transport          | FAIL
            s3:::muehlental-webshop-rechnungen    | s3-bucket-deny-insecure-transport          | FAIL
            s3:::muehlental-webshop-kundenkonten  | s3-bucket-deny-insecure-transport          | FAIL
            s3:::muehlental-vertraege             | s3-bucket-confidential-policy-enforces-key | PASS
            s3:::muehlental-forensik-beweise      | s3-bucket-confidential-policy-enforces-key | FAIL
            ec2:eu-central-1::snapshot/snap-05e652d264e4fda78 | ebs-snapshot-class-not-weaker-than-volume | FAIL
            ec2:eu-central-1::snapshot/snap-069c763c19c03d499 | ebs-snapshot-class-not-weaker-than-volume | FAIL
            ec2:eu-central-1::snapshot/snap-084cc0282a6dece88 | ebs-snapshot-class-not-weaker-than-volume | PASS
            """)
    void policiesOfBucketsAndCopiesAreJudgedAsByHand(String arn, String rule, FindingStatus expected) {
        assertThat(findings).containsEntry(new Case(rule, "arn:aws:" + arn), expected);
    }
}
