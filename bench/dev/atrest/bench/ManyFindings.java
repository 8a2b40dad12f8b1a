package dev.atrest.bench;

import dev.atrest.model.Account;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.writers.MemoryReport;
import dev.atrest.writers.SampleReport;
import java.util.List;
import java.util.stream.IntStream;

/** The sample enterprise of the tests, as often as it takes for so many findings that did not pass. */
final class ManyFindings {

    private static final int ACCOUNTS = 300;

    private ManyFindings() {}

    static MemoryReport of(int number) {
        var sample = SampleReport.enterprise();
        List<Finding> open = sample.allFindings().stream()
                .filter(finding -> finding.status() != FindingStatus.PASS)
                .toList();
        return new MemoryReport(
                sample.id(),
                IntStream.range(0, ACCOUNTS)
                        .mapToObj(i -> new Account(account(i), "Application " + i, "ACTIVE", "Root/Workloads"))
                        .toList(),
                sample.rules(),
                sample.frameworks(),
                sample.resources(),
                IntStream.range(0, number)
                        .mapToObj(i -> other(open.get(i % open.size()), i))
                        .toList(),
                sample.allCoverage());
    }

    private static String account(int i) {
        return "%012d".formatted(100_000_000_000L + i);
    }

    private static Finding other(Finding like, int i) {
        String account = account(i / 7 % ACCOUNTS);
        String name = like.resourceName() + " " + i;
        return new Finding(
                like.ruleId(),
                like.status(),
                like.severity(),
                like.resourceArn().replace(like.accountId(), account) + "-" + i,
                like.resourceType(),
                account,
                like.region(),
                name,
                like.dataProtectionClass(),
                like.message().replace(like.resourceName(), name),
                like.evidence(),
                like.unread(),
                like.controls(),
                like.readAt());
    }
}
