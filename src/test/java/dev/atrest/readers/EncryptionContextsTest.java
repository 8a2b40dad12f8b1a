package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.Fault;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.model.Account;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.SensitiveContext;
import dev.atrest.model.Unread;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class EncryptionContextsTest {

    private static final String ESTATE = """
            accounts:
              - id: "111111111111"
                regions:
                  eu-central-1:
                    events:
                      - { name: Decrypt, time: -1h, record: { requestParameters: { encryptionContext: { customer: erika@example.com, purpose: invoice } } } }
                      - { name: Decrypt, time: -2h, record: { requestParameters: { encryptionContext: { customer: erika@example.com } } } }
                      - { name: ReEncrypt, time: -2h, record: { requestParameters: { destinationEncryptionContext: { "max@example.org": "1" } } } }
                      - { name: CreateGrant, time: -3h, record: { requestParameters: { constraints: { encryptionContextSubset: { iban: DE89370400440532013000 } } } } }
                      - { name: GetObject, source: s3.amazonaws.com, time: -1h, record: { requestParameters: { encryptionContext: { customer: other@example.com } } } }
                      - { name: Decrypt, time: -3d, record: { requestParameters: { encryptionContext: { customer: old@example.com } } } }
                      - { name: ListKeys, time: -4h }
                      - { name: Decrypt, count: 120, id: "00000000-0000-4000-8000-0000{n}", time: -10h, record: { requestParameters: { encryptionContext: { purpose: backup } } } }
            """;

    private final EmbeddedAws aws = EmbeddedAws.start(Estate.parse(ESTATE));
    private final Transport transport = Transport.of(8, Optional.of(aws.endpoint()), false);
    private final StaticCredentialsProvider credentials =
            StaticCredentialsProvider.create(AwsBasicCredentials.create(aws.accessKeyId(), aws.secretKey()));
    private final AwsClients clients = new AwsClients(transport, credentials);

    @AfterEach
    void close() {
        clients.close();
        transport.close();
        aws.close();
    }

    @Test
    void contextsOfTheWindowAreSearchedToTheLastPageAndMasked() {
        assertThat(contexts(10).search(Duration.ofDays(1)))
                .containsExactly(
                        new SensitiveContext("customer", "email", "er…om", "Decrypt", 2),
                        new SensitiveContext("iban", "iban", "DE…00", "CreateGrant", 1),
                        new SensitiveContext("ma…rg", "email", "ma…rg", "ReEncrypt", 1));
        assertThat(aws.calls().of("cloudtrail:LookupEvents")).isEqualTo(3);
    }

    @Test
    void whatIsFoundStandsThoughMoreEventsThanAreReadFollow() {
        assertThat(contexts(1).search(Duration.ofDays(1))).hasSize(3);
        assertThat(aws.calls().of("cloudtrail:LookupEvents")).isEqualTo(1);
    }

    @Test
    void nothingFoundInAPartOfTheEventsIsNoAnswer() {
        aws.faults().add(Fault.deny("cloudtrail:LookupEvents"));
        assertThatExceptionOfType(ReadException.class)
                .isThrownBy(() -> contexts(10).search(Duration.ofDays(1)))
                .satisfies(e -> assertThat(e.gap().error()).isEqualTo("AccessDeniedException"));
    }

    @Test
    void moreEventsThanAreReadAreNoAnswerWhereNothingWasFound() {
        try (var quiet = EmbeddedAws.start(Estate.parse("""
                accounts:
                  - id: "111111111111"
                    regions:
                      eu-central-1:
                        events: [ { name: Decrypt, count: 120, id: "00000000-0000-4000-8000-0000{n}", time: -1h } ]
                """));
                var there = Transport.of(8, Optional.of(quiet.endpoint()), false);
                var client = new AwsClients(there, credentials)) {
            var contexts = new EncryptionContexts(client.cloudTrail("eu-central-1"), 2, Duration.ZERO);
            assertThatExceptionOfType(ReadException.class)
                    .isThrownBy(() -> contexts.search(Duration.ofDays(1)))
                    .satisfies(e -> assertThat(e.gap().error()).isEqualTo("TooManyEvents"));
        }
    }

    @Test
    void nothingIsSearchedUnlessItIsAskedFor() {
        Resource region = settings(new Scope(Set.of(), Set.of(), Set.of(ResourceType.REGION_SETTINGS), true));
        assertThat(region.facts().unread())
                .containsEntry("sensitiveContexts", new Unread("cloudtrail:LookupEvents", "NotRequested"));
        assertThat(aws.calls().of("cloudtrail:LookupEvents")).isZero();
    }

    @Test
    void theInventoryHoldsWhatWasFoundAndNoValue() {
        Resource region = settings(new Scope(Set.of(), Set.of(), Set.of(ResourceType.REGION_SETTINGS), true, true, 1));
        assertThat(region.facts().values().get("sensitiveContexts"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .contains(Map.of(
                        "contextKey",
                        "customer",
                        "detector",
                        "email",
                        "masked",
                        "er…om",
                        "operation",
                        "Decrypt",
                        "events",
                        2L));
        assertThat(region.facts().toString()).doesNotContain("erika", "max@", "DE89");
    }

    private EncryptionContexts contexts(int mostPages) {
        return new EncryptionContexts(clients.cloudTrail("eu-central-1"), mostPages, Duration.ZERO);
    }

    private Resource settings(Scope scope) {
        var access = new AwsAccess(
                Optional.of(aws.endpoint()),
                Optional.of("eu-central-1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "atrest-test",
                Optional.empty(),
                8);
        try (var session = AwsSession.connect(access, scope, credentials);
                var reader = session.open(new Account("111111111111", "Data", "ACTIVE", ""))) {
            List<Resource> all = Reading.everything(reader);
            return all.getFirst();
        }
    }
}
