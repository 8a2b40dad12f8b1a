package dev.atrest.embeddedaws;

import java.util.Optional;

/**
 * The IAM action that permits each operation, after AWS's Service Authorization Reference. Its names often differ from those
 * of the operations, so this is written down here once more, apart from the code that is tested with it.
 */
final class IamActions {

    private IamActions() {}

    /**
     * The action to allow; empty where AWS asks for none.
     *
     * @param operation {@code service:Operation}
     * @throws IllegalStateException when the operation is not entered here
     */
    static Optional<String> permitting(String operation) {
        return switch (operation) {
            // STS tells everyone who they are, even against an explicit Deny.
            case "sts:GetCallerIdentity" -> Optional.empty();
            case "s3:ListBuckets" -> Optional.of("s3:ListAllMyBuckets");
            case "s3:HeadBucket" -> Optional.of("s3:ListBucket");
            case "s3:GetBucketEncryption" -> Optional.of("s3:GetEncryptionConfiguration");
            case "s3:GetPublicAccessBlock" -> Optional.of("s3:GetBucketPublicAccessBlock");
            case "s3control:GetPublicAccessBlock" -> Optional.of("s3:GetAccountPublicAccessBlock");
            case "s3:PutBucketEncryption" -> Optional.of("s3:PutEncryptionConfiguration");
            case "s3:PutPublicAccessBlock" -> Optional.of("s3:PutBucketPublicAccessBlock");
            case "s3control:PutPublicAccessBlock" -> Optional.of("s3:PutAccountPublicAccessBlock");
            case "s3:GetBucketLocation",
                    "s3:GetBucketLogging",
                    "s3:GetBucketPolicy",
                    "s3:GetBucketPolicyStatus",
                    "s3:GetBucketTagging",
                    "s3:GetBucketVersioning",
                    "cloudtrail:DescribeTrails",
                    "cloudtrail:GetEventSelectors",
                    "cloudtrail:GetTrailStatus",
                    "cloudtrail:LookupEvents",
                    "cloudwatch:DescribeAlarms",
                    "cloudwatch:DescribeAlarmsForMetric",
                    "ec2:DescribeRegions",
                    "ec2:DescribeSnapshotAttribute",
                    "ec2:DescribeSnapshots",
                    "ec2:DescribeVolumes",
                    "ec2:GetEbsDefaultKmsKeyId",
                    "ec2:GetEbsEncryptionByDefault",
                    "ec2:GetSnapshotBlockPublicAccessState",
                    "events:ListRules",
                    "events:ListTargetsByRule",
                    "kms:DescribeKey",
                    "kms:GetKeyPolicy",
                    "kms:GetKeyRotationStatus",
                    "kms:GetPublicKey",
                    "kms:ListAliases",
                    "kms:ListGrants",
                    "kms:ListKeys",
                    "kms:ListResourceTags",
                    "kms:Sign",
                    "logs:DescribeMetricFilters",
                    "organizations:DescribeOrganization",
                    "organizations:DescribeOrganizationalUnit",
                    "organizations:ListAccounts",
                    "organizations:ListAccountsForParent",
                    "organizations:ListOrganizationalUnitsForParent",
                    "organizations:ListParents",
                    "organizations:ListRoots",
                    "organizations:ListTagsForResource",
                    "sns:ListSubscriptionsByTopic",
                    "sts:AssumeRole",
                    "tag:GetResources",
                    // Those that write.
                    "s3:PutBucketLogging",
                    "s3:PutBucketPolicy",
                    "s3:PutBucketVersioning",
                    "cloudtrail:PutEventSelectors",
                    "cloudtrail:StartLogging",
                    "cloudtrail:UpdateTrail",
                    "ec2:AttachVolume",
                    "ec2:CopySnapshot",
                    "ec2:CreateSnapshot",
                    "ec2:CreateTags",
                    "ec2:CreateVolume",
                    "ec2:DeleteSnapshot",
                    "ec2:DeleteVolume",
                    "ec2:DescribeInstances",
                    "ec2:DetachVolume",
                    "ec2:EnableEbsEncryptionByDefault",
                    "ec2:EnableSnapshotBlockPublicAccess",
                    "ec2:ModifyEbsDefaultKmsKeyId",
                    "ec2:ModifySnapshotAttribute",
                    "ec2:StartInstances",
                    "ec2:StopInstances",
                    "events:PutRule",
                    "events:PutTargets",
                    "kms:CancelKeyDeletion",
                    "kms:CreateKey",
                    "kms:DisableKey",
                    "kms:EnableKey",
                    "kms:EnableKeyRotation",
                    "kms:PutKeyPolicy",
                    "kms:RevokeGrant",
                    "kms:UpdateAlias",
                    "tag:TagResources" -> Optional.of(operation);
            default ->
                throw new IllegalStateException("which IAM action permits " + operation
                        + " is not known; enter it in IamActions from the Service Authorization Reference");
        };
    }
}
