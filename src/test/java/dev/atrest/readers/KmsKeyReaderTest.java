package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.Fault;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class KmsKeyReaderTest {

    private static final String SYMMETRIC = "2a222222-2222-4222-8222-222222222222";
    private static final String RSA = "2c222222-2222-4222-8222-222222222222";

    private static final String ESTATE = """
            regions:
              eu-central-1:
                volumes: [ { id: vol-0aaaaaaaaaaaaaaa1, encrypted: true } ]
                keys:
                  - id: 2a222222-2222-4222-8222-222222222222
                    aliases: [ alias/shop, alias/data ]
                    description: Orders
                    created: 2024-01-15
                    rotationDays: 180
                    policy: '{"Version":"2012-10-17","Statement":[]}'
                    grants: [ { grantee: "arn:aws:iam::222222222222:role/backup", retiring: "arn:aws:iam::222222222222:role/ops", operations: [ Encrypt, Decrypt ] } ]
                    tags: { Class: CONFIDENTIAL }
                  - { id: 2c222222-2222-4222-8222-222222222222, spec: RSA_2048, usage: SIGN_VERIFY, deletionDate: 2036-01-15 }
            """;

    private static final Scope KEYS = new Scope(Set.of(), Set.of("eu-central-1"), Set.of(ResourceType.KMS_KEY), true);

    @Test
    void readsEveryFactOfAKey() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            Resource key = estate.readOne(ResourceType.KMS_KEY, "data");
            assertThat(key.arn()).isEqualTo("arn:aws:kms:eu-central-1:222222222222:key/" + SYMMETRIC);
            assertThat(key.facts().unread()).isEmpty();
            assertThat(key.facts().values())
                    .isEqualTo(Map.of(
                            "keyId", SYMMETRIC,
                            "aliases", List.of("alias/data", "alias/shop"),
                            "metadata",
                                    Map.of(
                                            "manager", "CUSTOMER",
                                            "state", "Enabled",
                                            "spec", "SYMMETRIC_DEFAULT",
                                            "usage", "ENCRYPT_DECRYPT",
                                            "origin", "AWS_KMS",
                                            "multiRegion", "NONE",
                                            "description", "Orders",
                                            "createdAt", "2024-01-15T00:00:00Z"),
                            "rotation", Map.of("supported", true, "enabled", true, "periodDays", 180L),
                            "policy", "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
                            "grants",
                                    List.of(Map.of(
                                            "granteePrincipal", "arn:aws:iam::222222222222:role/backup",
                                            "retiringPrincipal", "arn:aws:iam::222222222222:role/ops",
                                            "operations", List.of("Decrypt", "Encrypt"))),
                            "tags", Map.of("Class", "CONFIDENTIAL")));
        }
    }

    @Test
    void aKeyThatCannotRotateIsNotAskedWhetherItDoes() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            estate.aws().faults().add(Fault.deny("kms:GetKeyRotationStatus"));
            Resource key = estate.readOne(ResourceType.KMS_KEY, RSA);
            assertThat(key.facts().unread()).isEmpty();
            assertThat(key.facts().values())
                    .containsEntry("rotation", Map.of("supported", false, "enabled", false, "periodDays", 0L));
            assertThat(key.facts().values().get("metadata"))
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("state", "PendingDeletion")
                    .containsEntry("deletionDate", "2036-01-15T00:00:00Z");
        }
    }

    @Test
    void aKeyOfAwsHasNoPolicyOfOursAndRotatesEveryYear() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            Resource key = estate.readOne(ResourceType.KMS_KEY, "aws/ebs");
            assertThat(key.facts().values())
                    .containsEntry("aliases", List.of("alias/aws/ebs"))
                    .containsEntry("policy", "")
                    .containsEntry("rotation", Map.of("supported", false, "enabled", true, "periodDays", 365L));
            assertThat(key.facts().sourceOf("policy")).isEqualTo("kms:DescribeKey");
        }
    }

    @Test
    void aDeniedRotationStatusIsUnreadAndLeavesTheRest() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            estate.aws().faults().add(Fault.deny("kms:GetKeyRotationStatus"));
            assertThat(estate.readOne(ResourceType.KMS_KEY, "data").facts().unread())
                    .isEqualTo(Map.of("rotation", new Unread("kms:GetKeyRotationStatus", "AccessDeniedException")));
        }
    }

    @Test
    void aliasesAndTagsTakeNoCallAKey() {
        try (var estate = EmbeddedReading.ofShop("""
                regions:
                  eu-central-1:
                    keys: [ { id: "2a222222-2222-4222-8222-2222{n}", count: 40 } ]
                """)) {
            assertThat(estate.readShop(KEYS)).hasSize(40);
            assertThat(estate.calls("kms:ListAliases")).isEqualTo(1);
            assertThat(estate.calls("tag:GetResources")).isEqualTo(1);
            assertThat(estate.calls("kms:ListResourceTags")).isZero();
            // Metadata, policy, rotation and grants.
            assertThat(estate.calls("kms:*")).isEqualTo(2 + 40 * 4);
        }
    }

    @Test
    void deniedAliasesAreUnreadForEveryKeyAndAskedForOnce() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            estate.aws().faults().add(Fault.deny("kms:ListAliases"));
            assertThat(estate.readShop(KEYS))
                    .isNotEmpty()
                    .allSatisfy(key -> assertThat(key.facts().unread())
                            .containsEntry("aliases", new Unread("kms:ListAliases", "AccessDeniedException")));
            assertThat(estate.calls("kms:ListAliases")).isEqualTo(1);
        }
    }

    @Test
    void tagsAreAskedForOneByOneWhereTheBulkCallFails() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            estate.aws().faults().add(Fault.deny("tag:GetResources"));
            Resource key = estate.readOne(ResourceType.KMS_KEY, "data");
            assertThat(key.facts().values()).containsEntry("tags", Map.of("Class", "CONFIDENTIAL"));
            assertThat(key.facts().sourceOf("tags")).isEqualTo("kms:ListResourceTags");
        }
    }
}
