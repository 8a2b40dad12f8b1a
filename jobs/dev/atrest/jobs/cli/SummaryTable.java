package dev.atrest.jobs.cli;

import dev.atrest.jobs.AssessmentRun;
import dev.atrest.model.Account;
import dev.atrest.model.Coverage;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Severity;
import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.VisibleText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.util.StringUtils;
import picocli.CommandLine.Help.Ansi;

/** What a person wants to know first, on one screen. */
final class SummaryTable {

    private static final int WORST_FINDINGS = 3;
    private static final int GAPS_SHOWN = 6;
    private static final int WAIVERS_SHOWN = 5;

    private final Ansi ansi;
    private final PrintWriter out;

    SummaryTable(Ansi ansi, PrintWriter out) {
        this.ansi = ansi;
        this.out = out;
    }

    void print(AssessmentRun.Outcome outcome) throws IOException {
        AssessmentReport report = outcome.report();
        AssessmentSummary summary = report.summary();
        heading("Assessment " + summary.id());
        scope(report, summary);
        gaps(report, summary);
        notEnabled(report);
        findings(summary);
        waivers(report, summary);
        worst(report);
        files(outcome);
        out.flush();
    }

    private void heading(String text) {
        out.println();
        out.println(ansi.string("@|bold " + text + "|@"));
    }

    private void scope(AssessmentReport report, AssessmentSummary summary) {
        out.printf(
                "  Accounts    %d, of which %d scanned%s%n",
                summary.accountsTotal(), summary.accountsScanned(), notScanned(report));
        out.printf(
                "  Resources   %d%s%n",
                summary.totalResources(),
                summary.resources().isEmpty()
                        ? ""
                        : new TreeMap<ResourceType, Long>(summary.resources())
                                .entrySet().stream()
                                        .map(entry -> entry.getValue() + " "
                                                + entry.getKey().label())
                                        .collect(Collectors.joining(", ", " (", ")")));
    }

    private static String notScanned(AssessmentReport report) {
        var closed = new HashSet<String>();
        var entered = new HashSet<String>();
        try (var coverage = report.coverage()) {
            coverage.forEach(
                    row -> (row.region().equals(Coverage.ALL_REGIONS) ? closed : entered).add(row.accountId()));
        }
        // Where only the regions are not told, the rest of the account is read.
        closed.removeAll(entered);
        String reasons = report.accounts().stream()
                .filter(account -> closed.contains(account.id()))
                .map(account -> VisibleText.of(account.name())
                        + (account.active() ? " cannot be entered" : " is " + account.status()))
                .collect(Collectors.joining(", "));
        return reasons.isEmpty() ? "" : "; " + reasons;
    }

    private void findings(AssessmentSummary summary) {
        heading("Findings");
        out.printf(Locale.ROOT, "  %-15s %8s %14s %8s %8s%n", "", "FAIL", "NOT ASSESSED", "WAIVED", "PASS");
        for (Severity severity : Severity.values()) {
            String style = severity.compareTo(Severity.HIGH) <= 0 && summary.findings(FindingStatus.FAIL, severity) > 0
                    ? "red"
                    : "bold";
            out.println(ansi.string(String.format(
                    Locale.ROOT,
                    "  %-15s @|" + style + " %8d|@ %14d %8d %8d",
                    severity,
                    summary.findings(FindingStatus.FAIL, severity),
                    summary.findings(FindingStatus.NOT_ASSESSED, severity),
                    summary.findings(FindingStatus.WAIVED, severity),
                    summary.findings(FindingStatus.PASS, severity))));
        }
        out.printf(
                Locale.ROOT,
                "  %-15s %8d %14d %8d %8d%n",
                "total",
                summary.findings(FindingStatus.FAIL),
                summary.findings(FindingStatus.NOT_ASSESSED),
                summary.findings(FindingStatus.WAIVED),
                summary.findings(FindingStatus.PASS));
    }

    /** The gaps of one account and region are one line: an account that nobody can enter is not seven problems. */
    private void gaps(AssessmentReport report, AssessmentSummary summary) {
        if (summary.coverageGaps() == 0) {
            heading(summary.accountsScanned() == 0 ? "Coverage: nothing was read" : "Coverage: complete");
            return;
        }
        heading("Coverage: " + summary.coverageGaps() + (summary.coverageGaps() == 1 ? " gap" : " gaps"));
        Map<String, String> labels = report.accounts().stream().collect(Collectors.toMap(Account::id, Account::label));
        Map<String, List<Coverage>> byPlace;
        try (var coverage = report.coverage()) {
            byPlace = coverage.filter(row -> row.status().gap())
                    .collect(Collectors.groupingBy(
                            row -> VisibleText.of(labels.getOrDefault(row.accountId(), row.accountId())) + ", "
                                    + row.region(),
                            TreeMap::new,
                            Collectors.toList()));
        }
        byPlace.entrySet().stream()
                .limit(GAPS_SHOWN)
                .forEach(place -> out.println("  " + place.getKey() + ": " + inWords(place.getValue())));
        if (byPlace.size() > GAPS_SHOWN) {
            out.println("  … and " + (byPlace.size() - GAPS_SHOWN)
                    + (byPlace.size() - GAPS_SHOWN == 1 ? " more place" : " more places") + ", all in the reports");
        }
    }

    private void notEnabled(AssessmentReport report) {
        try (var coverage = report.coverage()) {
            String regions = coverage
                    .filter(row -> row.reason()
                            .filter(Coverage.Reason.REGION_NOT_ENABLED::equals)
                            .isPresent())
                    .collect(Collectors.groupingBy(
                            Coverage::region,
                            TreeMap::new,
                            Collectors.collectingAndThen(
                                    Collectors.mapping(Coverage::accountId, Collectors.toSet()), Set::size)))
                    .entrySet()
                    .stream()
                    .map(region -> region.getKey() + " (" + region.getValue()
                            + (region.getValue() == 1 ? " account)" : " accounts)"))
                    .collect(Collectors.joining(", "));
            if (!regions.isEmpty()) {
                out.println("  Out of scope, for they are not enabled: " + regions);
            }
        }
    }

    private static String inWords(List<Coverage> rows) {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        SummaryTable::cause,
                        TreeMap::new,
                        Collectors.mapping(row -> row.type().label(), Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(cause -> cause.getValue() + " " + cause.getKey())
                .collect(Collectors.joining("; "));
    }

    /** A partial row names every call that was refused, any other the error alone. */
    private static String cause(Coverage row) {
        if (row.reason().filter(Coverage.Reason.SERVICE_CONTROL_POLICY::equals).isPresent()) {
            return "denied by a service control policy";
        }
        boolean partial = row.status() == Coverage.Status.PARTIAL;
        return row.status().name().toLowerCase(Locale.ROOT)
                + row.error()
                        .map(gap -> partial
                                ? " (" + gap.call() + " " + gap.error()
                                        + (gap.detail().isEmpty() ? "" : ", ") + gap.detail() + ")"
                                : " (" + gap.error() + ")")
                        .orElse("");
    }

    /** How many findings are waived, and the waivers that somebody has to look at. */
    private void waivers(AssessmentReport report, AssessmentSummary summary) {
        List<WaiverUse> waivers = report.waivers();
        if (waivers.isEmpty()) {
            return;
        }
        long waived = summary.findings(FindingStatus.WAIVED);
        heading("Waivers: %d %s waived".formatted(waived, waived == 1 ? "finding is" : "findings are"));
        List<WaiverUse> wanting = waivers.stream()
                .filter(use -> use.state() == WaiverUse.State.EXPIRED
                        || use.state() == WaiverUse.State.TOO_LONG
                        || use.matchesNothing())
                .toList();
        wanting.stream().limit(WAIVERS_SHOWN).forEach(use -> out.println("  " + inWords(use)));
        if (wanting.size() > WAIVERS_SHOWN) {
            out.println("  … and " + (wanting.size() - WAIVERS_SHOWN) + " more; see atrest waivers check");
        }
    }

    private static String inWords(WaiverUse use) {
        Waiver waiver = use.waiver();
        String nothing = "matches nothing that fails";
        String fails = use.findings() + (use.findings() == 1 ? " finding fails" : " findings fail");
        return switch (use.state()) {
            case EXPIRED ->
                waiver.id() + " has expired on " + waiver.expires()
                        + (use.matchesNothing() ? ", and " + nothing : ": " + fails + " again");
            case TOO_LONG ->
                waiver.id() + " is ignored, for it is granted for too long (" + waiver.granted() + " to "
                        + waiver.expires() + ")" + (use.matchesNothing() ? ", and " + nothing : ": " + fails);
            case IN_FORCE, NOT_YET -> waiver.id() + " " + nothing;
        };
    }

    private void worst(AssessmentReport report) {
        var worst = new LinkedHashMap<String, Finding>();
        try (var failures = report.findings(FindingStatus.FAIL)) {
            // One of each rule says more than three times the same.
            Iterator<Finding> next = failures.iterator();
            while (next.hasNext() && worst.size() < WORST_FINDINGS) {
                Finding finding = next.next();
                worst.putIfAbsent(finding.ruleId(), finding);
            }
        }
        if (worst.isEmpty()) {
            return;
        }
        heading("Worst findings");
        for (Finding finding : worst.values()) {
            out.println(ansi.string("  @|bold,red " + finding.severity() + "|@ ") + VisibleText.of(finding.message())
                    + " [" + finding.ruleId() + ", account " + finding.accountId()
                    + (finding.region().isEmpty() ? "" : ", " + finding.region()) + "]");
        }
    }

    private void files(AssessmentRun.Outcome outcome) throws IOException {
        heading(StringUtils.capitalize(outcome.whereabouts()));
        if (!Files.isDirectory(outcome.folder())) {
            return;
        }
        try (var files = Files.list(outcome.folder())) {
            for (Path file : files.sorted().toList()) {
                out.printf(Locale.ROOT, "  %-18s %,10d bytes%n", file.getFileName(), Files.size(file));
            }
        }
    }
}
