package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.atrest.model.DataProtectionClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsFileTest {

    @TempDir
    Path directory;

    @Test
    void readsAccountsWithAllTheyMaySay() throws IOException {
        Path file = write("""
                accounts:
                  - id: 111111111111
                    name: Production
                    role: arn:aws:iam::111111111111:role/audit/Reader
                    externalId: s3cret
                    regions: [eu-central-1, eu-west-1]
                    sessionDuration: 7200
                    defaultClass: confidential
                    owner: payments@example.com
                    criticality: high
                  - id: "222222222222"
                """);
        AccountsFile accounts = AccountsFile.read(file);
        assertThat(accounts.organization()).isEmpty();
        assertThat(accounts.entries())
                .containsOnlyKeys("111111111111", "222222222222")
                .containsValue(new AccountsFile.Entry(
                        "111111111111",
                        Optional.of("Production"),
                        Optional.of("arn:aws:iam::111111111111:role/audit/Reader"),
                        Optional.of("s3cret"),
                        Set.of("eu-central-1", "eu-west-1"),
                        Optional.of(Duration.ofHours(2)),
                        Optional.of(DataProtectionClass.CONFIDENTIAL),
                        "payments@example.com",
                        "high"))
                .containsValue(AccountsFile.Entry.of("222222222222"));
    }

    @Test
    void readsMoreThanAParserTakesFromAStranger() throws IOException {
        String owner = "x".repeat(100_000);
        String accounts = IntStream.range(0, 40)
                .mapToObj(n -> "- { id: \"1111111111%02d\", owner: %s }\n".formatted(n, owner))
                .collect(Collectors.joining());
        assertThat(AccountsFile.read(write(accounts)).entries()).hasSize(40);
    }

    @Test
    void readsAPlainListOfIdsAndKeepsLeadingZeros() throws IOException {
        assertThat(AccountsFile.read(write("- 012345670123\n- \"333333333333\"\n"))
                        .entries())
                .containsOnlyKeys("012345670123", "333333333333");
    }

    @Test
    void readsWhichAccountsOfTheOrganisationAreMeant() throws IOException {
        AccountsFile accounts = AccountsFile.read(write("""
                organization:
                  units: [Workloads/Prod, ou-abcd-12345678]
                  excludeUnits: [Workloads/Prod/Trial]
                  tags: { Environment: prod, CostCentre: "*" }
                """));
        assertThat(accounts.entries()).isEmpty();
        assertThat(accounts.organization())
                .contains(new AccountFilter(
                        List.of("Workloads/Prod", "ou-abcd-12345678"),
                        List.of("Workloads/Prod/Trial"),
                        Map.of("Environment", "prod", "CostCentre", "*")));
        assertThat(AccountsFile.read(write("organization: {}\n")).organization())
                .contains(AccountFilter.ALL);
    }

    @Test
    void saysWhatIsWrongWithTheOrganisation() throws IOException {
        assertWrong(
                "organization: all\n",
                1,
                "found 'all' as organization; allowed is a mapping of units, excludeUnits, tags, or {}");
        assertWrong("organization:\n  unit: [Prod]\n", 2, "found 'unit'; allowed are units, excludeUnits, tags");
        assertWrong("organization:\n  units: Prod\n", 2, "found 'Prod'; allowed is a list of organisational units");
        assertWrong("organization: {}\norganization: {}\n", 2, "'organization' is given twice");
    }

    @Test
    void saysWhichSessionDurationOrClassIsWrong() throws IOException {
        assertWrong(
                "- id: 111111111111\n  sessionDuration: 60\n",
                2,
                "found sessionDuration '60'; allowed are 900 to 43200 seconds, and no more than the role's own limit");
        assertWrong(
                "- id: 111111111111\n  defaultClass: SECRET\n",
                2,
                "found defaultClass 'SECRET'; allowed are PUBLIC, INTERNAL, CONFIDENTIAL");
    }

    @Test
    void saysWhichIdIsWrong() throws IOException {
        assertWrong("accounts:\n  - id: 12345\n", 2, "found account id '12345'; allowed are 12 digits");
        assertWrong("- 111111111111\n- prod\n", 2, "found account id 'prod'; allowed are 12 digits");
    }

    @Test
    void saysWhereAnAccountWasListedBefore() throws IOException {
        assertWrong(
                "accounts:\n  - 111111111111\n  - id: 111111111111\n",
                3,
                "account 111111111111 is listed twice, first in line 2");
    }

    @Test
    void saysWhichFieldsAreAllowed() throws IOException {
        assertWrong(
                "- id: 111111111111\n  rolle: x\n",
                2,
                "found 'rolle'; allowed are id, name, role, externalId, regions, sessionDuration,"
                        + " defaultClass, owner, criticality");
        assertWrong(
                "- name: x\n",
                1,
                "an account has no id; allowed are id, name, role, externalId, regions, sessionDuration,"
                        + " defaultClass, owner, criticality");
        assertWrong("acounts: []\n", 1, "found 'acounts'; allowed are the sections organization, accounts");
        assertWrong("- 111111111111\n- [x]\n", 2, "found a list as account id; allowed is a text");
        assertWrong(
                "accounts:\n  - 111111111111\nextra: 1\n",
                3,
                "found 'extra'; allowed are the sections organization, accounts");
    }

    @Test
    void saysWhichValueIsWrong() throws IOException {
        assertWrong(
                "- id: 111111111111\n  regions: [Frankfurt]\n",
                2,
                "found region 'Frankfurt'; allowed are names like eu-central-1");
        assertWrong(
                "- id: 111111111111\n  role: no role\n",
                2,
                "found role 'no role'; allowed is the name or the ARN of an IAM role");
        assertWrong("accounts: []\n", 1, "no account is listed; at least one is needed");
    }

    @Test
    void aRoleOfAnotherAccountIsRefusedWhereverTheIdStands() throws IOException {
        assertWrong(
                "- id: 111111111111\n  role: arn:aws:iam::222222222222:role/r\n  name: x\n",
                2,
                "found role 'arn:aws:iam::222222222222:role/r';"
                        + " allowed is the name of a role, or the ARN of a role of account 111111111111");
        assertWrong(
                "accounts:\n  - role: arn:aws:iam::222222222222:role/r\n    name: x\n    id: 111111111111\n",
                2,
                "found role 'arn:aws:iam::222222222222:role/r';"
                        + " allowed is the name of a role, or the ARN of a role of account 111111111111");
    }

    @Test
    void saysWhereTheYamlIsBroken() throws IOException {
        Path file = write("accounts:\n  - id: \"1111\n");
        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> AccountsFile.read(file))
                .withMessageStartingWith(file + ":")
                .withMessageContaining("not valid YAML");
    }

    @Test
    void saysThatAnEmptyFileListsNothing() throws IOException {
        assertWrong("", 1, "found nothing; allowed is a list of accounts, or the sections organization, accounts");
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> AccountsFile.read(directory.resolve("none.yml")))
                .withMessageContaining("none.yml");
    }

    private void assertWrong(String yaml, int line, String what) throws IOException {
        Path file = write(yaml);
        assertThatExceptionOfType(AccessException.class)
                .isThrownBy(() -> AccountsFile.read(file))
                .withMessage(file + ":" + line + ": " + what);
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(directory.resolve("accounts.yml"), yaml);
    }
}
