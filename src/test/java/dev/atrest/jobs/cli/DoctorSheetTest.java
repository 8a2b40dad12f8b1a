package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.jobs.doctor.Doctor;
import dev.atrest.model.Account;
import dev.atrest.readers.Check;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

class DoctorSheetTest {

    private static final Account SHOP = new Account("222222222222", "Shop\u001b[31m", "ACTIVE", "");
    private static final List<Check> LOCAL = List.of(Check.ok("rules", "48 rules"));
    private static final Check DENIED = new Check(
            "222222222222",
            "eu-central-1",
            "kms:GetKeyPolicy",
            Check.Result.GAP,
            "AccessDeniedException",
            "allow kms:GetKeyPolicy");
    private static final Check ALLOWED =
            new Check("222222222222", "eu-central-1", "kms:ListKeys", Check.Result.OK, "", "");
    private static final Doctor.Report REPORT =
            new Doctor.Report(List.of(Check.ok("clock", "agrees with AWS")), Map.of(SHOP, List.of(DENIED, ALLOWED)));

    private final StringWriter out = new StringWriter();

    private DoctorSheet sheet() {
        CommandLine command = AtrestCommand.commandLine().getSubcommands().get("doctor");
        command.setOut(new PrintWriter(out, true));
        return new DoctorSheet(command.getCommandSpec());
    }

    @Test
    void gapsStandUnderTheirAccountWithTheFixAndWhatIsWellIsCounted() {
        sheet().print(LOCAL, REPORT, false);

        assertThat(out.toString())
                .contains("(222222222222): 1 gap, 1 action allowed, 0 actions not tried\n"
                        + "  GAP     kms:GetKeyPolicy (eu-central-1): AccessDeniedException\n"
                        + "          → allow kms:GetKeyPolicy\n")
                .contains("  ok      rules: 48 rules\n", "  ok      clock: agrees with AWS\n", "One gap")
                .doesNotContain("kms:ListKeys", "\u001b");
        assertThat(DoctorCommand.exitCode(LOCAL, REPORT)).isEqualTo(4);
    }

    @Test
    void accountsThatDifferInNothingButTheirIdsAreToldOnce() {
        var accounts = new LinkedHashMap<Account, List<Check>>();
        for (int i = 10; i < 34; i++) {
            String id = "3333333333" + i;
            accounts.put(
                    new Account(id, "Team " + i, "ACTIVE", ""),
                    List.of(new Check(id, "", "role", Check.Result.GAP, "AccessDenied", "make the role of " + id)));
        }
        accounts.put(SHOP, List.of(DENIED, ALLOWED));
        sheet().print(LOCAL, new Doctor.Report(List.of(), accounts), false);

        assertThat(out.toString())
                .contains(
                        "\nEach of 24 accounts: 1 gap, 0 actions allowed, 0 actions not tried\n  Team 10 (333333333310), ")
                .contains("  GAP     role: AccessDenied\n          → make the role of ACCOUNT-ID\n")
                .containsPattern("Team 29 \\(333333333329\\)\\s+and\\s+4\\s+more")
                .doesNotContain("Team 30")
                .contains("(222222222222): 1 gap", "25 gaps in 25 accounts and around.");
    }

    @Test
    void onDemandWhatIsWellIsShownToo() {
        sheet().print(LOCAL, REPORT, true);

        assertThat(out.toString()).contains("  ok      kms:ListKeys (eu-central-1)\n");
    }

    @Test
    void jsonHasEveryCheck() {
        sheet().printJson(LOCAL, REPORT);

        var checks = new JsonMapper().readTree(out.toString()).get("checks");
        assertThat(checks).hasSize(4);
        assertThat(checks.get(2).get("subject").asString()).isEqualTo("kms:GetKeyPolicy");
        assertThat(checks.get(2).get("result").asString()).isEqualTo("GAP");
        assertThat(checks.get(2).get("fix").asString()).isEqualTo("allow kms:GetKeyPolicy");
    }

    @Test
    void withoutAGapAllIsWell() {
        var report = new Doctor.Report(List.of(), Map.of(SHOP, List.of(ALLOWED)));
        sheet().print(LOCAL, report, false);

        assertThat(out.toString()).contains("All is well with one account.");
        assertThat(DoctorCommand.exitCode(LOCAL, report)).isZero();
    }
}
