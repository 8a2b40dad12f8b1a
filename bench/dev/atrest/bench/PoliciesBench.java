package dev.atrest.bench;

import com.sun.management.ThreadMXBean;
import dev.atrest.evaluators.policy.Answer;
import dev.atrest.evaluators.policy.Policy;
import dev.atrest.evaluators.policy.PolicyAnalysis;
import dev.atrest.evaluators.policy.PolicyResult;
import dev.atrest.evaluators.policy.ResourceContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * How long questions about large policies take: the parse, the preparation that every question needs, and each question alone
 * on what is prepared. The bound is for all of it together, as the first question about a policy pays for the parse.
 */
@CommandLine.Command(name = "bench/run policies", mixinStandardHelpOptions = true)
final class PoliciesBench implements Runnable {

    private static final double BOUND_MICROS = 1_000;
    /** For policies that are written to be slow: two milliseconds for the question, and the parse and preparation. */
    private static final double HOSTILE_BOUND_MICROS = 3_000;

    /** The largest policies that AWS stores, in bytes. */
    private static final int LARGEST_OF_KEY = 32 * 1024;

    private static final int LARGEST_OF_BUCKET = 20 * 1024;

    private static final String ACCOUNT = "111122223333";
    private static final ResourceContext KEY =
            ResourceContext.key("arn:aws:kms:eu-central-1:111122223333:key/1", ACCOUNT);
    private static final ResourceContext BUCKET = ResourceContext.bucket("arn:aws:s3:::b", ACCOUNT);
    private static final List<String> CRITICAL =
            List.of("kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:PutKeyPolicy", "kms:CancelKeyDeletion");

    private static final Map<String, Function<PolicyAnalysis, Object>> OF_KEYS = Map.of(
            "isPublic",
            PolicyAnalysis::isPublic,
            "onlyTrusted",
            policy -> policy.onlyTrustedAccounts(Set.of("222233334444"), Set.of()),
            "noFullAccess",
            PolicyAnalysis::noFullAccess,
            "separatesDuties",
            PolicyAnalysis::separatesDuties,
            "administeredOnlyBy",
            policy -> policy.administeredOnlyBy(List.of("*_Key_Admin")),
            "requiresMfa",
            policy -> policy.requiresMfa(CRITICAL));
    private static final Map<String, Function<PolicyAnalysis, Object>> OF_BUCKETS = Map.of(
            "isPublic", PolicyAnalysis::isPublic,
            "onlyTrusted", policy -> policy.onlyTrustedAccounts(Set.of("222233334444"), Set.of()),
            "deniesInsecureTransport", PolicyAnalysis::deniesInsecureTransport,
            "requiresEncryptionHeader", PolicyAnalysis::requiresEncryptionHeader,
            "deniesPutsNotEncryptedWith", policy -> policy.deniesPutsNotEncryptedWith(List.of("aws:kms"), Set.of()));

    @Option(names = "--seconds", description = "Of processor time, for each figure. Default: ${DEFAULT-VALUE}")
    private double seconds = 0.4;

    private double slowest;

    static void main(String... arguments) {
        System.exit(new CommandLine(new PoliciesBench()).execute(arguments));
    }

    @Override
    public void run() {
        var figures = new LinkedHashMap<String, Object>();
        figure("key_1000_principals", principals(), KEY, OF_KEYS, figures);
        figure(
                "key_hundreds_of_statements",
                filled(LARGEST_OF_KEY, PoliciesBench::keyStatement),
                KEY,
                OF_KEYS,
                figures);
        figure(
                "key_hundreds_of_conditions",
                filled(LARGEST_OF_KEY, PoliciesBench::conditionOnKey),
                KEY,
                OF_KEYS,
                figures);
        figure(
                "bucket_hundreds_of_statements",
                filled(LARGEST_OF_BUCKET, PoliciesBench::bucketStatement),
                BUCKET,
                OF_BUCKETS,
                figures);
        figure(
                "bucket_hundreds_of_conditions",
                filled(LARGEST_OF_BUCKET, PoliciesBench::conditionOnBucket),
                BUCKET,
                OF_BUCKETS,
                figures);
        double ordinary = slowest;
        AdversarialPolicies.ofKey(LARGEST_OF_KEY)
                .forEach((name, json) -> adversarial("hostile_key_" + name, json, KEY, OF_KEYS, figures));
        AdversarialPolicies.ofBucket(LARGEST_OF_BUCKET)
                .forEach((name, json) -> adversarial("hostile_bucket_" + name, json, BUCKET, OF_BUCKETS, figures));
        figures.put("slowest_with_parse_micros", Math.round(ordinary));
        figures.put("slowest_hostile_with_parse_micros", Math.round(slowest));
        figures.put("hostile_bound_micros", Math.round(HOSTILE_BOUND_MICROS));
        figures.put("bound_micros", Math.round(BOUND_MICROS));
        try {
            new Figures("policies", figures).publish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void figure(
            String name,
            String json,
            ResourceContext resource,
            Map<String, Function<PolicyAnalysis, Object>> questions,
            Map<String, Object> figures) {
        Policy policy = parsed(json);
        double parse = micros(() -> parsed(json));
        double preparation = micros(() -> new PolicyAnalysis(policy, resource));
        System.out.printf(
                "%s: %,d characters, parse %,.0f µs, preparation %,.0f µs%n", name, json.length(), parse, preparation);
        var analysis = new PolicyAnalysis(policy, resource);
        questions.keySet().stream().sorted().forEach(question -> {
            double alone = micros(() -> questions.get(question).apply(analysis));
            double all = micros(() -> questions.get(question).apply(new PolicyAnalysis(parsed(json), resource)));
            slowest = Math.max(slowest, all);
            System.out.printf(
                    "  %-28s %,8.0f µs, with parse and preparation %,8.0f µs%s%n",
                    question, alone, all, all > BOUND_MICROS ? "  over the bound" : "");
            figures.put(name + "_" + question + "_micros", Math.round(all));
        });
    }

    /** The slowest question of all, and those that are not decided. */
    private void adversarial(
            String name,
            String json,
            ResourceContext resource,
            Map<String, Function<PolicyAnalysis, Object>> questions,
            Map<String, Object> figures) {
        var undecided = new java.util.TreeSet<String>();
        double worst = 0;
        for (var question : new java.util.TreeMap<>(questions).entrySet()) {
            worst = Math.max(
                    worst, micros(() -> question.getValue().apply(new PolicyAnalysis(parsed(json), resource))));
            if (question.getValue().apply(new PolicyAnalysis(parsed(json), resource)) instanceof Answer answer
                    && answer.summary().startsWith("The policy has too many")) {
                undecided.add(question.getKey());
            }
        }
        slowest = Math.max(slowest, worst);
        System.out.printf(
                "%s: %,d characters, at most %,.0f µs with parse and preparation%s%s%n",
                name,
                json.length(),
                worst,
                undecided.isEmpty() ? "" : ", too much to decide: " + String.join(", ", undecided),
                worst > HOSTILE_BOUND_MICROS ? "  over the bound" : "");
        figures.put(name + "_micros", Math.round(worst));
    }

    private static Policy parsed(String json) {
        return switch (Policy.parse(json)) {
            case PolicyResult.Parsed(Policy policy) -> policy;
            case PolicyResult.Unparsable(String reason) -> throw new IllegalStateException(reason);
        };
    }

    /** Processor time of one call, the median of many after as many to warm up. */
    private double micros(Runnable call) {
        times(call);
        double[] times = times(call);
        return times[times.length / 2];
    }

    private double[] times(Runnable call) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var times = new java.util.ArrayList<Double>();
        long begin = threads.getCurrentThreadCpuTime();
        long before = begin;
        while (before - begin < seconds * 1e9 || times.size() < 5) {
            call.run();
            long after = threads.getCurrentThreadCpuTime();
            times.add((after - before) / 1e3);
            before = after;
        }
        double[] sorted = times.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    /** As many of a kind as fit into a policy. */
    private static String filled(int largest, IntFunction<String> statement) {
        var statements = new java.util.ArrayList<String>();
        int length = 100;
        for (int i = 0; length < largest; i++) {
            statements.add(statement.apply(i));
            length += statements.getLast().length() + 1;
        }
        statements.removeLast();
        return GeneratedPolicies.policy(statements.toArray(String[]::new));
    }

    /** A thousand principals, as many of them roles as fit into 32 KB, the others accounts: half administer, half use. */
    private static String principals() {
        return GeneratedPolicies.policy(
                GeneratedPolicies.statement(
                        "A", "Allow", roles(0, 500), "[\"kms:Put*\",\"kms:Disable*\"]", "\"*\"", ""),
                GeneratedPolicies.statement("U", "Allow", roles(500, 1000), "\"kms:Decrypt\"", "\"*\"", ""));
    }

    private static String roles(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "\"" + (i % 3 == 0 ? "%012d".formatted(300_000_000_000L + i) : role(i)) + "\"")
                .collect(Collectors.joining(",", "{\"AWS\":[", "]}"));
    }

    private static String role(int i) {
        return "arn:aws:iam::%s:role/r%d".formatted(i % 10 == 0 ? "222233334444" : ACCOUNT, i);
    }

    private static String keyStatement(int i) {
        return GeneratedPolicies.statement(
                "S" + i,
                i % 10 == 0 ? "Deny" : "Allow",
                "{\"AWS\":\"" + role(i) + "\"}",
                i % 3 == 0 ? "\"kms:Put*\"" : "\"kms:Decrypt\"",
                "\"*\"",
                "");
    }

    private static String conditionOnKey(int i) {
        return GeneratedPolicies.statement(
                "S" + i,
                i % 5 == 0 ? "Deny" : "Allow",
                "{\"AWS\":\"*\"}",
                i % 3 == 0 ? "\"kms:Put*\"" : "\"kms:Decrypt\"",
                "\"*\"",
                "\"StringLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::%s:role/r%d*\"}".formatted(ACCOUNT, i));
    }

    private static String bucketStatement(int i) {
        return GeneratedPolicies.statement(
                "S" + i,
                i % 10 == 0 ? "Deny" : "Allow",
                "{\"AWS\":\"" + role(i) + "\"}",
                i % 3 == 0 ? "\"s3:PutObject\"" : "\"s3:GetObject\"",
                "\"arn:aws:s3:::b/p%d/*\"".formatted(i),
                "");
    }

    private static String conditionOnBucket(int i) {
        return GeneratedPolicies.statement(
                "S" + i,
                i % 5 == 0 ? "Deny" : "Allow",
                "\"*\"",
                "\"s3:PutObject\"",
                "\"arn:aws:s3:::b/*\"",
                "\"StringNotEquals\":{\"s3:x-amz-acl\":\"acl%d\",\"aws:PrincipalOrgID\":\"o-a1b2c3d%03d\"}"
                        .formatted(i, i));
    }
}
