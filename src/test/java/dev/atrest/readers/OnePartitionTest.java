package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atrest.model.Account;
import dev.atrest.model.ResourceType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.ServiceMetadata;

/** A run is in one partition of AWS, and what it names of another is refused before anything is asked. */
class OnePartitionTest {

    private final EmbeddedReading china = EmbeddedReading.of("""
            partition: aws-cn
            regions: { enabled: [cn-north-1, cn-northwest-1] }
            accounts:
              - { id: "111111111111", name: Management }
              - { id: "222222222222", name: Shop }
            """);

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        china.close();
    }

    @Test
    void theHomeRegionsPartitionIsAssessed() {
        try (var session = china.session(access("cn-north-1", "atrest-audit", Optional.empty()), regions());
                var reader = session.open(new Account("222222222222", "Shop", "ACTIVE", ""))) {
            assertThat(session.caller()).isEqualTo("arn:aws-cn:iam::111111111111:user/atrest");
            assertThat(session.accounts()).extracting(Account::id).containsExactly("111111111111", "222222222222");
            assertThat(reader.regions()).containsExactly("cn-north-1", "cn-northwest-1");
        }
    }

    @Test
    void aRegionOfAnotherPartitionIsRefusedAndNotPassedOver() {
        assertThatExceptionOfType(ScopeException.class)
                .isThrownBy(() -> china.session(
                        access("cn-north-1", "atrest-audit", Optional.empty()), regions("cn-north-1", "us-gov-west-1")))
                .withMessage("Region us-gov-west-1 belongs to partition aws-us-gov, and the home region cn-north-1 to"
                        + " aws-cn; a run is in one partition, that of --home-region");
        assertThat(china.aws().calls().total()).isZero();
    }

    @Test
    void aRegionOfAnotherPartitionInTheAccountsFileIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("accounts.yml"), """
                accounts: [ { id: "222222222222", regions: [eu-central-1] } ]
                """);

        assertThatExceptionOfType(ScopeException.class)
                .isThrownBy(() ->
                        china.session(access("cn-north-1", "atrest-audit", Optional.of(file)), regions("cn-north-1")))
                .withMessageStartingWith("Region eu-central-1 belongs to partition aws, and the home region");
    }

    @Test
    void aRoleOfAnotherPartitionIsRefused() throws IOException {
        Path file = Files.writeString(directory.resolve("accounts.yml"), """
                accounts: [ { id: "222222222222", role: "arn:aws:iam::222222222222:role/Audit" } ]
                """);

        assertThatExceptionOfType(ScopeException.class)
                .isThrownBy(() -> china.session(access("cn-north-1", "atrest-audit", Optional.of(file)), regions()))
                .withMessageStartingWith("Role arn:aws:iam::222222222222:role/Audit belongs to partition aws, and");
    }

    @Test
    void whoeverAsksTheWrongPartitionIsToldThatItMayBeThat() {
        try (var session = china.session(access("us-east-1", "atrest-audit", Optional.empty()), regions())) {
            assertThatExceptionOfType(AccessException.class)
                    .isThrownBy(session::caller)
                    .withMessageContaining("InvalidClientTokenId")
                    .withMessageEndingWith(
                            "; credentials of aws-us-gov and aws-cn are known only there: name a region of"
                                    + " theirs with --home-region");
            assertThat(session.checks().caller(Clock.systemUTC()).getFirst().toString())
                    .contains("name a region of theirs with --home-region");
        }
    }

    @Test
    void validatedEndpointsAreRefusedWhereThereAreNone() {
        var fips = access("cn-north-1", "atrest-audit", Optional.empty()).withFips(true);

        assertThatExceptionOfType(ScopeException.class)
                .isThrownBy(() -> china.session(fips, regions()))
                .withMessage("--fips and --endpoint-url exclude each other: the first chooses AWS's endpoints");
        assertThatExceptionOfType(ScopeException.class)
                .isThrownBy(() -> china.session(withoutEndpoint(fips), regions()))
                .withMessage("Partition aws-cn has no endpoints validated by FIPS 140; --fips is for partitions aws and"
                        + " aws-us-gov");
    }

    @Test
    void theRegionsThatAreNamedTellThePartitionWhereNothingElseDoes() {
        assertThat(Partitions.namedRegions(regions("us-gov-west-1", "us-gov-east-1"), Optional.empty()))
                .containsExactly("us-gov-east-1", "us-gov-west-1");
        assertThat(BaseCredentials.homeRegion(
                        access("cn-north-1", "r", Optional.empty()), Optional.of("us-gov-east-1")))
                .isEqualTo("cn-north-1");
    }

    /** So no service that is asked is missing in a partition. Organizations is one for each, as IAM is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sts",
                "ec2",
                "s3",
                "s3-control",
                "kms",
                "cloudtrail",
                "logs",
                "monitoring",
                "sns",
                "events",
                "tagging"
            })
    void theSdkKnowsEachServiceThatIsAskedInAllPartitions(String service) {
        assertThat(ServiceMetadata.of(service).regions())
                .extracting(Object::toString)
                .contains("eu-central-1", "us-gov-east-1", "us-gov-west-1", "cn-north-1", "cn-northwest-1");
    }

    private AwsAccess access(String homeRegion, String role, Optional<Path> accountsFile) {
        return new AwsAccess(
                Optional.of(china.aws().endpoint()),
                Optional.of(homeRegion),
                Optional.empty(),
                Optional.of(role),
                Optional.empty(),
                "atrest-test",
                accountsFile,
                16);
    }

    private static AwsAccess withoutEndpoint(AwsAccess access) {
        return new AwsAccess(
                        Optional.<URI>empty(),
                        access.homeRegion(),
                        access.profile(),
                        access.roleName(),
                        access.externalId(),
                        access.sessionName(),
                        access.accountsFile(),
                        access.callsInFlight())
                .withFips(access.fips());
    }

    private static Scope regions(String... names) {
        return new Scope(Set.of(), Set.of(names), EnumSet.allOf(ResourceType.class), true);
    }
}
