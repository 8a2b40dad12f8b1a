package dev.atrest.evaluators;

import static dev.atrest.evaluators.Resources.CUSTOMER_KEY;
import static dev.atrest.evaluators.Resources.NO_KEYS;
import static dev.atrest.evaluators.Resources.TIME;
import static dev.atrest.evaluators.Resources.bucket;
import static dev.atrest.evaluators.Resources.encryption;
import static dev.atrest.evaluators.Resources.knowing;
import static dev.atrest.evaluators.Resources.tags;
import static dev.atrest.evaluators.Resources.volume;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Evidence;
import dev.atrest.model.Fact;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.JoinedKey;
import dev.atrest.model.Resource;
import dev.atrest.model.UnreadFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyJoinTest {

    private static final RuleCatalog CATALOG = ShippedRules.CATALOG;
    private static final Map<String, String> CONFIDENTIAL = Map.of("DataProtectionClass", "CONFIDENTIAL");

    @Test
    void theManagerComesFromTheKeyThatTheDirectoryFindsForTheResourcesAccountAndRegion() {
        var asked = new ArrayList<String>();
        KeyDirectory directory = (account, region, id) -> {
            asked.add(account + " " + region + " " + id);
            return new KeyDirectory.Found(CUSTOMER_KEY);
        };

        // The alias says nothing about who manages the key.
        var finding = finding(
                volume(true, "alias/aws-like", CONFIDENTIAL), directory, "ebs-volume-confidential-customer-key");

        assertThat(finding.status()).isEqualTo(FindingStatus.PASS);
        assertThat(finding.message()).isEqualTo("vol-1 (CONFIDENTIAL) is encrypted with a customer-managed key");
        assertThat(asked)
                .as("one look-up serves all rules")
                .containsExactly("111122223333 eu-central-1 alias/aws-like");
    }

    @Test
    void anEncryptedVolumesKeyMayBeAwsManaged() {
        var awsKey = new JoinedKey("arn:k", "111122223333", "AWS", "Enabled", "SYMMETRIC_DEFAULT", "AWS_KMS");

        var finding =
                finding(volume(true, "arn:k", CONFIDENTIAL), knowing(awsKey), "ebs-volume-confidential-customer-key");

        assertThat(finding.status()).isEqualTo(FindingStatus.FAIL);
        assertThat(finding.message()).isEqualTo("vol-1 (CONFIDENTIAL) is encrypted with an AWS-managed key");
    }

    @Test
    void noKeyIsNeverLookedUp() {
        KeyDirectory none = (account, region, id) -> {
            throw new AssertionError("asked for '" + id + "'");
        };

        var finding = finding(volume(false, "", CONFIDENTIAL), none, "ebs-volume-confidential-customer-key");

        assertThat(finding.status()).isEqualTo(FindingStatus.FAIL);
        assertThat(finding.message()).isEqualTo("vol-1 (CONFIDENTIAL) is not encrypted");
    }

    @Test
    void aKeyThatWasNotReadLeavesTheRuleUndecidedWithTheDirectorysReason() {
        var resource = volume(true, "arn:aws:kms:eu-central-1:444455556666:key/1", CONFIDENTIAL);

        assertThat(finding(resource, NO_KEYS, "ebs-volume-confidential-customer-key")
                        .unread())
                .containsExactly(new UnreadFact("key.manager", "kms:ListKeys", "AccessDenied"));
        assertThat(finding(resource, NO_KEYS, "ebs-volume-key-usable").unread())
                .containsExactly(new UnreadFact("key.state", "kms:ListKeys", "AccessDenied"));
    }

    @Test
    void aKeyThatDoesNotExistIsACriticalFindingAndNoCustomerKey() {
        var resource = volume(true, "arn:gone", CONFIDENTIAL);
        var directory = knowing(JoinedKey.NOT_FOUND);

        var usable = finding(resource, directory, "ebs-volume-key-usable");
        assertThat(usable.status()).isEqualTo(FindingStatus.FAIL);
        assertThat(usable.message()).isEqualTo("vol-1 (CONFIDENTIAL): its key does not exist");
        assertThat(usable.evidence()).contains(new Evidence("key.state", "NOT_FOUND", "kms:ListKeys"));
        assertThat(finding(resource, directory, "ebs-volume-confidential-customer-key")
                        .message())
                .isEqualTo("vol-1 (CONFIDENTIAL) is encrypted, but not with a KMS key that exists");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alias/aws/s3", "arn:aws:kms:eu-central-1:111122223333:alias/aws/s3"})
    void sseKmsWithoutAKeyOrWithTheAliasOfAwsIsAwsManagedAlthoughTheKeyIsNotListed(String id) {
        var resource = bucket(encryption("aws:kms", id), tags(CONFIDENTIAL));

        for (var directory : new KeyDirectory[] {NO_KEYS, knowing(JoinedKey.NOT_FOUND)}) {
            var finding = finding(resource, directory, "s3-bucket-confidential-customer-key");
            assertThat(finding.status()).isEqualTo(FindingStatus.FAIL);
            assertThat(finding.message())
                    .isEqualTo("ledger (CONFIDENTIAL): default encryption is aws:kms with an AWS-managed key");
            assertThat(finding.evidence())
                    .contains(new Evidence("encryption.key.manager", "AWS", "s3:GetBucketEncryption"));
            assertThat(finding(resource, directory, "s3-bucket-key-usable").status())
                    .isEqualTo(FindingStatus.PASS);
        }
    }

    @Test
    void anAliasThatOnlyLooksLikeOneOfAwsIsNotTakenForOne() {
        var resource = bucket(encryption("aws:kms", "alias/my/alias/aws/s3"), tags(CONFIDENTIAL));

        assertThat(finding(resource, NO_KEYS, "s3-bucket-confidential-customer-key")
                        .status())
                .isEqualTo(FindingStatus.NOT_ASSESSED);
    }

    @Test
    void unreadEncryptionIsNotLookedUp() {
        KeyDirectory none = (account, region, id) -> {
            throw new AssertionError("asked for '" + id + "'");
        };
        var resource = bucket(Fact.unread("s3:GetBucketEncryption", "AccessDenied"), tags(CONFIDENTIAL));

        assertThat(finding(resource, none, "s3-bucket-confidential-customer-key")
                        .unread())
                .containsExactly(new UnreadFact("encryption", "s3:GetBucketEncryption", "AccessDenied"));
    }

    @Test
    void everyComponentOfTheKeyIsJoined() {
        var expected = new LinkedHashMap<>(FactSheet.of(CUSTOMER_KEY, "").values());
        expected.put(FactSchema.LABEL, "a customer-managed key");

        assertThat(KeyJoin.values(CUSTOMER_KEY)).isEqualTo(expected);
    }

    private static Finding finding(Resource resource, KeyDirectory keys, String rule) {
        return new Evaluation(CATALOG, keys, Inventory.NOTHING, TIME)
                .evaluate(resource).stream()
                        .filter(finding -> finding.ruleId().equals(rule))
                        .findFirst()
                        .orElseThrow();
    }
}
