package dev.atrest.writers.pdf;

import dev.atrest.model.FindingStatus;
import dev.atrest.writers.AccountCoverage;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.CoverageExclusions;
import dev.atrest.writers.ReportSection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sections of a report, in the order that is wished. */
final class Body {

    private final AssessmentReport report;
    private final Pages pages;
    private final Optional<SignatureField> signature;
    private final Map<String, AccountCoverage> coverage;
    private final CoverageExclusions exclusions;
    private final BacklogFigures backlog;
    private final FindingsSection findings;

    Body(AssessmentReport report, Pages pages, Optional<SignatureField> signature) {
        this.report = report;
        this.pages = pages;
        this.signature = signature;
        this.coverage = AccountCoverage.of(report);
        this.exclusions = CoverageExclusions.of(report);
        this.backlog = BacklogFigures.of(report);
        this.findings = new FindingsSection(pages, report);
    }

    void write(List<ReportSection> sections) {
        sections.forEach(this::write);
    }

    private void write(ReportSection section) {
        switch (section) {
            case SUMMARY -> new SummaryPage(pages).write(report, coverage, backlog);
            case CHANGES -> new ChangesSection(pages).write(report);
            case COVERAGE -> CoverageSection.write(report, exclusions, pages);
            case CONTROLS -> ControlsSection.write(report, pages);
            case ACCOUNTS -> AccountsSection.write(report, coverage, pages);
            case BACKLOG -> new BacklogSection(pages).write(report, backlog);
            case FAILURES -> findings.write(section, FindingStatus.FAIL);
            case NOT_ASSESSED -> findings.write(section, FindingStatus.NOT_ASSESSED);
            case WAIVED -> findings.write(section, FindingStatus.WAIVED);
            case WAIVERS -> new WaiversSection(pages, report).write(report.waivers());
            case RULES -> RulesSection.write(report, pages);
            case METHOD -> MethodSection.write(report, pages);
            case GLOSSARY -> GlossarySection.write(pages);
            case SIGN_OFF -> new SignOffPage(pages).write(report, exclusions, signature);
        }
    }
}
