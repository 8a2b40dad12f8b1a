package dev.atrest.writers;

import dev.atrest.model.Framework;
import dev.atrest.model.Framework.Assessment;
import dev.atrest.model.Framework.Control;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.model.Rule.Effort;
import dev.atrest.model.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rules and frameworks like those that are shipped, for reports to show. */
final class SampleRules {

    private static final String ENTERPRISE = "enterprise-data-encryption";
    private static final String CIS = "cis-aws-foundations@7.0.0";

    private SampleRules() {}

    static List<Rule> all() {
        return Stream.of(
                        rule(
                                "s3-bucket-classified",
                                "Buckets carry a valid data protection class",
                                Severity.MEDIUM,
                                ResourceType.S3_BUCKET,
                                "E0",
                                "3.1.3"),
                        rule(
                                "s3-bucket-internal-encrypted",
                                "Internal and confidential buckets are encrypted by default",
                                Severity.MEDIUM,
                                ResourceType.S3_BUCKET,
                                "E2",
                                ""),
                        rule(
                                "s3-bucket-confidential-customer-key",
                                "Confidential buckets are encrypted with a customer-managed key",
                                Severity.HIGH,
                                ResourceType.S3_BUCKET,
                                "E3",
                                ""),
                        rule(
                                "s3-bucket-confidential-policy-enforces-key",
                                "The policy of a confidential bucket refuses other keys and algorithms",
                                Severity.MEDIUM,
                                ResourceType.S3_BUCKET,
                                "E3",
                                ""),
                        rule(
                                "s3-bucket-key-usable",
                                "The key that encrypts a bucket exists and is enabled",
                                Severity.CRITICAL,
                                ResourceType.S3_BUCKET,
                                "E3",
                                ""),
                        rule(
                                "s3-bucket-policy-not-public",
                                "No bucket policy opens the bucket to the world",
                                Severity.CRITICAL,
                                ResourceType.S3_BUCKET,
                                "E12",
                                "2.21"),
                        rule(
                                "s3-bucket-block-public-access",
                                "Buckets block public access",
                                Severity.HIGH,
                                ResourceType.S3_BUCKET,
                                "E12",
                                "3.1.4"),
                        rule(
                                "s3-bucket-deny-insecure-transport",
                                "Bucket policies refuse requests without TLS",
                                Severity.MEDIUM,
                                ResourceType.S3_BUCKET,
                                "E12",
                                "3.1.1"),
                        rule(
                                "s3-bucket-mfa-delete",
                                "Deleting a version of an object needs MFA",
                                Severity.LOW,
                                ResourceType.S3_BUCKET,
                                "E12",
                                "3.1.2"),
                        rule(
                                "s3-bucket-key-enabled",
                                "Buckets with SSE-KMS use an S3 Bucket Key",
                                Severity.INFORMATIONAL,
                                ResourceType.S3_BUCKET,
                                "E12",
                                ""),
                        rule(
                                "s3-account-block-public-access",
                                "The account blocks public access to S3",
                                Severity.HIGH,
                                ResourceType.ACCOUNT_SETTINGS,
                                "E12",
                                "3.1.4"),
                        rule(
                                "ebs-volume-internal-encrypted",
                                "Internal and confidential volumes are encrypted",
                                Severity.HIGH,
                                ResourceType.EBS_VOLUME,
                                "E2",
                                ""),
                        rule(
                                "ebs-volume-confidential-customer-key",
                                "Confidential volumes are encrypted with a customer-managed key",
                                Severity.HIGH,
                                ResourceType.EBS_VOLUME,
                                "E3",
                                ""),
                        rule(
                                "ebs-snapshot-internal-encrypted",
                                "Internal and confidential snapshots are encrypted",
                                Severity.HIGH,
                                ResourceType.EBS_SNAPSHOT,
                                "E2",
                                ""),
                        rule(
                                "ebs-snapshot-not-public",
                                "No snapshot can be restored by the world",
                                Severity.CRITICAL,
                                ResourceType.EBS_SNAPSHOT,
                                "E12",
                                ""),
                        rule(
                                "ebs-snapshot-shared-with-trusted-accounts-only",
                                "Snapshots are shared with trusted accounts only",
                                Severity.HIGH,
                                ResourceType.EBS_SNAPSHOT,
                                "E12",
                                ""),
                        rule(
                                "ebs-encryption-by-default",
                                "New EBS volumes are encrypted by default",
                                Severity.HIGH,
                                ResourceType.REGION_SETTINGS,
                                "E12",
                                "6.1.1"),
                        rule(
                                "kms-key-rotation-enabled",
                                "Customer-managed keys rotate at least once a year",
                                Severity.MEDIUM,
                                ResourceType.KMS_KEY,
                                "E4",
                                "4.6"),
                        rule(
                                "kms-key-policy-not-public",
                                "No key policy lets the world use or manage the key",
                                Severity.CRITICAL,
                                ResourceType.KMS_KEY,
                                "E5",
                                "2.21"),
                        rule(
                                "kms-key-policy-no-full-access",
                                "No principal but the account itself holds full access to a key",
                                Severity.HIGH,
                                ResourceType.KMS_KEY,
                                "E5",
                                ""),
                        rule(
                                "kms-key-policy-separation-of-duties",
                                "Nobody may both administer and use a key",
                                Severity.HIGH,
                                ResourceType.KMS_KEY,
                                "E5",
                                ""),
                        rule(
                                "kms-key-policy-dedicated-admins",
                                "Keys are administered by the dedicated role group",
                                Severity.HIGH,
                                ResourceType.KMS_KEY,
                                "E6",
                                ""),
                        rule(
                                "kms-key-policy-critical-calls-require-mfa",
                                "Critical KMS calls need MFA",
                                Severity.HIGH,
                                ResourceType.KMS_KEY,
                                "E7",
                                ""),
                        rule(
                                "kms-key-not-pending-deletion",
                                "No key is waiting to be deleted",
                                Severity.CRITICAL,
                                ResourceType.KMS_KEY,
                                "E11",
                                ""),
                        rule(
                                "cloudtrail-encrypted-with-customer-key",
                                "Trails are encrypted with a customer-managed key",
                                Severity.MEDIUM,
                                ResourceType.TRAIL,
                                "E8",
                                "4.5"),
                        rule(
                                "cloudtrail-log-validation-enabled",
                                "Trails validate their log files",
                                Severity.MEDIUM,
                                ResourceType.TRAIL,
                                "E8",
                                "4.2"))
                .sorted(Comparator.comparing(Rule::id))
                .toList();
    }

    private static Rule rule(
            String id, String title, Severity severity, ResourceType type, String requirement, String cisControl) {
        var controls = cisControl.isEmpty()
                ? Map.of(ENTERPRISE, List.of(requirement))
                : Map.of(ENTERPRISE, List.of(requirement), CIS, List.of(cisControl));
        return new Rule(
                id,
                title,
                severity,
                type,
                "true",
                "resource.compliant",
                "{name}: not as required",
                "Data at rest is only as safe as the key that protects it and the people who hold it. Where this rule is"
                        + " broken, one wrong grant is enough for the data to be read outside the circle that its"
                        + " classification allows, and the log would not show it as unusual.",
                new Rule.Remediation(
                        Effort.values()[severity.ordinal() % 3],
                        "Change the setting in the account's own pipeline, so that it is not undone by the next deployment."
                                + " Re-encrypt existing data where the setting only holds for new objects.",
                        command(type),
                        ""),
                controls,
                "config/rules/" + id + ".yml");
    }

    private static String command(ResourceType type) {
        return switch (type) {
            case S3_BUCKET ->
                "aws s3api put-bucket-encryption --bucket {name} --server-side-encryption-configuration"
                        + " '{\"Rules\":[{\"ApplyServerSideEncryptionByDefault\":{\"SSEAlgorithm\":\"aws:kms\",\"KMSMasterKeyID\":\"KEY_ARN\"}}]}'";
            case KMS_KEY -> "aws kms enable-key-rotation --key-id {id} --region {region}";
            case REGION_SETTINGS -> "aws ec2 enable-ebs-encryption-by-default --region {region}";
            default -> "";
        };
    }

    static List<Framework> frameworks() {
        return List.of(
                new Framework(
                        ENTERPRISE,
                        "Enterprise data encryption requirements",
                        "1.0",
                        List.of(
                                automated("E0", "Everything that stores data carries a data protection class"),
                                automated("E2", "Internal data is encrypted with at least an AWS-managed key"),
                                automated(
                                        "E3", "Confidential data is encrypted with a customer-managed key that works"),
                                automated("E4", "Keys are rotated regularly"),
                                automated("E5", "Management and use of keys are as narrow as needed"),
                                automated("E6", "A dedicated role group administers keys"),
                                automated("E7", "Critical KMS calls need MFA"),
                                automated("E8", "Use of keys is logged"),
                                automated("E9", "The deletion of a key alarms someone"),
                                automated("E11", "Keys are not lost by accident"),
                                automated("E12", "New data is born encrypted and private"))),
                new Framework(
                        CIS,
                        "CIS Amazon Web Services Foundations Benchmark",
                        "7.0.0",
                        List.of(
                                automated("2.21", "Resource policies do not open to the world"),
                                automated("3.1.1", "Buckets refuse plain HTTP"),
                                automated("3.1.2", "MFA delete is on"),
                                new Control(
                                        "3.1.3",
                                        "Data in S3 is discovered and classified",
                                        Assessment.MANUAL,
                                        "Look at the discovery jobs and how their results reach the owners of the buckets;"
                                                + " the tags that this report reads are one part of the answer."),
                                automated("3.1.4", "Public access to S3 is blocked"),
                                new Control(
                                        "3.2.1",
                                        "Databases are encrypted",
                                        Assessment.OUT_OF_SCOPE,
                                        "RDS is not read by this version."),
                                automated("4.2", "Log files are validated"),
                                automated("4.5", "Trails are encrypted with a customer-managed key"),
                                automated("4.6", "Customer-managed keys rotate"),
                                automated("6.1.1", "EBS volumes are encrypted by default"))));
    }

    private static Control automated(String id, String title) {
        return new Control(id, title, Assessment.AUTOMATED, "");
    }
}
