package dev.atrest.jobs.report;

import dev.atrest.jobs.backlog.RuleDigests;
import dev.atrest.jobs.store.AssessmentStore;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The digests of an assessment's rules, as its report tells them. */
@Component
final class ReportedRuleDigests implements RuleDigests {

    private final AssessmentStore assessments;
    private final ReportFactory reports;

    ReportedRuleDigests(AssessmentStore assessments, ReportFactory reports) {
        this.assessments = assessments;
        this.reports = reports;
    }

    @Override
    public Map<String, String> of(String assessmentId) {
        return assessments
                .find(assessmentId)
                .filter(assessment -> assessment.evaluatedAt().isPresent())
                .map(_ -> reports.of(assessmentId, List.of()).circumstances().ruleDigests())
                .orElse(Map.of());
    }
}
