package dev.atrest.evaluators;

import static dev.atrest.evaluators.ReadInventory.coverageOf;
import static dev.atrest.evaluators.ReadInventory.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.model.AccountSettings;
import dev.atrest.model.Coverage;
import dev.atrest.model.Fact;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.KmsKey;
import dev.atrest.model.OrganizationMembership;
import dev.atrest.model.PublicAccessBlock;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.UnreadFact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tiers of web applications: told by tags, each with a key of its own where it stores data. */
class TiersTest {

    private static final String RULE = "account-web-tier-key-exists";
    private static final String ACCOUNT = "111122223333";
    private static final String HERE = "eu-central-1";
    private static final List<Coverage> ALL_SEEN = coverageOf(ACCOUNT, HERE, Coverage.Status.COMPLETE);

    @ParameterizedTest
    @CsvSource({
        "Tier, web, WEB",
        "' TIER ', ' Web ', WEB",
        "tier, App, APPLICATION",
        "Tier, application, APPLICATION",
        "Tier, db, DATABASE",
        "Tier, database, DATABASE",
        "Tier, web-2,",
        "Tier, '',",
        "Stage, web,"
    })
    void aTagNamesTheTier(String key, String value, Tiers.Tier expected) {
        var tiers = ReadInventory.CATALOG.settings().tiers();

        assertThat(tiers.of(Map.of(key, value))).isEqualTo(Optional.ofNullable(expected));
    }

    @Test
    void anotherTagMayCarryTheTierInOtherWords(@TempDir Path overlay) throws Exception {
        Files.writeString(overlay.resolve("settings.yml"), "tierTagKey: Schicht\ntiers: { web: [Frontend] }\n");
        var tiers =
                RuleCatalog.load(Path.of("config"), List.of(overlay)).settings().tiers();

        assertThat(tiers.of(Map.of("schicht", "frontend"))).contains(Tiers.Tier.WEB);
        assertThat(tiers.of(Map.of("Tier", "web"))).isEmpty();
    }

    @Test
    void aWordCannotStandForTwoTiers(@TempDir Path overlay) throws Exception {
        Files.writeString(overlay.resolve("settings.yml"), "tiers: { database: [web] }\n");

        assertThatThrownBy(() -> RuleCatalog.load(Path.of("config"), List.of(overlay)))
                .isInstanceOf(CatalogException.class)
                .hasMessageContaining("settings.yml:1")
                .hasMessageContaining("'web' already stands for the web tier");
    }

    @Test
    void aTierWithAKeyInItsRegionPasses() {
        assertThat(status(ALL_SEEN, volume("web", HERE), key("web", "CUSTOMER", "Enabled", HERE)))
                .contains(FindingStatus.PASS);
    }

    @Test
    void aKeyOfAnotherTierStateManagerOrRegionIsNone() {
        var volume = volume("web", HERE);

        assertThat(status(ALL_SEEN, volume)).contains(FindingStatus.FAIL);
        for (var key : List.of(
                key("app", "CUSTOMER", "Enabled", HERE),
                key("web", "CUSTOMER", "Disabled", HERE),
                key("web", "AWS", "Enabled", HERE),
                key("web", "CUSTOMER", "Enabled", "us-east-1"))) {
            assertThat(status(ALL_SEEN, volume, key)).as(key.arn()).contains(FindingStatus.FAIL);
        }
    }

    @Test
    void aRegionWithoutAKeyIsNamed() {
        var seen = Stream.concat(ALL_SEEN.stream(), coverageOf(ACCOUNT, "us-east-1", Coverage.Status.COMPLETE).stream())
                .toList();

        Finding finding = finding(
                        seen, volume("web", HERE), volume("web", "us-east-1"), key("web", "CUSTOMER", "Enabled", HERE))
                .orElseThrow();

        assertThat(finding.status()).isEqualTo(FindingStatus.FAIL);
        assertThat(finding.message())
                .isEqualTo("Account 111122223333: the web tier has no enabled customer-managed key of its own in"
                        + " us-east-1");
    }

    @Test
    void anAccountWithoutTheTierIsNotAsked() {
        assertThat(finding(ALL_SEEN, volume("app", HERE))).isEmpty();
        assertThat(finding(ALL_SEEN)).isEmpty();
    }

    @Test
    void keysThatCouldNotBeListedLeaveItOpenWhereTheTierIs() {
        var denied = row(ACCOUNT, HERE, ResourceType.KMS_KEY, Coverage.Status.DENIED);
        var coverage = ALL_SEEN.stream()
                .map(row -> row.type() == ResourceType.KMS_KEY ? denied : row)
                .toList();
        var elsewhere = Stream.concat(
                        ALL_SEEN.stream(),
                        Stream.of(row(ACCOUNT, "us-east-1", ResourceType.KMS_KEY, Coverage.Status.DENIED)))
                .toList();

        assertThat(finding(coverage, volume("web", HERE)).orElseThrow().unread())
                .containsExactly(new UnreadFact("tiers.web.regionsWithoutKey", "test:ListKmsKey", "AccessDenied"));
        assertThat(status(elsewhere, volume("web", HERE))).contains(FindingStatus.FAIL);
    }

    @Test
    void aKeyWhoseTagsOrStateWereNotReadMayBeTheTiers() {
        var untagged = key(Fact.unread("kms:ListResourceTags", "AccessDenied"), metadata("CUSTOMER", "Enabled"), HERE);
        var undescribed = key(tags("web"), Fact.unread("kms:DescribeKey", "AccessDenied"), HERE);
        var ofAnother = key(tags("app"), Fact.unread("kms:DescribeKey", "AccessDenied"), HERE);

        assertThat(status(ALL_SEEN, volume("web", HERE), untagged)).contains(FindingStatus.NOT_ASSESSED);
        assertThat(status(ALL_SEEN, volume("web", HERE), undescribed)).contains(FindingStatus.NOT_ASSESSED);
        assertThat(status(ALL_SEEN, volume("web", HERE), ofAnother)).contains(FindingStatus.FAIL);
    }

    @Test
    void whatCouldNotBeListedMayBelongToTheTier() {
        var denied = Stream.concat(
                        ALL_SEEN.stream(),
                        Stream.of(row(ACCOUNT, "us-east-1", ResourceType.EBS_VOLUME, Coverage.Status.DENIED)))
                .toList();

        assertThat(finding(denied).orElseThrow().unread())
                .containsExactly(new UnreadFact("tiers.web.inUse", "test:ListEbsVolume", "AccessDenied"));
        assertThat(status(denied, volume("web", HERE), key("web", "CUSTOMER", "Enabled", HERE)))
                .contains(FindingStatus.PASS);
    }

    private static Optional<FindingStatus> status(List<Coverage> coverage, Resource... resources) {
        return finding(coverage, resources).map(Finding::status);
    }

    private static Optional<Finding> finding(List<Coverage> coverage, Resource... resources) {
        var facts = new AccountSettings(
                Fact.known(PublicAccessBlock.NONE, "s3control:GetPublicAccessBlock"),
                Fact.known(OrganizationMembership.NONE, "organizations:DescribeOrganization"),
                Fact.known(List.of(), "organizations:ListAccounts"));
        var settings = new Resource(
                "arn:aws:account::111122223333:settings",
                ResourceType.ACCOUNT_SETTINGS,
                ACCOUNT,
                "",
                "Shop",
                Resources.TIME,
                FactSheet.of(facts, "s3control:GetPublicAccessBlock"));
        return new ReadInventory(List.of(resources), coverage).finding(RULE, settings);
    }

    private static Resource volume(String tier, String region) {
        var volume = Resources.volume(false, "", Map.of("Tier", tier));
        return new Resource(
                "arn:aws:ec2:%s:111122223333:volume/vol-1".formatted(region),
                volume.type(),
                ACCOUNT,
                region,
                "vol-1",
                Resources.TIME,
                volume.facts());
    }

    private static Fact<Map<String, String>> tags(String tier) {
        return Fact.known(Map.of("Tier", tier), "tag:GetResources");
    }

    private static Fact<KmsKey.Metadata> metadata(String manager, String state) {
        return Fact.known(
                new KmsKey.Metadata(
                        manager,
                        state,
                        "SYMMETRIC_DEFAULT",
                        "ENCRYPT_DECRYPT",
                        "AWS_KMS",
                        "NONE",
                        "",
                        Resources.TIME,
                        Optional.empty(),
                        Optional.empty()),
                "kms:DescribeKey");
    }

    private static Resource key(String tier, String manager, String state, String region) {
        return key(tags(tier), metadata(manager, state), region);
    }

    private static Resource key(Fact<Map<String, String>> tags, Fact<KmsKey.Metadata> metadata, String region) {
        var facts = new KmsKey(
                "1",
                Fact.known(List.of(), "kms:ListAliases"),
                metadata,
                Fact.unread("kms:GetKeyRotationStatus", "AccessDenied"),
                Fact.unread("kms:GetKeyPolicy", "AccessDenied"),
                Fact.known(List.of(), "kms:ListGrants"),
                tags);
        return new Resource(
                "arn:aws:kms:%s:111122223333:key/1".formatted(region),
                ResourceType.KMS_KEY,
                ACCOUNT,
                region,
                "1",
                Resources.TIME,
                FactSheet.of(facts, "kms:ListKeys"));
    }
}
