package dev.atrest.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
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
                  - id: "222222222222"
                """);
        assertThat(AccountsFile.read(file))
                .containsOnlyKeys("111111111111", "222222222222")
                .containsValue(new AccountsFile.Entry(
                        "111111111111",
                        "Production",
                        Optional.of("arn:aws:iam::111111111111:role/audit/Reader"),
                        Optional.of("s3cret"),
                        Set.of("eu-central-1", "eu-west-1")))
                .containsValue(new AccountsFile.Entry(
                        "222222222222", "222222222222", Optional.empty(), Optional.empty(), Set.of()));
    }

    @Test
    void readsAPlainListOfIdsAndKeepsLeadingZeros() throws IOException {
        assertThat(AccountsFile.read(write("- 012345670123\n- \"333333333333\"\n")))
                .containsOnlyKeys("012345670123", "333333333333");
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
                "found 'rolle'; allowed are id, name, role, externalId, regions");
        assertWrong("- name: x\n", 1, "an account has no id; allowed are id, name, role, externalId, regions");
        assertWrong("acounts: []\n", 1, "found 'acounts'; allowed is the list 'accounts'");
        assertWrong("- 111111111111\n- [x]\n", 2, "found a list as account id; allowed is a text");
        assertWrong("accounts:\n  - 111111111111\nextra: 1\n", 3, "found 'extra'; nothing but 'accounts' is allowed");
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
        assertWrong("", 1, "found nothing; allowed is a list of accounts");
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
