package dev.atrest.evaluators;

import static dev.atrest.evaluators.Resources.bucket;
import static dev.atrest.evaluators.Resources.encryption;
import static dev.atrest.evaluators.Resources.tags;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.Evidence;
import dev.atrest.model.Fact;
import dev.atrest.model.Finding;
import dev.atrest.model.Resource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {

    private static final Resource BUCKET = bucket(
            encryption("aws:kms", "alias/data"), tags(Map.of("DataProtectionClass", "Secret", "Owner.Team", "me")));

    @TempDir
    Path directory;

    @Test
    void evidenceIsWhatTheDecisionReadInTheOrderOfThePathsWithTheCallsThatToldIt() {
        assertThat(evidence(
                        "resource.dataProtectionClass == 'CONFIDENTIAL'",
                        "resource.encryption.key.manager == 'CUSTOMER' && resource.encryption.algorithm != 'NONE'"
                                + " && resource.encryption.key.id != '' && resource.region != ''"))
                .containsExactly(
                        new Evidence("dataProtectionClass", "CONFIDENTIAL", "s3:GetBucketTagging"),
                        new Evidence("encryption.algorithm", "aws:kms", "s3:GetBucketEncryption"),
                        new Evidence("encryption.key.id", "alias/data", "s3:GetBucketEncryption"),
                        new Evidence("encryption.key.manager", "CUSTOMER", "kms:DescribeKey"),
                        new Evidence("region", "eu-central-1", "s3:ListBuckets"));
    }

    @Test
    void whatAShortCutSkippedIsNoEvidence() {
        assertThat(paths("resource.encryption.algorithm == 'aws:kms' || resource.versioning.mfaDelete"))
                .containsExactly("encryption.algorithm");
        assertThat(paths("resource.encryption.algorithm == 'x' && resource.versioning.mfaDelete"))
                .containsExactly("encryption.algorithm");
        assertThat(paths("resource.name == '' ? resource.versioning.mfaDelete : resource.policyPublic"))
                .containsExactly("name", "policyPublic");
    }

    @Test
    void anUnreadFactIsNoEvidenceEvenWhereTheRestDecided() {
        assertThat(paths("resource.logging.enabled || resource.policyPublic == false"))
                .containsExactly("policyPublic");
    }

    @Test
    void oneTagReadIsEvidenceAloneAndOneMissedShowsThemAll() {
        assertThat(evidence("true", "resource.tags['Owner.Team'] == 'me'"))
                .containsExactly(new Evidence("tags.Owner.Team", "me", "s3:GetBucketTagging"));
        assertThat(evidence("true", "'Owner' in resource.tags"))
                .containsExactly(new Evidence(
                        "tags", Map.of("DataProtectionClass", "Secret", "Owner.Team", "me"), "s3:GetBucketTagging"));
        assertThat(paths("resource.tags.exists(key, key.startsWith('Data'))")).contains("tags");
    }

    @Test
    void eachRuleHasItsOwnEvidenceAlthoughTheFactsAreShared() {
        var evaluation = new Evaluation(
                ShippedRules.CATALOG, Resources.knowing(Resources.CUSTOMER_KEY), Inventory.NOTHING, Resources.TIME);

        var byRule = evaluation.evaluate(BUCKET).stream()
                .collect(Collectors.toMap(
                        Finding::ruleId,
                        finding ->
                                finding.evidence().stream().map(Evidence::fact).toList()));

        assertThat(byRule.get("s3-bucket-confidential-customer-key"))
                .containsExactly("dataProtectionClass", "encryption.algorithm", "encryption.key.manager");
        assertThat(byRule.get("s3-bucket-mfa-delete")).containsExactly("versioning.mfaDelete", "versioning.status");
        assertThat(byRule.get("s3-bucket-block-public-access"))
                .as("the first switch that is off decides, and the sentence names all that are off")
                .containsExactly(
                        "publicAccessBlock.blockPublicAcls",
                        "publicAccessBlock.blockPublicPolicy",
                        "publicAccessBlock.ignorePublicAcls",
                        "publicAccessBlock.restrictPublicBuckets");
    }

    @Test
    void whatTheSentenceTellsIsEvidenceTooWithItsCall() {
        var catalog = Catalogs.requiring(
                directory,
                "S3Bucket",
                "true",
                "resource.policyPublic",
                "{name} {encryption.algorithm} {resource.versioning.status}{?resource.logging.enabled ? resource.policy : \"\"}");

        var finding = only(catalog, BUCKET);

        assertThat(finding.message()).isEqualTo("ledger aws:kms Enabled");
        assertThat(finding.evidence())
                .containsExactly(
                        new Evidence("encryption.algorithm", "aws:kms", "s3:GetBucketEncryption"),
                        new Evidence("policyPublic", false, "s3:GetBucketPolicyStatus"),
                        new Evidence("versioning.status", "Enabled", "s3:GetBucketVersioning"));
    }

    @Test
    void longValuesAreCutWithoutBreakingACharacter() {
        String policy = "x".repeat(998) + "\uD83D\uDD11".repeat(5_000);
        var bucket = bucket("b", encryption("AES256", ""), tags(Map.of()), Fact.known(policy, "s3:GetBucketPolicy"));
        var catalog = Catalogs.requiring(directory, "S3Bucket", "true", "resource.policy == ''", "{policy}");

        var finding = only(catalog, bucket);

        assertThat(finding.evidence())
                .containsExactly(
                        new Evidence("policy", "x".repeat(998) + "… (10998 characters)", "s3:GetBucketPolicy"));
        assertThat(finding.message()).isEqualTo("x".repeat(199) + "…");
    }

    private List<String> paths(String require) {
        return evidence("true", require).stream().map(Evidence::fact).toList();
    }

    private List<Evidence> evidence(String when, String require) {
        return only(Catalogs.requiring(directory, "S3Bucket", when, require, "{name}"), BUCKET)
                .evidence();
    }

    private static Finding only(RuleCatalog catalog, Resource resource) {
        var findings = new Evaluation(
                        catalog, Resources.knowing(Resources.CUSTOMER_KEY), Inventory.NOTHING, Resources.TIME)
                .evaluate(resource);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }
}
