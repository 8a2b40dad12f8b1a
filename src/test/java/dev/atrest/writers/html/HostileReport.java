package dev.atrest.writers.html;

import dev.atrest.model.Account;
import dev.atrest.model.Coverage;
import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.UnreadFact;
import dev.atrest.writers.MemoryReport;
import dev.atrest.writers.SampleReport;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The sample enterprise, in which everything that somebody in AWS may name is named to break out of a page. */
final class HostileReport {

    static final List<String> NAMES = List.of(
            "</script><script>window.pwned=1</script>",
            "<img src=x onerror=window.pwned=1>",
            "\"><svg onload=window.pwned=1>",
            "' onmouseover='window.pwned=1",
            "<!--<script>window.pwned=1",
            "javascript:window.pwned=1",
            "</title></style></textarea></dialog><script>window.pwned=1</script>",
            "${window.pwned=1} {{text report.title}} {0} &lt;b&gt;",
            "line\u2028separator\u2029]]>\u0000",
            SampleReport.RIGHT_TO_LEFT,
            SampleReport.LONE_SURROGATE,
            SampleReport.LONG);

    private HostileReport() {}

    static MemoryReport make() {
        var sample = SampleReport.enterprise();
        List<Finding> findings = sample.allFindings();
        return new MemoryReport(
                sample.id(),
                IntStream.range(0, sample.accounts().size())
                        .mapToObj(i -> renamed(sample.accounts().get(i), name(i)))
                        .toList(),
                sample.rules(),
                sample.frameworks(),
                sample.resources(),
                IntStream.range(0, findings.size())
                        .mapToObj(i -> hostile(findings.get(i), name(i)))
                        .toList(),
                sample.allCoverage().stream().map(HostileReport::hostile).toList());
    }

    private static String name(int i) {
        return NAMES.get(i % NAMES.size());
    }

    private static Account renamed(Account account, String name) {
        return new Account(account.id(), name, account.status(), "Root/" + name, name, name, account.defaultClass());
    }

    private static Finding hostile(Finding finding, String name) {
        return new Finding(
                finding.ruleId(),
                finding.status(),
                finding.severity(),
                finding.resourceArn() + name,
                finding.resourceType(),
                finding.accountId(),
                finding.region(),
                name,
                finding.dataProtectionClass(),
                name + " is not encrypted",
                List.of(
                        new Evidence("tags", Map.of(name, List.of(name)), "s3:GetBucketTagging"),
                        new Evidence(name, name, name)),
                finding.unread().isEmpty() ? List.of() : List.of(new UnreadFact(name, name, name)),
                finding.controls(),
                finding.readAt(),
                name,
                finding.waiver(),
                finding.impact());
    }

    private static Coverage hostile(Coverage row) {
        return new Coverage(
                row.accountId(),
                row.region(),
                row.type(),
                row.status(),
                row.resources(),
                row.unreadFacts(),
                row.error().map(gap -> new Coverage.Gap(gap.call(), gap.error(), name(0), name(1), name(2))),
                row.reason(),
                row.calls());
    }
}
