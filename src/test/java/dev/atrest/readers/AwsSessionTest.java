package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atrest.embeddedaws.Fault;
import dev.atrest.model.Account;
import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwsSessionTest {

    private static final Account LOCKED = new Account("333333333333", "Locked", "ACTIVE", "");

    private final EmbeddedReading estate = EmbeddedReading.of("""
            organization:
              units: [ { name: Workloads, units: [ { name: Prod } ] } ]
            regions: { enabled: [eu-central-1, us-east-1], notOptedIn: [ap-east-1] }
            role: { name: atrest-audit, externalId: demo }
            accounts:
              - { id: "111111111111", name: Management }
              - { id: "222222222222", name: Shop, unit: Workloads/Prod }
              - { id: "333333333333", name: Locked, unit: Workloads, assumable: false }
              - { id: "444444444444", name: Old, status: SUSPENDED }
              - { id: "5555{n}", count: 60, name: "Many {n}" }
            """);

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        estate.close();
    }

    @Test
    void tellsWhoTheCallerIs() {
        try (var session = session(EmbeddedReading.EVERYTHING)) {
            assertThat(session.caller()).startsWith("arn:aws:").contains("111111111111");
        }
    }

    @Test
    void findsAllAccountsOfTheOrganisationWithTheirPlaceInIt() {
        try (var session = session(EmbeddedReading.EVERYTHING)) {
            assertThat(session.accounts())
                    .hasSize(64)
                    .startsWith(
                            new Account("111111111111", "Management", "ACTIVE", "Root"),
                            new Account("222222222222", "Shop", "ACTIVE", "Root/Workloads/Prod"),
                            new Account("333333333333", "Locked", "ACTIVE", "Root/Workloads"),
                            new Account("444444444444", "Old", "SUSPENDED", "Root"));
            assertThat(estate.aws().calls().of("organizations:ListAccounts")).isEqualTo(4);
            assertThat(estate.aws().calls().of("organizations:ListAccountsForParent"))
                    .as("four pages of the root and one of each unit, rather than a call an account")
                    .isEqualTo(6);
            assertThat(estate.aws().calls().of("organizations:ListParents")).isZero();
        }
    }

    @Test
    void namedAccountsAreTheOnlyOnesLookedAt() {
        try (var session = session(scopeOf("222222222222"))) {
            assertThat(session.accounts())
                    .containsExactly(new Account("222222222222", "Shop", "ACTIVE", "Root/Workloads/Prod"));
            assertThat(estate.aws().calls().of("organizations:ListParents")).isEqualTo(3);
        }
    }

    @Test
    void aNamedAccountThatDoesNotExistIsAnErrorThatSaysWhichDo() {
        try (var session = session(scopeOf("999999999999"))) {
            assertThatExceptionOfType(AccessException.class)
                    .isThrownBy(session::accounts)
                    .withMessageStartingWith("Unknown account 999999999999; there are 111111111111 (Management), 22222")
                    .withMessageEndingWith("and 14 more");
        }
    }

    @Test
    void withoutAnOrganisationNamedAccountsNeedNobodyToFindThem() {
        estate.aws().faults().add(Fault.deny("organizations:*"));
        try (var session = session(scopeOf("222222222222"))) {
            assertThat(session.accounts()).containsExactly(new Account("222222222222", "222222222222", "ACTIVE", ""));
        }
    }

    @Test
    void withoutAnOrganisationAndARoleTheCallersOwnAccountIsLeft() {
        estate.aws().faults().add(Fault.deny("organizations:*"));
        try (var session = estate.session(access(Optional.empty(), Optional.empty()), EmbeddedReading.EVERYTHING)) {
            assertThat(session.accounts()).containsExactly(new Account("111111111111", "111111111111", "ACTIVE", ""));
        }
    }

    @Test
    void withARoleAndNobodyToListTheAccountsTheUserIsAsked() {
        estate.aws().faults().add(Fault.deny("organizations:*"));
        try (var session = session(EmbeddedReading.EVERYTHING)) {
            assertThatExceptionOfType(AccessException.class)
                    .isThrownBy(session::accounts)
                    .withMessageContaining("organizations:ListAccounts")
                    .withMessageContaining("accounts file");
        }
    }

    @Test
    void theAccountsFileTakesTheOrganisationsPlace() throws IOException {
        Path file = Files.writeString(directory.resolve("accounts.yml"), """
                accounts:
                  - { id: 222222222222, name: Our shop, regions: [us-east-1] }
                """);
        try (var session =
                estate.session(access(Optional.of("atrest-audit"), Optional.of(file)), EmbeddedReading.EVERYTHING)) {
            List<Account> accounts = session.accounts();
            assertThat(accounts).containsExactly(new Account("222222222222", "Our shop", "ACTIVE", ""));
            try (var reader = session.open(accounts.getFirst())) {
                assertThat(reader.regions()).containsExactly("us-east-1");
            }
            assertThat(estate.aws().calls().of("organizations:*")).isZero();
        }
    }

    @Test
    void aRoleThatCannotBeAssumedIsTheAccountsCoverage() {
        try (var session = session(EmbeddedReading.EVERYTHING);
                var reader = session.open(LOCKED)) {
            assertThatExceptionOfType(ReadException.class)
                    .isThrownBy(reader::regions)
                    .satisfies(e -> {
                        assertThat(e.coverage()).isEqualTo(Coverage.Status.DENIED);
                        assertThat(e.gap().call()).isEqualTo("sts:AssumeRole");
                        assertThat(e.gap().error()).isEqualTo("AccessDenied");
                    });
        }
    }

    @Test
    void anotherAccountThanTheCallersIsNotReadWithoutARole() {
        try (var session = estate.session(access(Optional.empty(), Optional.empty()), EmbeddedReading.EVERYTHING);
                var reader = session.open(LOCKED)) {
            assertThatExceptionOfType(ReadException.class)
                    .isThrownBy(reader::regions)
                    .withMessageContaining("NoRole")
                    .withMessageContaining("333333333333");
        }
    }

    @Test
    void theRoleIsAssumedOnceForAllCallsInAnAccount() {
        try (var session = session(EmbeddedReading.EVERYTHING);
                var reader = session.open(new Account("222222222222", "Shop", "ACTIVE", ""))) {
            Reading.everything(reader);
            assertThat(estate.aws().calls().of("sts:AssumeRole")).isEqualTo(1);
        }
    }

    @Test
    void regionsThatAreNotEnabledAreOutOfScope() {
        var scope = new Scope(Set.of(), Set.of("us-east-1", "ap-east-1"), EnumSet.allOf(ResourceType.class), true);
        try (var session = session(scope);
                var reader = session.open(new Account("222222222222", "Shop", "ACTIVE", ""))) {
            assertThat(reader.regions()).containsExactly("us-east-1");
        }
    }

    @Test
    void aRegionThatDoesNotExistIsAnErrorThatSaysWhichDo() {
        var scope = new Scope(Set.of(), Set.of("eu-centrl-1"), EnumSet.allOf(ResourceType.class), true);
        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> session(scope))
                .withMessage("Unknown region eu-centrl-1; allowed are ap-east-1, eu-central-1, us-east-1");
    }

    @Test
    void aWordThatIsNoRegionIsRefusedAtOnce() {
        var scope = new Scope(Set.of(), Set.of("Frankfurt"), EnumSet.allOf(ResourceType.class), true);
        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> session(scope))
                .withMessage("'Frankfurt' is no region name; allowed are names like eu-central-1");
    }

    @Test
    void namedRegionsServeWhereRegionsMayNotBeListed() {
        estate.aws().faults().add(Fault.deny("ec2:DescribeRegions"));
        var scope = new Scope(Set.of(), Set.of("us-east-1"), EnumSet.allOf(ResourceType.class), true);
        try (var session = session(scope);
                var reader = session.open(new Account("222222222222", "Shop", "ACTIVE", ""))) {
            assertThat(reader.regions()).containsExactly("us-east-1");
        }
    }

    @Test
    void credentialsThatAwsRefusesAreOneLine() {
        estate.aws().faults().add(Fault.expire("sts:GetCallerIdentity"));
        try (var session = session(EmbeddedReading.EVERYTHING)) {
            assertThatExceptionOfType(AccessException.class)
                    .isThrownBy(session::caller)
                    .withMessageContaining("sts:GetCallerIdentity: ExpiredToken")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        }
    }

    private AwsSession session(Scope scope) {
        return estate.session(access(Optional.of("atrest-audit"), Optional.empty()), scope);
    }

    private static Scope scopeOf(String account) {
        return new Scope(Set.of(account), Set.of(), EnumSet.allOf(ResourceType.class), true);
    }

    private AwsAccess access(Optional<String> role, Optional<Path> accountsFile) {
        var access = estate.access();
        return new AwsAccess(
                access.endpoint(),
                access.homeRegion(),
                access.profile(),
                role,
                Optional.of("demo"),
                access.sessionName(),
                accountsFile,
                access.callsInFlight());
    }
}
