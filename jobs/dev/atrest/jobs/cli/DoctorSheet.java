package dev.atrest.jobs.cli;

import dev.atrest.jobs.doctor.Doctor;
import dev.atrest.model.Account;
import dev.atrest.readers.Check;
import dev.atrest.writers.VisibleText;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.json.JsonMapper;

/** The checks of {@code atrest doctor}: under each place what is amiss there, with its fix. */
final class DoctorSheet {

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
        report.accounts().forEach((account, checks) -> account(account, checks, all));
        sheet.heading(verdict(local, report));
        sheet.flush();
    }

    private void account(Account account, List<Check> checks, boolean all) {
        sheet.heading(VisibleText.of(account.label()) + ": " + count(checks));
        checks.stream()
                .filter(check -> all || check.result() == Check.Result.GAP || !isAction(check))
                .forEach(this::line);
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
