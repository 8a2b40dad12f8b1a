package dev.atrest.writers;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.Change;
import dev.atrest.model.Circumstances;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Rule;
import dev.atrest.model.StatusCounts;
import dev.atrest.model.TrendPoint;
import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What a report knows of other assessments than its own, made up from its findings. */
final class SampleHistory {

    private static final BacklogItem.State[] STATES = {
        BacklogItem.State.STILL_OPEN,
        BacklogItem.State.OPENED,
        BacklogItem.State.STILL_OPEN,
        BacklogItem.State.REOPENED,
        BacklogItem.State.UNKNOWN
    };

    private SampleHistory() {}

    /** The item of a failing or waived finding. */
    static BacklogItem item(Finding finding, Rule rule, Instant assessedAt, int number) {
        boolean waived = finding.status() == FindingStatus.WAIVED;
        BacklogItem.State state = waived ? BacklogItem.State.WAIVED : STATES[number % STATES.length];
        Instant opened =
                state == BacklogItem.State.OPENED ? assessedAt : assessedAt.minus(number % 200, ChronoUnit.DAYS);
        return new BacklogItem(
                "%s-%016x".formatted(rule.id(), finding.resourceArn().hashCode() & 0xffffffffL),
                rule.id(),
                rule.title(),
                finding.resourceArn(),
                finding.resourceType(),
                finding.accountId(),
                finding.region(),
                finding.resourceName(),
                finding.dataProtectionClass(),
                finding.severity(),
                rule.remediation().effort(),
                state,
                number % 3 == 0 ? "" : "team-" + number % 7 + "@example.org",
                new BacklogItem.Priority(
                        (5 - finding.severity().ordinal()) * 3.0 + number % 3,
                        finding.severity() + " (" + (5 - finding.severity().ordinal()) + ") × CONFIDENTIAL (3)"),
                number % 4 == 0
                        ? Optional.of(new BacklogItem.Group(
                                "default-encryption/" + finding.accountId() + "/" + finding.region(),
                                "Encrypt new volumes of " + finding.accountId() + " " + finding.region()
                                        + " by default"))
                        : Optional.empty(),
                LocalDate.ofInstant(opened, ZoneOffset.UTC).plusDays(30),
                opened,
                opened,
                assessedAt,
                waived ? Optional.of(assessedAt) : Optional.empty(),
                state == BacklogItem.State.REOPENED ? 1 : 0,
                finding.message(),
                rule.remediation().summary(),
                RemediationCommand.of(rule, finding),
                rule.remediation().terraform(),
                number % 5 == 0 ? "SEC-" + (1000 + number) : "");
    }

    static List<WaiverUse> waivers(long waived) {
        return List.of(
                waiver("legacy-volumes", "ebs-*", "2026-09-01", "2026-12-31", WaiverUse.State.IN_FORCE, waived),
                waiver("migration-2025", "s3-bucket-*", "2025-03-01", "2025-12-31", WaiverUse.State.EXPIRED, 3),
                waiver("for-ever", "kms-*", "2026-01-01", "2036-01-01", WaiverUse.State.TOO_LONG, 2),
                waiver("nothing", "trail-*", "2026-10-01", "2027-01-31", WaiverUse.State.IN_FORCE, 0));
    }

    private static WaiverUse waiver(
            String id, String rule, String granted, String expires, WaiverUse.State state, long findings) {
        return new WaiverUse(
                new Waiver(
                        id,
                        rule,
                        Optional.of("arn:aws:ec2:*:volume/*"),
                        Optional.of("555566667777"),
                        Map.of("Application", "Altsystem-*"),
                        "Das Altsystem wird bis zum Jahresende abgelöst; =1+1 bis dahin trägt der Bereich das Risiko.",
                        "Jana Müller (CISO)",
                        "RISK-" + id.length(),
                        LocalDate.parse(granted),
                        LocalDate.parse(expires),
                        "config/waivers.yml:" + (10 + id.length())),
                state,
                findings);
    }

    static Change change(Finding finding, int number) {
        Change.Kind kind = Change.Kind.values()[number % Change.Kind.values().length];
        return switch (kind) {
            case OPENED, REOPENED ->
                change(
                        finding,
                        kind,
                        Change.Cause.RESOURCE_CHANGED,
                        FindingStatus.PASS,
                        FindingStatus.FAIL,
                        "encryption.algorithm: aws:kms → AES256");
            case RESOLVED ->
                change(
                        finding,
                        kind,
                        Change.Cause.RESOURCE_CHANGED,
                        FindingStatus.FAIL,
                        FindingStatus.PASS,
                        "encryption.algorithm: AES256 → aws:kms");
            case GONE -> change(finding, kind, Change.Cause.RESOURCE_GONE, FindingStatus.FAIL, null, "");
            case UNKNOWN ->
                change(
                        finding,
                        kind,
                        Change.Cause.NOT_READ,
                        FindingStatus.FAIL,
                        FindingStatus.NOT_ASSESSED,
                        "s3:GetBucketEncryption AccessDenied");
            case WAIVED ->
                change(
                        finding,
                        kind,
                        Change.Cause.WAIVER_GRANTED,
                        FindingStatus.FAIL,
                        FindingStatus.WAIVED,
                        "legacy-volumes");
        };
    }

    private static Change change(
            Finding finding,
            Change.Kind kind,
            Change.Cause cause,
            FindingStatus before,
            @org.jspecify.annotations.Nullable FindingStatus after,
            String detail) {
        return new Change(
                kind,
                cause,
                finding.ruleId(),
                finding.severity(),
                finding.resourceArn(),
                finding.resourceType(),
                finding.accountId(),
                finding.region(),
                finding.resourceName(),
                Optional.of(before),
                Optional.ofNullable(after),
                detail);
    }

    static List<TrendPoint> trend(String assessmentId, Instant startedAt, StatusCounts now, long gaps) {
        return IntStream.rangeClosed(0, 7)
                .mapToObj(i -> i == 7
                        ? new TrendPoint(assessmentId, startedAt, now, gaps)
                        : new TrendPoint(
                                "2026111" + i + "T230004Z",
                                startedAt.minus(7 - i, ChronoUnit.DAYS),
                                new StatusCounts(
                                        now.pass() - 3L * (7 - i),
                                        now.fail() + 5L * (7 - i),
                                        now.notAssessed() + i % 3,
                                        now.waived()),
                                i % 3))
                .toList();
    }

    static Circumstances circumstances(List<Rule> rules) {
        var digests = new TreeMap<String, String>();
        rules.forEach(rule -> digests.put(rule.id(), "%064x".formatted(rule.id().hashCode() & 0xffffffffL)));
        return new Circumstances(
                "atrest-audit",
                digests,
                Map.of("rotationDays", "365", "keyAdminPatterns", "*_Key_Admin", "maxWaiverDays", "365"),
                Map.of("atrest", "0.1.0", "AWS SDK for Java", "2.40.2", "Java", "25.0.1"));
    }
}
