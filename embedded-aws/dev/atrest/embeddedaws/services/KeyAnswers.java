package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.JsonText;
import dev.atrest.embeddedaws.estate.Key;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.ExpirationModelType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.MultiRegionKey;

/** What KMS tells of a key. */
final class KeyAnswers {

    private static final String DEFAULT_POLICY = """
            {
              "Version" : "2012-10-17",
              "Id" : "key-default-1",
              "Statement" : [ {
                "Sid" : "Enable IAM User Permissions",
                "Effect" : "Allow",
                "Principal" : {
                  "AWS" : "%s"
                },
                "Action" : "kms:*",
                "Resource" : "*"
              } ]
            }""";

    /** The name of the service ends in amazonaws.com in all partitions, says the documentation of kms:ViaService. */
    private static final String SERVICE_POLICY = """
            {
              "Version" : "2012-10-17",
              "Id" : "auto-%1$s",
              "Statement" : [ {
                "Sid" : "Allow access through %1$s for all principals in the account that are authorized to use it",
                "Effect" : "Allow",
                "Principal" : {
                  "AWS" : "*"
                },
                "Action" : [ "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:DescribeKey" ],
                "Resource" : "*",
                "Condition" : {
                  "StringEquals" : {
                    "kms:CallerAccount" : "%2$s",
                    "kms:ViaService" : "%1$s.%3$s.amazonaws.com"
                  }
                }
              } ]
            }""";

    private KeyAnswers() {}

    static String policy(LocatedKey found) {
        Key key = found.key();
        if (key.policy().isPresent()) {
            return key.policy().map(JsonText::text).get();
        }
        if (!key.awsManaged()) {
            return DEFAULT_POLICY.formatted(found.region().rootArn());
        }
        String service = key.aliases().isEmpty()
                ? "ebs"
                : key.aliases().getFirst().substring(key.aliases().getFirst().lastIndexOf('/') + 1);
        return SERVICE_POLICY.formatted(
                service.equals("ebs") ? "ec2" : service,
                found.accountId(),
                found.region().name());
    }

    static KeyMetadata metadata(LocatedKey found) {
        Key key = found.key();
        boolean multiRegion = !key.multiRegion().equals("NONE");
        KeyMetadata.Builder answer = KeyMetadata.builder()
                .awsAccountId(found.accountId())
                .keyId(key.id())
                .arn(found.arn())
                .creationDate(key.created())
                .enabled(key.state().equals("Enabled"))
                .description(key.description())
                .keyUsage(key.usage())
                .keyState(key.state())
                .keyManager(key.manager())
                .keySpec(key.spec())
                .origin(key.origin())
                .multiRegion(multiRegion)
                .deletionDate(key.deletionDate().orElse(null))
                .validTo(key.validTo().orElse(null));
        if (key.spec().equals("SYMMETRIC_DEFAULT")) {
            answer.encryptionAlgorithms(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT);
        }
        if (key.origin().equals("EXTERNAL")) {
            answer.expirationModel(
                    key.validTo().isPresent()
                            ? ExpirationModelType.KEY_MATERIAL_EXPIRES
                            : ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE);
        }
        if (multiRegion) {
            String here = found.region().name();
            answer.multiRegionConfiguration(configuration -> configuration
                    .multiRegionKeyType(key.multiRegion())
                    .primaryKey(sibling(found, key.primaryRegion().orElse(here)))
                    .replicaKeys(
                            key.multiRegion().equals("REPLICA")
                                    ? java.util.List.of(sibling(found, here))
                                    : key.replicaRegions().stream()
                                            .map(region -> sibling(found, region))
                                            .toList()));
        }
        return answer.build();
    }

    private static MultiRegionKey sibling(LocatedKey found, String region) {
        return MultiRegionKey.builder()
                .region(region)
                .arn(found.region()
                        .partition()
                        .arn(
                                "kms",
                                region,
                                found.accountId(),
                                "key/" + found.key().id()))
                .build();
    }
}
