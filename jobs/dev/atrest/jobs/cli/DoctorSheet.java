package dev.atrest.jobs.cli;

import dev.atrest.jobs.doctor.Doctor;
import dev.atrest.model.Account;
import dev.atrest.readers.Check;
import dev.atrest.writers.VisibleText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.json.JsonMapper;

/** The checks of {@code atrest doctor}: under each place what is amiss there, with its fix. Accounts alike are told once. */
final class DoctorSheet {

    /** From so many accounts on that differ in nothing but their ids. */
    private static final int ALIKE = 3;

    private static final int MOST_NAMES = 20;
    private static final String ANY_ACCOUNT = "ACCOUNT-ID";

    private final CommandSpec spec;
    private final Sheet sheet;

    DoctorSheet(CommandSpec spec) {
        this.spec = spec;
        this.sheet = new Sheet(spec);
    }

    /** @param all what is well in the accounts, too */
    void print(List<Check> local, Doctor.Report report, boolean all) {
        sheet.title("Before an assessment");
        local.forEach(this::line);
        sheet.heading("The caller");
        report.caller().forEach(this::line);
        alike(report, all).forEach((told, accounts) -> {
            if (accounts.size() < ALIKE) {
                accounts.forEach(account -> account(account, report.accounts().get(account), all));
            } else {
                accounts(accounts, told);
            }
        });
        sheet.heading(verdict(local, report));
        sheet.flush();
    }

    /** What is told of an account, whichever it is. */
    private record Told(String count, List<Check> checks) {}

    private static Map<Told, List<Account>> alike(Doctor.Report report, boolean all) {
        var alike = new LinkedHashMap<Told, List<Account>>();
        report.accounts().forEach((account, checks) -> {
            List<Check> shown =
                    shown(checks, all).map(check -> ofAny(account.id(), check)).toList();
            alike.computeIfAbsent(new Told(count(checks), shown), _ -> new ArrayList<>())
                    .add(account);
        });
        return alike;
    }

    private static Check ofAny(String account, Check check) {
        return new Check(
                "",
                check.region(),
                check.subject(),
                check.result(),
                check.detail().replace(account, ANY_ACCOUNT),
                check.fix().replace(account, ANY_ACCOUNT));
    }

    private void accounts(List<Account> accounts, Told told) {
        sheet.heading("Each of " + accounts.size() + " accounts: " + told.count());
        String more = accounts.size() > MOST_NAMES
                ? " and " + (accounts.size() - MOST_NAMES) + " more, which --format json names"
                : "";
        sheet.beside(
                "  ",
                accounts.stream()
                        .limit(MOST_NAMES)
                        .map(account -> VisibleText.of(account.label()))
                        .collect(Collectors.joining(", ", "", more)));
        told.checks().forEach(this::line);
    }

    private void account(Account account, List<Check> checks, boolean all) {
        sheet.heading(VisibleText.of(account.label()) + ": " + count(checks));
        shown(checks, all).forEach(this::line);
    }

    private static Stream<Check> shown(List<Check> checks, boolean all) {
        return checks.stream().filter(check -> all || check.result() == Check.Result.GAP || !isAction(check));
    }

    private static boolean isAction(Check check) {
        return check.subject().indexOf(':') > 0;
    }

    private static String count(List<Check> checks) {
        return of(Check.Result.GAP, checks, "gap", "gaps") + ", "
                + of(
                        Check.Result.OK,
                        checks.stream().filter(DoctorSheet::isAction).toList(),
                        "action",
                        "actions")
                + " allowed, "
                + of(
                        Check.Result.UNTRIED,
                        checks.stream().filter(DoctorSheet::isAction).toList(),
                        "action",
                        "actions")
                + " not tried";
    }

    private static String of(Check.Result result, List<Check> checks, String one, String many) {
        long count = checks.stream().filter(check -> check.result() == result).count();
        return count + " " + (count == 1 ? one : many);
    }

    private void line(Check check) {
        String place = check.region().isEmpty() ? "" : " (" + check.region() + ")";
        String detail = check.detail().isEmpty() ? "" : ": " + VisibleText.of(check.detail());
        sheet.beside(word(check.result()), check.subject() + place + detail);
        if (!check.fix().isEmpty()) {
            sheet.beside("          → ", check.fix());
        }
    }

    private static String word(Check.Result result) {
        return switch (result) {
            case OK -> "  ok      ";
            case GAP -> "  GAP     ";
            case UNTRIED -> "  -       ";
        };
    }

    private static String verdict(List<Check> local, Doctor.Report report) {
        long gaps = every(local, report)
                .filter(check -> check.result() == Check.Result.GAP)
                .count();
        return gaps == 0
                ? "All is well with " + accounts(report) + "."
                : (gaps == 1 ? "One gap" : gaps + " gaps") + " in " + accounts(report) + " and around.";
    }

    private static String accounts(Doctor.Report report) {
        int accounts = report.accounts().size();
        return accounts == 1 ? "one account" : accounts + " accounts";
    }

    void printJson(List<Check> local, Doctor.Report report) {
        record Output(List<Check> checks) {}
        var out = spec.commandLine().getOut();
        out.println(new JsonMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(new Output(every(local, report).toList())));
        out.flush();
    }

    /** All checks, in the order in which they are told. */
    static Stream<Check> every(List<Check> local, Doctor.Report report) {
        return Stream.of(
                        local.stream(),
                        report.caller().stream(),
                        report.accounts().values().stream().flatMap(List::stream))
                .flatMap(checks -> checks);
    }
}
