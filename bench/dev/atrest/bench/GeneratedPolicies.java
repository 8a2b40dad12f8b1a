package dev.atrest.bench;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Key and bucket policies such as organisations have them, in about the shares in which they have them.
 *
 * <p>Of a hundred customer-managed keys 30 have the policy that keys get where none is given and 20 that of the account's one
 * infrastructure module, so that each of these is the same for all keys of an account; some of the others come to the same by
 * chance. The rest are of their own application. Of the policies that an account has in a region about five in eight are new there. The policy of a bucket
 * names the bucket, so no two are the same but those of the 35 in a hundred that have none. Accounts share no policy.
 */
final class GeneratedPolicies {

    private static final String ORGANIZATION = "o-a1b2c3d4e5";

    private static final String ADMINISTRATION = "[\"kms:Create*\",\"kms:Describe*\",\"kms:Enable*\",\"kms:List*\","
            + "\"kms:Put*\",\"kms:Update*\",\"kms:Revoke*\",\"kms:Disable*\",\"kms:Get*\",\"kms:Delete*\","
            + "\"kms:TagResource\",\"kms:UntagResource\",\"kms:ScheduleKeyDeletion\",\"kms:CancelKeyDeletion\","
            + "\"kms:RotateKeyOnDemand\"]";
    private static final String USE =
            "[\"kms:Encrypt\",\"kms:Decrypt\",\"kms:ReEncrypt*\",\"kms:GenerateDataKey*\",\"kms:DescribeKey\"]";
    private static final String GRANTS = "[\"kms:CreateGrant\",\"kms:ListGrants\",\"kms:RevokeGrant\"]";

    private static final String ONLY_FOR_AWS = "\"Bool\":{\"kms:GrantIsForAWSResource\":\"true\"}";

    private final Random random;

    GeneratedPolicies(Random random) {
        this.random = random;
    }

    /**
     * A key policy: the one that the console writes most often, with what teams add to it.
     *
     * @param application whose key it is; names the roles where the policy is not from a template
     * @param accounts that may be partners
     */
    String ofKey(String application, String account, String region, List<String> accounts) {
        String delegation = allow("Delegate", root(account), "\"kms:*\"", "");
        String administrators = allow(
                "Administer",
                roles(account, random.nextBoolean() ? "Security_Key_Admin" : "PlatformTeam", 1),
                ADMINISTRATION,
                "");
        String users = allow("Use", roles(account, application, 1 + random.nextInt(6)), USE, "");
        String grants = allow("Attach", roles(account, application, 1 + random.nextInt(6)), GRANTS, ONLY_FOR_AWS);
        int kind = random.nextInt(100);
        if (kind < 30) {
            return policy(delegation);
        } else if (kind < 50) {
            return policy(
                    delegation,
                    allow("Administer", roles(account, "PlatformTeam", 1), ADMINISTRATION, ""),
                    allow("Use", roles(account, "app", 4), USE, ""),
                    allow("Attach", roles(account, "app", 2), GRANTS, ONLY_FOR_AWS));
        } else if (kind < 65) {
            return policy(delegation, administrators, users, grants);
        } else if (kind < 78) {
            return policy(
                    delegation,
                    administrators,
                    allow(
                            "ViaService",
                            "{\"AWS\":\"*\"}",
                            USE,
                            "\"StringEquals\":{\"kms:CallerAccount\":\"%s\",\"kms:ViaService\":\"ec2.%s.amazonaws.com\"}"
                                    .formatted(account, region)));
        } else if (kind < 88) {
            return policy(
                    delegation,
                    users,
                    allow("Partners", root(oneOf(accounts)), USE, ""),
                    allow(
                            "Organisation",
                            "{\"AWS\":\"*\"}",
                            "\"kms:Decrypt\"",
                            "\"StringEquals\":{\"aws:PrincipalOrgID\":\"" + ORGANIZATION + "\"}"));
        } else if (kind < 94) {
            return policy(
                    delegation,
                    administrators,
                    allow(
                            "Logs",
                            "{\"Service\":\"logs.%s.amazonaws.com\"}".formatted(region),
                            USE,
                            "\"ArnLike\":{\"kms:EncryptionContext:aws:logs:arn\":\"arn:aws:logs:%s:%s:*\"}"
                                    .formatted(region, account)));
        } else if (kind < 99) {
            return policy(
                    delegation,
                    administrators,
                    users,
                    deny(
                            "NoDeletionWithoutMfa",
                            "[\"kms:ScheduleKeyDeletion\",\"kms:DisableKey\",\"kms:PutKeyPolicy\","
                                    + "\"kms:DeleteImportedKeyMaterial\",\"kms:UpdatePrimaryRegion\","
                                    + "\"kms:CancelKeyDeletion\",\"kms:DisableKeyRotation\"]",
                            "\"*\"",
                            "\"BoolIfExists\":{\"aws:MultiFactorAuthPresent\":\"false\"}"));
        }
        return policy(delegation, allow("Everyone", "\"*\"", USE, ""));
    }

    /** A bucket policy; empty for the buckets that have none. */
    String ofBucket(String bucket, String account, List<String> accounts) {
        String both = "[\"arn:aws:s3:::%s\",\"arn:aws:s3:::%s/*\"]".formatted(bucket, bucket);
        String objects = "\"arn:aws:s3:::%s/*\"".formatted(bucket);
        String secure = deny("TlsOnly", "\"s3:*\"", both, "\"Bool\":{\"aws:SecureTransport\":\"false\"}");
        int kind = random.nextInt(100);
        if (kind < 35) {
            return "";
        } else if (kind < 70) {
            return policy(secure);
        } else if (kind < 80) {
            return policy(
                    secure,
                    deny(
                            "OtherAlgorithm",
                            "\"s3:PutObject\"",
                            objects,
                            "\"StringNotEqualsIfExists\":{\"s3:x-amz-server-side-encryption\":\"aws:kms\"}"),
                    deny(
                            "OtherKey",
                            "\"s3:PutObject\"",
                            objects,
                            "\"StringNotEqualsIfExists\":{\"s3:x-amz-server-side-encryption-aws-kms-key-id\":"
                                    + "\"arn:aws:kms:eu-central-1:%s:key/1\"}".formatted(account)));
        } else if (kind < 88) {
            return policy(
                    secure,
                    allowOn(
                            "TrailAcl",
                            "{\"Service\":\"cloudtrail.amazonaws.com\"}",
                            "\"s3:GetBucketAcl\"",
                            "\"arn:aws:s3:::%s\"".formatted(bucket),
                            "\"StringEquals\":{\"aws:SourceArn\":\"arn:aws:cloudtrail:eu-central-1:%s:trail/all\"}"
                                    .formatted(account)),
                    allowOn(
                            "TrailWrite",
                            "{\"Service\":\"cloudtrail.amazonaws.com\"}",
                            "\"s3:PutObject\"",
                            "\"arn:aws:s3:::%s/AWSLogs/%s/*\"".formatted(bucket, account),
                            "\"StringEquals\":{\"s3:x-amz-acl\":\"bucket-owner-full-control\","
                                    + "\"aws:SourceArn\":\"arn:aws:cloudtrail:eu-central-1:%s:trail/all\"}"
                                            .formatted(account)));
        } else if (kind < 95) {
            return policy(
                    secure,
                    allowOn("Partner", root(oneOf(accounts)), "[\"s3:GetObject\",\"s3:ListBucket\"]", both, ""),
                    allowOn(
                            "Organisation",
                            "\"*\"",
                            "\"s3:GetObject\"",
                            objects,
                            "\"StringEquals\":{\"aws:PrincipalOrgID\":\"" + ORGANIZATION + "\"}"));
        } else if (kind < 99) {
            return policy(allowOn(
                    "CloudFront",
                    "{\"Service\":\"cloudfront.amazonaws.com\"}",
                    "\"s3:GetObject\"",
                    objects,
                    "\"StringEquals\":{\"AWS:SourceArn\":\"arn:aws:cloudfront::%s:distribution/E%s\"}"
                            .formatted(account, bucket.toUpperCase(java.util.Locale.ROOT))));
        }
        return policy(allowOn("Everyone", "\"*\"", "\"s3:GetObject\"", objects, ""));
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String root(String account) {
        return "{\"AWS\":\"arn:aws:iam::%s:root\"}".formatted(account);
    }

    private static String roles(String account, String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(
                        i -> "\"arn:aws:iam::%s:role/%s%s\"".formatted(account, i == 0 ? "" : "team-" + i + "/", name))
                .collect(Collectors.joining(",", "{\"AWS\":[", "]}"));
    }

    private static String allow(String sid, String principal, String action, String condition) {
        return allowOn(sid, principal, action, "\"*\"", condition);
    }

    private static String allowOn(String sid, String principal, String action, String resource, String condition) {
        return statement(sid, "Allow", principal, action, resource, condition);
    }

    private static String deny(String sid, String action, String resource, String condition) {
        return statement(sid, "Deny", "\"*\"", action, resource, condition);
    }

    static String statement(
            String sid, String effect, String principal, String action, String resource, String condition) {
        return "{\"Sid\":\"%s\",\"Effect\":\"%s\",\"Principal\":%s,\"Action\":%s,\"Resource\":%s%s}"
                .formatted(
                        sid,
                        effect,
                        principal,
                        action,
                        resource,
                        condition.isEmpty() ? "" : ",\"Condition\":{" + condition + "}");
    }

    static String policy(String... statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }
}
