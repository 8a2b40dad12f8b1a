package dev.atrest.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.AtrestContext;
import dev.atrest.jobs.Home;
import dev.atrest.jobs.backlog.Reconciler;
import dev.atrest.jobs.export.Exported;
import dev.atrest.jobs.export.TicketExports;
import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.BacklogEvent;
import dev.atrest.jobs.store.BacklogStore;
import dev.atrest.jobs.store.FindingStore;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.writers.tickets.TicketMapping;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/run backlog}: what it costs to reconcile a large backlog with a night in which little has changed. */
@Command(
        name = "bench/run backlog",
        description =
                "Opens so many items, reconciles a night in which 0.5 % of the resources changed, one in which nothing did"
                        + " and one of a single account, exports to Jira what is new after the first three, and tells the time, the CPU"
                        + " time and the most memory of each.",
        mixinStandardHelpOptions = true)
final class BacklogBench implements Callable<Integer> {

    private static final Instant FIRST = Instant.parse("2026-11-01T02:00:00Z");

    @Option(names = "--items", defaultValue = "200000", description = "Default: ${DEFAULT-VALUE}.")
    private int items;

    @Option(names = "--heap", defaultValue = "512m", description = "Heap of the process. Default: ${DEFAULT-VALUE}.")
    private String heap;

    @Option(names = "--inside", hidden = true)
    private boolean inside;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BacklogBench()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (inside) {
            measure();
            return 0;
        }
        // Within the heap that is asked for, which only another process can have.
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Datrest.home=" + System.getProperty("atrest.home", "."),
                "-cp",
                System.getProperty("java.class.path"),
                BacklogBench.class.getName(),
                "--inside",
                "--items",
                String.valueOf(items),
                "--heap",
                heap));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    /** What a reconciliation or an export took. */
    private record Cost(double wallSeconds, double cpuSeconds, long events) {}

    private void measure() throws IOException {
        Path folder = Files.createTempDirectory("atrest-backlog");
        RuleCatalog catalog = RuleCatalog.list(Path.of(System.getProperty("atrest.home", "."), "config"), List.of());
        try (var context = AtrestContext.start(
                Home.locate(), folder, "bench", beans -> beans.registerBean(RuleCatalog.class, () -> catalog))) {
            var figures = new LinkedHashMap<String, Object>();
            figures.put("items", items);
            figures.put("heap", heap);
            var estate = new BacklogEstate(items / BacklogEstate.ITEMS_A_RESOURCE);
            measure("opening", 0, estate, estate.all(), context, catalog, figures);
            export("exportAll", folder, context, figures);
            measure("changed", 1, estate.changed(), estate.all(), context, catalog, figures);
            export("exportChanged", folder, context, figures);
            measure("quiet", 2, estate.changed(), estate.all(), context, catalog, figures);
            export("exportQuiet", folder, context, figures);
            measure("oneAccount", 3, estate.changed(), estate.one(), context, catalog, figures);
            figures.put("peakMebibytes", Usage.of(ProcessHandle.current().pid()).peakMebibytes());
            new Figures("backlog", figures).publish();
        } finally {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void measure(
            String name,
            int night,
            BacklogEstate estate,
            Set<String> accounts,
            ConfigurableApplicationContext context,
            RuleCatalog catalog,
            LinkedHashMap<String, Object> figures) {
        String id = "night-" + night;
        find(id, night, estate, accounts, context);
        var transactions = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long wall = System.nanoTime();
        long cpu = system.getProcessCpuTime();
        try (var turns = context.getBean(Reconciler.class).begin(id, catalog, _ -> Set.of())) {
            while (Boolean.TRUE.equals(transactions.execute(_ -> turns.next()))) {
                // A turn is a slice.
            }
        }
        var cost = new Cost(
                (System.nanoTime() - wall) / 1e9,
                (system.getProcessCpuTime() - cpu) / 1e9,
                context.getBean(BacklogStore.class).countEvents(id).values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        System.out.printf(
                "%-12s %8d events %8.1f s wall %8.1f s CPU  %s%n",
                name, cost.events(), cost.wallSeconds(), cost.cpuSeconds(), kinds(context, id));
        figures.put(name + "Events", cost.events());
        figures.put(name + "WallSeconds", tenths(cost.wallSeconds()));
        figures.put(name + "CpuSeconds", tenths(cost.cpuSeconds()));
    }

    /** Gives a ticketing system what it does not know yet, and hears that it has it. */
    private static void export(
            String name, Path folder, ConfigurableApplicationContext context, LinkedHashMap<String, Object> figures)
            throws IOException {
        var exports = context.getBean(TicketExports.class);
        TicketMapping mapping = TicketMapping.read(
                Path.of(System.getProperty("atrest.home", "."), "config", "exports", "servicenow.yml"));
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long wall = System.nanoTime();
        long cpu = system.getProcessCpuTime();
        Exported exported = exports.export(
                "servicenow",
                mapping,
                new TicketExports.Choice.Unacknowledged(),
                folder.resolve("servicenow.csv"),
                false);
        var cost =
                new Cost((System.nanoTime() - wall) / 1e9, (system.getProcessCpuTime() - cpu) / 1e9, exported.rows());
        if (exported.rows() > 0) {
            exports.acknowledgeAll("servicenow", mapping, Optional.of(exported.id()));
        }
        System.out.printf(
                "%-13s %7d rows   %8.1f s wall %8.1f s CPU%n",
                name, cost.events(), cost.wallSeconds(), cost.cpuSeconds());
        figures.put(name + "Rows", cost.events());
        figures.put(name + "WallSeconds", tenths(cost.wallSeconds()));
        figures.put(name + "CpuSeconds", tenths(cost.cpuSeconds()));
    }

    private static String kinds(ConfigurableApplicationContext context, String id) {
        return context.getBean(BacklogStore.class).countEvents(id).entrySet().stream()
                .sorted(java.util.Map.Entry.<BacklogEvent.Kind, Long>comparingByKey())
                .map(kind -> kind.getKey() + " " + kind.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Stores what an assessment would have found. */
    private static void find(
            String id, int night, BacklogEstate estate, Set<String> accounts, ConfigurableApplicationContext context) {
        var assessments = context.getBean(AssessmentStore.class);
        Instant at = FIRST.plus(night, ChronoUnit.DAYS);
        assessments.insert(new Assessment(
                id, at, Optional.empty(), Optional.empty(), "scope", "all accounts", "caller", "1", "rules"));
        estate.coverage(accounts)
                .forEach(row -> context.getBean(InventoryStore.class).save(id, row));
        estate.slices(accounts, at)
                .forEachOrdered(slice -> context.getBean(FindingStore.class).insert(id, List.of(slice)));
        assessments.markEvaluated(id, at);
        assessments.markFinished(id, at);
    }

    private static double tenths(double seconds) {
        return Math.round(seconds * 10) / 10.0;
    }
}
