package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.jobs.AssessmentRun;
import dev.atrest.model.Account;
import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.MemoryReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

class SummaryTableTest {

    @TempDir
    private Path folder;

    @Test
    void oneGapIsOneAndAnAccountWithoutANameIsItsIdOnce() throws IOException {
        assertThat(printed(new Account("123456789012", "123456789012", "ACTIVE", ""), gap(ResourceType.KMS_KEY)))
                .contains("Coverage: 1 gap\n")
                .contains("  123456789012, eu-central-1: KmsKey denied (AccessDenied)");
    }

    @Test
    void severalGapsOfANamedAccountAreOneLine() throws IOException {
        assertThat(printed(
                        new Account("123456789012", "payments", "ACTIVE", ""),
                        gap(ResourceType.EBS_VOLUME),
                        gap(ResourceType.KMS_KEY)))
                .contains("Coverage: 2 gaps\n")
                .contains("  payments (123456789012), eu-central-1: EbsVolume, KmsKey denied (AccessDenied)");
    }

    @Test
    void gapsComeBeforeFindingsAndSayWhoClosedARegion() throws IOException {
        var account = new Account("123456789012", "payments", "ACTIVE", "");
        String printed = printed(
                account,
                closed(ResourceType.EBS_VOLUME),
                closed(ResourceType.KMS_KEY),
                Coverage.excluded(
                        account.id(),
                        "me-south-1",
                        ResourceType.KMS_KEY,
                        Coverage.Reason.REGION_NOT_ENABLED,
                        Optional.empty()));

        assertThat(printed)
                .contains("eu-central-1: EbsVolume, KmsKey denied by a service control policy\n")
                .contains("  Out of scope, for they are not enabled: me-south-1 (1 account)\n")
                .contains("Coverage: 2 gaps");
        assertThat(printed.indexOf("Coverage:")).isLessThan(printed.indexOf("Findings"));
    }

    @Test
    void reportsThatSomebodyTookAwayAreNotListed() throws IOException {
        Path gone = folder.resolve("gone");
        var printed = new StringWriter();
        var report =
                new MemoryReport("20261122T230004Z", List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        new SummaryTable(Ansi.OFF, new PrintWriter(printed)).print(new AssessmentRun.Outcome(report, gone));

        assertThat(printed.toString()).endsWith("The reports are no longer in " + gone + "\n");
    }

    @Test
    void waiversThatSomebodyHasToLookAtAreNamedAndTheOthersAreNot() throws IOException {
        String printed = printed(List.of(
                use("covers", WaiverUse.State.IN_FORCE, 7),
                use("for-ever", WaiverUse.State.TOO_LONG, 2),
                use("next-year", WaiverUse.State.NOT_YET, 1),
                use("long-gone", WaiverUse.State.EXPIRED, 0),
                use("over", WaiverUse.State.EXPIRED, 1),
                use("unused", WaiverUse.State.IN_FORCE, 0)));

        assertThat(printed).contains("""
                Waivers: 0 findings are waived
                  for-ever is ignored, for it is granted for too long (2026-01-01 to 2026-10-31): 2 findings fail
                  long-gone has expired on 2026-10-31, and matches nothing that fails
                  over has expired on 2026-10-31: 1 finding fails again
                  unused matches nothing that fails
                """);
    }

    @Test
    void howeverManyWaiversThereAreTheSummaryStaysOnOneScreen() throws IOException {
        var many = IntStream.range(0, 40)
                .mapToObj(number -> use("w" + number, WaiverUse.State.EXPIRED, 3))
                .toList();

        assertThat(printed(many))
                .contains("  w4 has expired")
                .doesNotContain("w5")
                .contains("  … and 35 more; see atrest waivers check\n");
    }

    @Test
    void withoutWaiversNothingIsSaidOfThem() throws IOException {
        assertThat(printed(List.of())).doesNotContain("Waivers:");
    }

    private String printed(List<WaiverUse> waivers) throws IOException {
        var report =
                new MemoryReport("20261122T230004Z", List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        var withWaivers = (AssessmentReport) Proxy.newProxyInstance(
                AssessmentReport.class.getClassLoader(),
                new Class<?>[] {AssessmentReport.class},
                (_, method, arguments) ->
                        method.getName().equals("waivers") ? waivers : method.invoke(report, arguments));
        var out = new StringWriter();
        new SummaryTable(Ansi.OFF, new PrintWriter(out)).print(new AssessmentRun.Outcome(withWaivers, folder));
        return out.toString();
    }

    private static WaiverUse use(String id, WaiverUse.State state, long findings) {
        return new WaiverUse(
                new Waiver(
                        id,
                        "*",
                        Optional.of("*"),
                        Optional.empty(),
                        Map.of(),
                        "reason",
                        "approver",
                        "",
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2026, 10, 31),
                        "config/waivers.yml:2"),
                state,
                findings);
    }

    private static Coverage closed(ResourceType type) {
        Coverage gap = gap(type);
        return new Coverage(
                gap.accountId(),
                gap.region(),
                type,
                gap.status(),
                0,
                0,
                gap.error(),
                Optional.of(Coverage.Reason.SERVICE_CONTROL_POLICY),
                Calls.NONE);
    }

    private String printed(Account account, Coverage... coverage) throws IOException {
        var report = new MemoryReport(
                "20261122T230004Z", List.of(account), List.of(), List.of(), List.of(), List.of(), List.of(coverage));
        var out = new StringWriter();
        new SummaryTable(Ansi.OFF, new PrintWriter(out)).print(new AssessmentRun.Outcome(report, folder));
        return out.toString();
    }

    private static Coverage gap(ResourceType type) {
        return new Coverage(
                "123456789012",
                "eu-central-1",
                type,
                Coverage.Status.DENIED,
                0,
                0,
                Optional.of(new Coverage.Gap("kms:ListKeys", "AccessDenied", "")));
    }
}
