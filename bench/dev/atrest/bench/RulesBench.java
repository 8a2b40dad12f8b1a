package dev.atrest.bench;

import com.sun.management.ThreadMXBean;
import dev.atrest.evaluators.Evaluation;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * How many rule decisions one core makes in a second, with the shipped catalogue over a made-up inventory in memory.
 *
 * <p>A decision is a finding: a rule on a resource that it applies to, with its evidence and its sentence. What is asked first,
 * whether a rule applies, is paid for but not counted, neither is a rule that does not apply.
 *
 * <p>Every round is the assessment of another organisation, with an evaluation of its own: nothing is kept from one round to the
 * next, and what an assessment gathers of all resources is paid for in each. What policies share within an organisation
 * {@link GeneratedPolicies} says, and each round prints the share of key policies that no earlier key had.
 */
@CommandLine.Command(name = "bench/run rules", mixinStandardHelpOptions = true)
final class RulesBench implements Runnable {

    private static final double BOUND = 300_000;
    private static final Instant TIME = Instant.parse("2026-11-01T02:00:00Z");
    private static final int RULES_SHOWN = 10;

    @Option(names = "--resources", description = "At least so many resources. Default: ${DEFAULT-VALUE}")
    private int resources = 10_000;

    @Option(names = "--seed", description = "Makes another inventory. Default: ${DEFAULT-VALUE}")
    private long seed = 1;

    @Option(names = "--rounds", description = "Rounds over the inventory that are measured. Default: ${DEFAULT-VALUE}")
    private int rounds = 7;

    @Option(names = "--warm-up", description = "Seconds of processor time before. Default: ${DEFAULT-VALUE}")
    private int warmUp = 15;

    private final Path config = Path.of(System.getProperty("atrest.home", "."), "config");

    /** One round over resources. */
    private record Round(long decisions, double cpuSeconds, double wallSeconds, double bytes) {
        double perCpuSecond() {
            return decisions / cpuSeconds;
        }
    }

    static void main(String... arguments) {
        System.exit(new CommandLine(new RulesBench()).execute(arguments));
    }

    @Override
    public void run() {
        var catalog = RuleCatalog.load(config);
        var inventory = new GeneratedInventory(seed, resources);
        long asked = inventory.all().stream()
                .mapToLong(resource -> catalog.rules().stream()
                        .filter(rule -> rule.resource() == resource.type())
                        .count())
                .sum();
        Round first = measure(catalog, inventory);
        print(
                "%d resources, %d rules: %d decisions and %d rules that do not apply in the first round",
                inventory.all().size(), catalog.rules().size(), first.decisions(), asked - first.decisions());
        long next = seed;
        for (double spent = first.cpuSeconds(); spent < warmUp; ) {
            spent += measure(catalog, new GeneratedInventory(++next, resources)).cpuSeconds();
        }
        var measured = new ArrayList<Round>();
        for (int round = 0; round < rounds; round++) {
            var other = new GeneratedInventory(++next, resources);
            var one = measure(catalog, other);
            measured.add(one);
            print(
                    "round %d: %,.0f decisions a second of processor time, %,.0f of wall time, %,.0f bytes a decision;"
                            + " %.0f %% of the key policies are new",
                    round + 1,
                    one.perCpuSecond(),
                    one.decisions() / one.wallSeconds(),
                    one.bytes() / one.decisions(),
                    100 * shareOfNewKeyPolicies(other));
        }
        var byType = byType(catalog, inventory);
        byType.forEach((type, micros) -> print("%-16s %7.2f µs a decision", type, micros));
        var costs = costs(inventory);
        print("the most costly rules, each alone: what a resource's rules otherwise share is in the figure");
        costs.entrySet().stream()
                // A rule that applies to nothing here has no cost a decision.
                .filter(cost -> Double.isFinite(cost.getValue()))
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(RULES_SHOWN)
                .forEach(cost -> print("%-48s %7.2f µs a decision", cost.getKey(), cost.getValue()));
        publish(catalog, inventory, measured, first.decisions());
    }

    private void publish(RuleCatalog catalog, GeneratedInventory inventory, List<Round> measured, long decisions) {
        double median = median(measured.stream().map(Round::perCpuSecond).toList());
        var figures = new LinkedHashMap<String, Object>();
        figures.put("resources", inventory.all().size());
        figures.put("rules", catalog.rules().size());
        figures.put("seed", seed);
        figures.put("decisions", decisions);
        figures.put("decisions_per_cpu_second", Math.round(median));
        figures.put(
                "decisions_per_wall_second",
                Math.round(median(measured.stream()
                        .map(round -> round.decisions() / round.wallSeconds())
                        .toList())));
        figures.put("bound_decisions_per_cpu_second", Math.round(BOUND));
        figures.put("times_the_bound", Math.round(100 * median / BOUND) / 100.0);
        try {
            new Figures("rules", figures).publish();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Of the key policies in an organisation, those that no key of the same account and region had before. */
    private static double shareOfNewKeyPolicies(GeneratedInventory inventory) {
        record Place(String accountId, String region, Object policy) {}

        var policies = inventory.all().stream()
                .filter(resource -> resource.type() == ResourceType.KMS_KEY)
                .flatMap(key -> Stream.ofNullable(key.facts().values().get("policy"))
                        .filter(policy -> !policy.equals(""))
                        .map(policy -> new Place(key.accountId(), key.region(), policy)))
                .toList();
        return (double) Set.copyOf(policies).size() / policies.size();
    }

    private static Round measure(RuleCatalog catalog, GeneratedInventory inventory) {
        return measure(new Evaluation(catalog, inventory, inventory, TIME), inventory.all());
    }

    private static Round measure(Evaluation evaluation, List<Resource> resources) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        long wall = System.nanoTime();
        long cpu = threads.getCurrentThreadCpuTime();
        long decisions = 0;
        for (Resource resource : resources) {
            decisions += evaluation.evaluate(resource).size();
        }
        return new Round(
                decisions,
                (threads.getCurrentThreadCpuTime() - cpu) / 1e9,
                (System.nanoTime() - wall) / 1e9,
                threads.getCurrentThreadAllocatedBytes() - bytes);
    }

    private Map<String, Double> byType(RuleCatalog catalog, GeneratedInventory inventory) {
        var byType = inventory.all().stream()
                .collect(Collectors.groupingBy(
                        Resource::type, () -> new EnumMap<>(ResourceType.class), Collectors.toList()));
        var micros = new LinkedHashMap<String, Double>();
        byType.forEach((type, some) -> micros.put(type.label(), microsPerDecision(catalog, inventory, some)));
        return micros;
    }

    /** Microseconds of processor time that a decision takes, by rule, of a catalogue that has no other. */
    private Map<String, Double> costs(GeneratedInventory inventory) {
        var rules = RuleCatalog.load(config).rules();
        var costs = new LinkedHashMap<String, Double>();
        for (Rule rule : rules) {
            var alone = only(rule, rules);
            var some = inventory.all().stream()
                    .filter(resource -> resource.type() == rule.resource())
                    .toList();
            costs.put(rule.id(), microsPerDecision(alone, inventory, some));
        }
        return costs;
    }

    private RuleCatalog only(Rule rule, List<Rule> rules) {
        try {
            Path overlay = Files.createTempDirectory("atrest-bench");
            Path settings = overlay.resolve("settings.yml");
            String others = rules.stream()
                    .map(Rule::id)
                    .filter(id -> !id.equals(rule.id()))
                    .collect(Collectors.joining(", "));
            Files.writeString(settings, "disabledRules: [" + others + "]\n");
            try {
                return RuleCatalog.load(config, List.of(overlay));
            } finally {
                Files.delete(settings);
                Files.delete(overlay);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Each round's evaluation is new, but has gathered what it does of all resources. */
    private static double microsPerDecision(
            RuleCatalog catalog, GeneratedInventory inventory, List<Resource> resources) {
        var rounds = new ArrayList<Double>();
        for (double spent = 0; spent < 0.3 || rounds.size() < 5; ) {
            var evaluation = new Evaluation(catalog, inventory, inventory, TIME);
            resources.stream().limit(1).forEach(evaluation::evaluate);
            var round = measure(evaluation, resources);
            spent += round.cpuSeconds();
            rounds.add(1e6 / round.perCpuSecond());
        }
        return Collections.min(rounds);
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }

    private static void print(String format, Object... values) {
        System.out.println(format.formatted(values));
    }
}
