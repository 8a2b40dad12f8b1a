package dev.atrest.writers;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The sections of a report for people, as {@code sections} of {@code brand.yml} names them. */
public enum ReportSection {
    SUMMARY("summary", "summary.heading"),
    CHANGES("changes", "pdf.changes.heading"),
    COVERAGE("coverage", "coverage.heading"),
    CONTROLS("controls", "controls.heading"),
    ACCOUNTS("accounts", "accounts.heading"),
    BACKLOG("backlog", "pdf.backlog.heading"),
    FAILURES("failures", "failures.heading"),
    NOT_ASSESSED("notAssessed", "notAssessed.heading"),
    WAIVED("waived", "waived.heading"),
    WAIVERS("waivers", "pdf.waivers.heading"),
    RULES("rules", "rules.heading"),
    METHOD("method", "method.heading"),
    GLOSSARY("glossary", "pdf.glossary.heading"),
    SIGN_OFF("signOff", "pdf.signOff.heading");

    private final String label;
    private final String heading;

    ReportSection(String label, String heading) {
        this.label = label;
        this.heading = heading;
    }

    public String label() {
        return label;
    }

    public String heading(Texts texts) {
        return texts.get(heading);
    }

    static Optional<ReportSection> byLabel(String label) {
        return Arrays.stream(values())
                .filter(section -> section.label.equals(label))
                .findFirst();
    }

    static String labels() {
        return Arrays.stream(values()).map(ReportSection::label).collect(Collectors.joining(", "));
    }
}
