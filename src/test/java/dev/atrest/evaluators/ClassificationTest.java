package dev.atrest.evaluators;

import static dev.atrest.evaluators.Resources.NO_KEYS;
import static dev.atrest.evaluators.Resources.TIME;
import static dev.atrest.evaluators.Resources.bucket;
import static dev.atrest.evaluators.Resources.encryption;
import static dev.atrest.evaluators.Resources.tags;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Fact;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.KmsKey;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.UnreadFact;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassificationTest {

    @TempDir
    Path directory;

    private final Classifier classifier = new Classifier(
            List.of("DataProtectionClass", "data-class"),
            Map.of(
                    "public", DataProtectionClass.PUBLIC,
                    "internal", DataProtectionClass.INTERNAL,
                    "confidential", DataProtectionClass.CONFIDENTIAL,
                    "Top Secret", DataProtectionClass.CONFIDENTIAL));

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, true, PUBLIC",
        "' public ', true, PUBLIC",
        "Internal, true, INTERNAL",
        "CONFIDENTIAL, true, CONFIDENTIAL",
        "top secret, true, CONFIDENTIAL",
        "'\u00A0PUBLIC', false, CONFIDENTIAL",
        "publıc, false, CONFIDENTIAL",
        "'PUBLIC,INTERNAL', false, CONFIDENTIAL",
        "'', false, CONFIDENTIAL",
    })
    void valuesAreComparedTrimmedAndIgnoringCaseAndUnknownOnesCountAsConfidential(
            String value, boolean valid, DataProtectionClass effective) {
        assertThat(classifier.classify("111122223333", Map.of("DataProtectionClass", value)))
                .isEqualTo(new Classification(value, true, valid, effective));
    }

    @Test
    void aMissingTagCountsAsInternal() {
        var missing = new Classification("", false, false, DataProtectionClass.INTERNAL);

        assertThat(classifier.classify("111122223333", Map.of())).isEqualTo(missing);
        assertThat(classifier.classify("111122223333", Map.of("Name", "CONFIDENTIAL")))
                .isEqualTo(missing);
    }

    @Test
    void keysAreComparedTrimmedAndIgnoringCase() {
        assertThat(classifier
                        .classify("111122223333", Map.of(" dataprotectionCLASS", "PUBLIC"))
                        .effective())
                .isEqualTo(DataProtectionClass.PUBLIC);
    }

    @Test
    void aSecondTagCannotLowerTheClassNorHideAWrongOne() {
        assertThat(classifier.classify(
                        "111122223333", Map.of("data-class", "PUBLIC", "DataProtectionClass", "CONFIDENTIAL")))
                .isEqualTo(new Classification("CONFIDENTIAL", true, true, DataProtectionClass.CONFIDENTIAL));
        assertThat(classifier.classify(
                        "111122223333", Map.of("data-class", "CONFIDENTIAL", "DataProtectionClass", "PUBLIC")))
                .isEqualTo(new Classification("CONFIDENTIAL", true, true, DataProtectionClass.CONFIDENTIAL));
        assertThat(classifier.classify(
                        "111122223333", Map.of("data-class", "typo", "DataProtectionClass", "CONFIDENTIAL")))
                .isEqualTo(new Classification("typo", true, false, DataProtectionClass.CONFIDENTIAL));
        assertThat(classifier.classify(
                        "111122223333", Map.of("DataProtectionClass", "typo", "data-class", "CONFIDENTIAL")))
                .isEqualTo(new Classification("typo", true, false, DataProtectionClass.CONFIDENTIAL));
    }

    @Test
    void theClassIsReportedWithEveryFindingAndAbsentWhenTheTagsAreUnread() {
        var known = bucket(encryption("AES256", ""), tags(Map.of("data-class", "secret")));
        var unread = bucket(encryption("AES256", ""), Fact.unread("s3:GetBucketTagging", "AccessDenied"));

        assertThat(judge("S3Bucket", known).dataProtectionClass()).contains(DataProtectionClass.CONFIDENTIAL);
        var finding = judge("S3Bucket", unread);
        assertThat(finding.dataProtectionClass()).isEmpty();
        assertThat(finding.status()).isEqualTo(FindingStatus.NOT_ASSESSED);
        assertThat(finding.unread())
                .containsExactly(new UnreadFact("dataProtectionClass", "s3:GetBucketTagging", "AccessDenied"));
    }

    @Test
    void keysAreClassifiedTooAndTheirUnreadTagsAreToldWithTheirCall() {
        assertThat(judge("KmsKey", key(Fact.known(Map.of("DataProtectionClass", "PUBLIC"), "kms:ListResourceTags")))
                        .dataProtectionClass())
                .isEqualTo(Optional.of(DataProtectionClass.PUBLIC));
        assertThat(judge("KmsKey", key(Fact.unread("kms:ListResourceTags", "ThrottlingException")))
                        .unread())
                .containsExactly(new UnreadFact("dataProtectionClass", "kms:ListResourceTags", "ThrottlingException"));
    }

    private Finding judge(String type, Resource resource) {
        var catalog = Catalogs.requiring(directory, type, "true", "resource.dataProtectionClass == 'PUBLIC'", "{name}");
        return new Evaluation(catalog, NO_KEYS, Inventory.NOTHING, TIME)
                .evaluate(resource)
                .getFirst();
    }

    private static Resource key(Fact<Map<String, String>> tags) {
        var facts = new KmsKey(
                "1",
                Fact.unread("kms:ListAliases", "AccessDenied"),
                Fact.unread("kms:DescribeKey", "AccessDenied"),
                Fact.unread("kms:GetKeyRotationStatus", "AccessDenied"),
                Fact.unread("kms:GetKeyPolicy", "AccessDenied"),
                Fact.unread("kms:ListGrants", "AccessDenied"),
                tags);
        return Resources.resource(ResourceType.KMS_KEY, "1", FactSheet.of(facts, "kms:ListKeys"));
    }

    @Test
    void whatCarriesNoClassHasThatOfItsAccount() {
        var ofAccounts = classifier.withDefaults(Map.of("111122223333", DataProtectionClass.CONFIDENTIAL));

        assertThat(ofAccounts.classify("111122223333", Map.of()))
                .isEqualTo(new Classification("", false, false, DataProtectionClass.CONFIDENTIAL));
        assertThat(ofAccounts
                        .classify("111122223333", Map.of("DataProtectionClass", "PUBLIC"))
                        .effective())
                .isEqualTo(DataProtectionClass.PUBLIC);
        assertThat(ofAccounts.classify("999999999999", Map.of()).effective()).isEqualTo(DataProtectionClass.INTERNAL);
    }
}
