package dev.atrest.jobs.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.Fault;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.jobs.Progress;
import dev.atrest.model.ResourceType;
import dev.atrest.readers.AwsAccess;
import dev.atrest.readers.Check;
import dev.atrest.readers.Check.Result;
import dev.atrest.readers.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorTest {

    private static final String SHOP = "222222222222";
    private static final String REGION = "eu-central-1";

    private final EmbeddedAws aws = EmbeddedAws.start(Estate.parse("""
            regions: { enabled: [eu-central-1, ap-southeast-1], notOptedIn: [af-south-1], denied: [ap-southeast-1] }
            role: { name: atrest-audit, externalId: secret }
            accounts:
              - { id: "111111111111", name: Management }
              - id: "222222222222"
                name: Shop
                buckets: [ { name: shop-orders } ]
                regions:
                  eu-central-1:
                    snapshots: [ { id: snap-1 } ]
                    keys: [ { id: 11111111-2222-3333-4444-555555555555 } ]
                    trails: [ { name: shop, bucket: shop-orders } ]
                    topics: [ { name: alarms } ]
                    alarms: [ { name: root, metric: root, actions: [ alarms ] } ]
                    rules: [ { name: keys } ]
              - { id: "333333333333", name: Locked, assumable: false }
              - { id: "444444444444", name: Old, status: SUSPENDED }
            """));

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void everyActionOfThePolicyIsTriedWhereThereIsSomethingToTryItOn() throws IOException {
        Doctor.Report report = examine("secret", false);

        assertThat(checks(report, SHOP))
                .filteredOn(check -> check.subject().contains(":"))
                .allSatisfy(check -> assertThat(check.result()).isEqualTo(Result.OK))
                .extracting(Check::subject)
                .containsExactlyInAnyOrderElementsOf(policy("read-only-policy.json"));
        assertThat(report.caller().stream().map(Check::subject)).contains("organizations:ListAccounts", "clock");
        assertThat(report.caller()).noneMatch(check -> check.result() == Result.GAP);
        // An account with nothing in it: what takes a bucket or a key is not tried, and that is no gap.
        assertThat(checks(report, "111111111111"))
                .noneMatch(check -> check.result() == Result.GAP)
                .anySatisfy(check -> {
                    assertThat(check.subject()).isEqualTo("s3:GetBucketPolicy");
                    assertThat(check.result()).isEqualTo(Result.UNTRIED);
                });
    }

    @Test
    void aDeniedActionIsAGapThatSaysWhatToAllow() {
        aws.faults().add(Fault.deny("kms:GetKeyPolicy").account(SHOP));
        aws.faults().add(Fault.deny("ec2:DescribeSnapshots").account(SHOP));

        List<Check> checks = checks(examine("secret", false), SHOP);

        assertThat(gaps(checks))
                .satisfiesExactlyInAnyOrder(
                        check -> {
                            assertThat(check.subject()).isEqualTo("kms:GetKeyPolicy");
                            assertThat(check.region()).isEqualTo(REGION);
                            assertThat(check.detail()).startsWith("AccessDeniedException: ");
                            assertThat(check.fix())
                                    .isEqualTo("allow kms:GetKeyPolicy in the policy of the role"
                                            + " (config/iam/read-only-policy.json)");
                        },
                        check -> assertThat(check.subject()).isEqualTo("ec2:DescribeSnapshots"),
                        check -> assertThat(check.subject())
                                .as("of the region that is closed")
                                .isEqualTo("every action"));
        assertThat(checks).anySatisfy(check -> {
            assertThat(check.subject()).isEqualTo("ec2:DescribeSnapshotAttribute");
            assertThat(check.result()).isEqualTo(Result.UNTRIED);
            assertThat(check.detail()).contains("needs ec2:DescribeSnapshots");
        });
    }

    @Test
    void anAccountThatCannotBeEnteredSaysAllThatMayBeWrong() {
        Doctor.Report report = examine("secret", false);

        assertThat(checks(report, "333333333333")).singleElement().satisfies(check -> {
            assertThat(check.result()).isEqualTo(Result.GAP);
            assertThat(check.subject()).isEqualTo("role");
            assertThat(check.fix())
                    .contains(
                            "arn:aws:iam::333333333333:role/atrest-audit exists",
                            "trust policy",
                            "external id that it asks for is the one given",
                            "config/iam/caller-policy.json");
        });
        assertThat(checks(report, "444444444444")).singleElement().satisfies(check -> {
            assertThat(check.result()).isEqualTo(Result.UNTRIED);
            assertThat(check.detail()).contains("SUSPENDED");
        });
    }

    @Test
    void aWrongExternalIdClosesEveryAccountButTheCallersOwn() {
        Doctor.Report report = examine("guessed", false);

        assertThat(gaps(checks(report, SHOP)))
                .singleElement()
                .satisfies(
                        check -> assertThat(check.fix()).contains("external id").doesNotContain("guessed"));
        assertThat(checks(report, "111111111111"))
                .noneMatch(check -> check.result() == Result.GAP)
                .anyMatch(check -> check.detail().contains("the caller's own credentials"));
    }

    @Test
    void aRegionThatAServiceControlPolicyClosesIsOneGap() {
        List<Check> checks = checks(examine("secret", true), SHOP);

        assertThat(gaps(checks)).singleElement().satisfies(check -> {
            assertThat(check.region()).isEqualTo("ap-southeast-1");
            assertThat(check.detail()).contains("service control policy denies every call");
            assertThat(check.fix()).contains("--region");
        });
    }

    @Test
    void aRegionThatAServiceControlPolicyClosesIsFoundByOneCallWhereActionsAreTriedInAnother() {
        List<Check> checks = checks(examine("secret", false), SHOP);

        assertThat(gaps(checks)).singleElement().satisfies(check -> {
            assertThat(check.region()).isEqualTo("ap-southeast-1");
            assertThat(check.detail()).contains("service control policy denies every call");
        });
        assertThat(aws.calls().of("111111111111", "ap-southeast-1", "*"))
                .as("calls in a region that is open")
                .isEqualTo(1);
    }

    @Test
    void whatIsDeniedInEveryRegionIsToldOnce() {
        aws.faults().add(Fault.deny("ec2:*").account("111111111111"));

        assertThat(gaps(checks(examine("secret", false), "111111111111")))
                .extracting(Check::region)
                .containsOnly(REGION);
    }

    @Test
    void whereTheOnlyRegionIsClosedTheAccountsOwnActionsAreTriedStill() {
        List<Check> checks = checks(examine("secret", false, "ap-southeast-1"), SHOP);

        assertThat(gaps(checks)).singleElement().satisfies(check -> {
            assertThat(check.subject()).isEqualTo("every action");
            assertThat(check.region()).isEqualTo("ap-southeast-1");
        });
        assertThat(checks).anySatisfy(check -> {
            assertThat(check.subject()).isEqualTo("organizations:DescribeOrganization");
            assertThat(check.result()).isEqualTo(Result.OK);
        });
    }

    @Test
    void aRegionThatIsNotEnabledIsAGapOnlyForWhoNamesIt() {
        assertThat(checks(examine("secret", false), SHOP)).anySatisfy(check -> {
            assertThat(check.subject()).isEqualTo("regions");
            assertThat(check.result()).isEqualTo(Result.UNTRIED);
            assertThat(check.detail()).isEqualTo("af-south-1 is not enabled in the account, and not assessed");
        });
        assertThat(gaps(checks(examine("secret", false, REGION, "af-south-1"), SHOP)))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.detail()).contains("af-south-1 is not enabled");
                    assertThat(check.fix()).contains("enable it in the account", "--region");
                });
    }

    @Test
    void withoutTheOrganisationNothingElseCanBeTried() {
        aws.faults().add(Fault.deny("organizations:*"));

        Doctor.Report report = examine("secret", false);

        assertThat(report.accounts()).isEmpty();
        assertThat(gaps(report.caller()))
                .anySatisfy(check -> assertThat(check.fix()).contains("--accounts-file"));
    }

    @Test
    void aClockThatIsMoreThanFiveMinutesOffIsAGap() {
        assertThat(clock(Duration.ofMinutes(6)))
                .returns(Result.GAP, Check::result)
                .extracting(Check::detail)
                .asString()
                .containsPattern("3[56][0-9] seconds ahead of AWS");
        assertThat(clock(Duration.ofMinutes(-6)).detail()).contains("behind AWS");
        assertThat(clock(Duration.ofMinutes(4)).result()).isEqualTo(Result.OK);
    }

    @Test
    void credentialsThatEndSoonAreAGap() {
        var credentials = AwsSessionCredentials.builder()
                .accessKeyId(aws.accessKeyId())
                .secretAccessKey(aws.secretKey())
                .sessionToken("token")
                .expirationTime(Clock.systemUTC().instant().plusSeconds(300))
                .build();

        assertThat(gaps(examine(credentials, "secret", Clock.systemUTC(), false).caller()))
                .anySatisfy(check -> {
                    assertThat(check.subject()).isEqualTo("credentials' end");
                    assertThat(check.detail()).contains("minutes");
                });
    }

    @Test
    void credentialsThatAwsDoesNotKnowEndTheExamination() {
        Doctor.Report report =
                examine(AwsBasicCredentials.create("AKIAUNKNOWN", "secret"), "secret", Clock.systemUTC(), false);

        assertThat(report.accounts()).isEmpty();
        assertThat(gaps(report.caller())).extracting(Check::subject).containsExactly("credentials");
    }

    private Check clock(Duration ahead) {
        return examine(own(), "secret", Clock.offset(Clock.systemUTC(), ahead), false).caller().stream()
                .filter(check -> check.subject().equals("clock"))
                .findFirst()
                .orElseThrow();
    }

    private AwsCredentials own() {
        return AwsBasicCredentials.create(aws.accessKeyId(), aws.secretKey());
    }

    private Doctor.Report examine(String externalId, boolean allRegions) {
        return examine(own(), externalId, Clock.systemUTC(), allRegions);
    }

    private Doctor.Report examine(String externalId, boolean allRegions, String... regions) {
        return examine(own(), externalId, Clock.systemUTC(), allRegions, Set.of(regions));
    }

    private Doctor.Report examine(AwsCredentials credentials, String externalId, Clock clock, boolean allRegions) {
        return examine(credentials, externalId, clock, allRegions, Set.of());
    }

    private Doctor.Report examine(
            AwsCredentials credentials, String externalId, Clock clock, boolean allRegions, Set<String> regions) {
        var access = new AwsAccess(
                Optional.of(aws.endpoint()),
                Optional.of(REGION),
                Optional.empty(),
                Optional.of("atrest-audit"),
                Optional.of(externalId),
                "atrest-test",
                Optional.empty(),
                16);
        var scope = new Scope(Set.of(), regions, EnumSet.allOf(ResourceType.class), true);
        return new Doctor(clock, Progress.SILENT)
                .examine(access, Optional.of(StaticCredentialsProvider.create(credentials)), scope, allRegions);
    }

    private static List<Check> checks(Doctor.Report report, String account) {
        return report.accounts().entrySet().stream()
                .filter(entry -> entry.getKey().id().equals(account))
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    private static List<Check> gaps(List<Check> checks) {
        return checks.stream().filter(check -> check.result() == Result.GAP).toList();
    }

    private static List<String> policy(String file) throws IOException {
        JsonNode statement = new JsonMapper()
                .readTree(Files.readString(Path.of("config/iam").resolve(file)))
                .get("Statement");
        return (statement.isArray() ? statement.valueStream() : Stream.of(statement))
                .flatMap(one -> one.get("Action").valueStream())
                .map(JsonNode::asString)
                .toList();
    }
}
