package dev.atrest.writers.machine;

import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.writers.MemoryReport;
import java.util.List;
import java.util.Optional;

/** Reports of single findings, for what the sample report has none of. */
final class Samples {

    private Samples() {}

    static MemoryReport of(MemoryReport report, List<Finding> findings) {
        return new MemoryReport(
                report.id(),
                report.accounts(),
                report.rules(),
                report.frameworks(),
                report.resources(),
                findings,
                report.allCoverage());
    }

    /** A failure of the report that a waiver accepts. */
    static Finding waived(MemoryReport report, String waiver) {
        return like(first(report, FindingStatus.FAIL), FindingStatus.WAIVED, "team-7@example.org", Optional.of(waiver));
    }

    /** A failure of the report with other words. */
    static Finding saying(MemoryReport report, String message) {
        Finding finding = first(report, FindingStatus.FAIL);
        return new Finding(
                finding.ruleId(),
                finding.status(),
                finding.severity(),
                finding.resourceArn(),
                finding.resourceType(),
                finding.accountId(),
                finding.region(),
                finding.resourceName(),
                finding.dataProtectionClass(),
                message,
                finding.evidence(),
                finding.unread(),
                finding.controls(),
                finding.readAt());
    }

    private static Finding first(MemoryReport report, FindingStatus status) {
        return report.findings(status).findFirst().orElseThrow();
    }

    private static Finding like(Finding finding, FindingStatus status, String owner, Optional<String> waiver) {
        return new Finding(
                finding.ruleId(),
                status,
                finding.severity(),
                finding.resourceArn(),
                finding.resourceType(),
                finding.accountId(),
                finding.region(),
                finding.resourceName(),
                finding.dataProtectionClass(),
                finding.message(),
                finding.evidence(),
                finding.unread(),
                finding.controls(),
                finding.readAt(),
                owner,
                waiver,
                finding.impact());
    }
}
