package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atrest.embeddedaws.Fault;
import dev.atrest.model.Account;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which accounts of an organisation are looked at: by unit, by tag, and as the accounts file says. */
class ChosenAccountsTest {

    private static final String ESTATE = """
            organization:
              delegatedAdministrators: ["222222222222"]
              units:
                - { name: Workloads, units: [ { name: Prod, id: ou-root-prod0001, units: [ { name: Trial } ] } ] }
                - { name: Sandbox }
            caller: "%s"
            accounts:
              - { id: "111111111111", name: Management }
              - { id: "222222222222", name: Security, unit: Workloads, tags: { Environment: prod } }
              - { id: "333333333333", name: Shop, unit: Workloads/Prod, tags: { Environment: prod, Tier: one } }
              - { id: "444444444444", name: Trial, unit: Workloads/Prod/Trial, tags: { Environment: test } }
              - { id: "555555555555", name: Play, unit: Sandbox }
            """;

    private final EmbeddedReading estate = EmbeddedReading.of(ESTATE.formatted("111111111111"));

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        estate.close();
    }

    @Test
    void byUnitWithAllBelow() {
        assertThat(names(new AccountFilter(List.of("Workloads"), List.of(), Map.of())))
                .containsExactly("Security", "Shop", "Trial");
        assertThat(names(new AccountFilter(List.of("Root/Workloads/Prod/"), List.of(), Map.of())))
                .containsExactly("Shop", "Trial");
        assertThat(names(new AccountFilter(List.of("ou-root-prod0001", "Sandbox"), List.of(), Map.of())))
                .containsExactly("Shop", "Trial", "Play");
    }

    @Test
    void withoutUnitsAndWhatIsBelow() {
        assertThat(names(new AccountFilter(List.of(), List.of("Workloads/Prod/Trial", "Sandbox"), Map.of())))
                .containsExactly("Management", "Security", "Shop");
    }

    @Test
    void byTag() {
        assertThat(names(new AccountFilter(List.of(), List.of(), Map.of("Environment", "prod"))))
                .containsExactly("Security", "Shop");
        assertThat(names(new AccountFilter(List.of(), List.of(), Map.of("Environment", "prod", "Tier", "*"))))
                .containsExactly("Shop");
    }

    @Test
    void aFilterThatLetsNobodyThroughIsAnError() {
        assertThatExceptionOfType(ScopeException.class)
                .isThrownBy(() -> names(new AccountFilter(List.of(), List.of(), Map.of("Environment", "none"))))
                .withMessage("No account of the organisation is in scope of accounts tagged Environment=none");
    }

    @Test
    void aUnitThatDoesNotExistIsAnErrorAlsoBesideOneThatDoes() {
        for (var filter : List.of(
                new AccountFilter(List.of("Workloads/Prod", "Wrokloads"), List.of(), Map.of()),
                new AccountFilter(List.of(), List.of("Wrokloads"), Map.of()))) {
            assertThatExceptionOfType(ScopeException.class)
                    .isThrownBy(() -> names(filter))
                    .withMessage("Unknown organisational unit Wrokloads; there are Root, Root/Sandbox, Root/Workloads,"
                            + " Root/Workloads/Prod, Root/Workloads/Prod/Trial");
        }
    }

    @Test
    void accountsAreNamedOrChosen() {
        var both = new Scope(Set.of("333333333333"), Set.of(), Set.of(ResourceType.EBS_VOLUME), true)
                .withAccountFilter(new AccountFilter(List.of("Sandbox"), List.of(), Map.of()));
        try (var session = estate.session(both)) {
            assertThatExceptionOfType(ScopeException.class)
                    .isThrownBy(session::accounts)
                    .withMessage("Accounts cannot be chosen by units Sandbox: accounts are named");
        }
    }

    @Test
    void whatAFilterAsksForMustBeKnown() {
        estate.aws().faults().add(Fault.deny("organizations:ListTagsForResource"));
        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> names(new AccountFilter(List.of(), List.of(), Map.of("Environment", "prod"))))
                .withMessageContaining("organizations:ListTagsForResource");
        assertThat(names(AccountFilter.ALL)).hasSize(5);

        estate.aws().faults().add(Fault.deny("organizations:ListAccountsForParent"));
        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> names(new AccountFilter(List.of("Workloads"), List.of(), Map.of())))
                .withMessageContaining("organizations:ListAccountsForParent");
        assertThat(names(AccountFilter.ALL)).as("nobody asked for units").hasSize(5);
    }

    @Test
    void aDelegatedAdministratorFindsThemToo() {
        try (var delegated = EmbeddedReading.of(ESTATE.formatted("222222222222"));
                var session = delegated.session(EmbeddedReading.EVERYTHING)) {
            assertThat(session.accounts()).hasSize(5);
        }
        try (var member = EmbeddedReading.of(ESTATE.formatted("333333333333"));
                var session = member.session(EmbeddedReading.EVERYTHING)) {
            assertThatExceptionOfType(AccessException.class).isThrownBy(session::accounts);
        }
    }

    @Test
    void theAccountsFileSaysWhatIsSpecialAboutAccountsOfTheOrganisation() throws IOException {
        Path file = Files.writeString(directory.resolve("accounts.yml"), """
                organization: { units: [Workloads/Prod] }
                accounts:
                  - { id: "333333333333", owner: shop@example.com, criticality: high, defaultClass: CONFIDENTIAL }
                  - { id: "555555555555", owner: nobody@example.com }
                  - { id: "999999999999", name: Partner }
                """);
        var scope = EmbeddedReading.EVERYTHING;
        try (var session = estate.session(access(file), scope)) {
            assertThat(session.accounts())
                    .as("those of the unit, and whoever is listed but is not of the organisation")
                    .containsExactly(
                            new Account(
                                    "333333333333",
                                    "Shop",
                                    "ACTIVE",
                                    "Root/Workloads/Prod",
                                    "shop@example.com",
                                    "high",
                                    Optional.of(DataProtectionClass.CONFIDENTIAL)),
                            new Account("444444444444", "Trial", "ACTIVE", "Root/Workloads/Prod/Trial"),
                            new Account("999999999999", "Partner", "ACTIVE", ""));
        }
        try (var session = estate.session(
                access(file),
                scope.withAccountFilter(new AccountFilter(List.of(), List.of("Workloads/Prod/Trial"), Map.of())))) {
            assertThat(session.accounts()).extracting(Account::name).containsExactly("Shop", "Partner");
        }
    }

    @Test
    void aFilterNeedsAnOrganisation() throws IOException {
        Path file = Files.writeString(directory.resolve("accounts.yml"), "- \"333333333333\"\n");
        var filtered = EmbeddedReading.EVERYTHING.withAccountFilter(
                new AccountFilter(List.of("Workloads"), List.of(), Map.of()));
        try (var session = estate.session(access(file), filtered)) {
            assertThatExceptionOfType(ScopeException.class)
                    .isThrownBy(session::accounts)
                    .withMessage("Accounts cannot be chosen by units Workloads: the accounts file lists the accounts");
        }
    }

    private AwsAccess access(Path accountsFile) {
        var access = estate.access();
        return new AwsAccess(
                access.endpoint(),
                access.homeRegion(),
                access.profile(),
                access.roleName(),
                access.externalId(),
                access.sessionName(),
                Optional.of(accountsFile),
                access.callsInFlight());
    }

    private List<String> names(AccountFilter filter) {
        try (var session = estate.session(EmbeddedReading.EVERYTHING.withAccountFilter(filter))) {
            return session.accounts().stream().map(Account::name).toList();
        }
    }
}
