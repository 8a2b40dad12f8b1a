package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.Fault;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrailAndSettingsReaderTest {

    private static final String ESTATE = """
            publicAccessBlock: all
            regions:
              eu-central-1:
                ebs: { encryptionByDefault: true, defaultKey: alias/aws/ebs, snapshotBlockPublicAccess: block-new-sharing }
                trails:
                  - name: audit
                    bucket: logs
                    multiRegion: true
                    logFileValidation: true
                    eventSelectors:
                      - { readWriteType: WriteOnly, includeManagementEvents: true,
                          excludeManagementEventSources: [ kms.amazonaws.com ],
                          dataResources: [ { type: "AWS::S3::Object", values: [ "arn:aws:s3" ] } ] }
                  - name: objects
                    bucket: logs
                    logging: false
                    advancedEventSelectors:
                      - name: writes
                        fieldSelectors:
                          - { field: eventCategory, equalTo: [ Management ] }
                          - { field: eventSource, notEquals: [ kms.amazonaws.com ] }
            """;

    @Test
    void readsEveryFactOfATrail() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            Resource trail = estate.readOne(ResourceType.TRAIL, "audit");
            assertThat(trail.arn()).isEqualTo("arn:aws:cloudtrail:eu-central-1:222222222222:trail/audit");
            assertThat(trail.facts().unread()).isEmpty();
            assertThat(trail.facts().values())
                    .isEqualTo(Map.of(
                            "name",
                            "audit",
                            "multiRegion",
                            true,
                            "organization",
                            false,
                            "logFileValidation",
                            true,
                            "key",
                            Map.of("id", ""),
                            "bucket",
                            "logs",
                            "logGroupArn",
                            "",
                            "logging",
                            true,
                            "eventSelectors",
                            List.of(Map.of(
                                    "readWriteType",
                                    "WriteOnly",
                                    "includeManagementEvents",
                                    true,
                                    "excludeManagementEventSources",
                                    List.of("kms.amazonaws.com"),
                                    "dataResources",
                                    List.of(Map.of("type", "AWS::S3::Object", "values", List.of("arn:aws:s3"))))),
                            "advancedEventSelectors",
                            List.of()));
        }
    }

    @Test
    void readsAdvancedEventSelectors() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            var facts = estate.readOne(ResourceType.TRAIL, "objects").facts().values();
            assertThat(facts).containsEntry("logging", false).containsEntry("eventSelectors", List.of());
            assertThat(facts.get("advancedEventSelectors").toString())
                    .contains("name=writes")
                    .contains("field=eventSource")
                    .contains("notEquals=[kms.amazonaws.com]")
                    .contains("equalTo=[Management]");
        }
    }

    @Test
    void aTrailOfAllRegionsIsListedOnceInItsHomeRegion() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            assertThat(estate.readShop(EmbeddedReading.only(ResourceType.TRAIL)))
                    .extracting(Resource::name)
                    .containsExactlyInAnyOrder("audit", "objects");
        }
    }

    @Test
    void theTrailOfTheOrganisationBelongsToTheAccountThatOwnsIt() {
        try (var estate = EmbeddedReading.of("""
                regions: { enabled: [eu-central-1, us-east-1] }
                accounts:
                  - id: "111111111111"
                    regions: { eu-central-1: { trails: [ { name: everyone, organization: true, multiRegion: true, bucket: logs } ] } }
                  - { id: "222222222222" }
                """)) {
            assertThat(estate.readShop(EmbeddedReading.only(ResourceType.TRAIL)))
                    .isEmpty();
        }
    }

    @Test
    void deniedSelectorsMakeBothKindsUnread() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            estate.aws().faults().add(Fault.deny("cloudtrail:GetEventSelectors"));
            var unread = new Unread("cloudtrail:GetEventSelectors", "AccessDeniedException");
            assertThat(estate.readOne(ResourceType.TRAIL, "audit").facts().unread())
                    .isEqualTo(Map.of("eventSelectors", unread, "advancedEventSelectors", unread));
        }
    }

    @Test
    void readsTheSettingsOfTheAccount() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            Resource settings = estate.readOne(ResourceType.ACCOUNT_SETTINGS, "Shop");
            assertThat(settings.arn()).isEqualTo("arn:aws:account::222222222222:settings");
            assertThat(settings.region()).isEmpty();
            assertThat(settings.facts().values())
                    .isEqualTo(Map.of(
                            "s3PublicAccessBlock",
                            Map.of(
                                    "blockPublicAcls", true,
                                    "ignorePublicAcls", true,
                                    "blockPublicPolicy", true,
                                    "restrictPublicBuckets", true),
                            "organization",
                            Map.of("id", "o-atrest0001", "managementAccountId", "111111111111")));
        }
    }

    @Test
    void readsTheSettingsOfEachRegionAlsoWhereThereIsNothing() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            List<Resource> settings = estate.readShop(EmbeddedReading.only(ResourceType.REGION_SETTINGS));
            assertThat(settings)
                    .extracting(Resource::arn)
                    .containsExactly(
                            "arn:aws:account:eu-central-1:222222222222:settings",
                            "arn:aws:account:us-east-1:222222222222:settings");
            assertThat(settings.getFirst().facts().values())
                    .containsEntry("ebsEncryptionByDefault", true)
                    .containsEntry("snapshotBlockPublicAccess", "block-new-sharing");
            assertThat(settings.getLast().facts().values())
                    .containsEntry("ebsEncryptionByDefault", false)
                    .containsEntry("ebsDefaultKey", Map.of("id", "alias/aws/ebs"))
                    .containsEntry("snapshotBlockPublicAccess", "unblocked");
        }
    }

    @Test
    void aCallThatTheEndpointDoesNotKnowIsUnreadAndTheRunGoesOn() {
        try (var estate = EmbeddedReading.ofShop(ESTATE)) {
            estate.aws().faults().add(Fault.failWithHtml("s3control:GetPublicAccessBlock"));
            assertThat(estate.readOne(ResourceType.ACCOUNT_SETTINGS, "Shop")
                            .facts()
                            .unread())
                    .containsEntry("s3PublicAccessBlock", new Unread("s3control:GetPublicAccessBlock", "HTTP 500"))
                    .doesNotContainKey("organization");
        }
    }
}
