package dev.atrest.bench;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.faults.DisturbedRun;
import dev.atrest.faults.Moment;
import dev.atrest.faults.Outcome;
import dev.atrest.faults.Repeated;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kill -9} at random moments of a run, each time started again: are the findings those of an undisturbed run? */
@Command(name = "bench/run kill", mixinStandardHelpOptions = true)
final class KillBench implements Callable<Integer> {

    private static final List<String> REPORTS =
            List.of("findings.jsonl", "coverage.jsonl", "backlog.csv", "report.xlsx", "report.pdf");
    private static final int MOST_MILLIS_IN_EVALUATION = 800;
    private static final int MOST_MILLIS_IN_REPORT = 400;

    @Option(names = "--times", defaultValue = "20", description = "Runs to kill. Default: ${DEFAULT-VALUE}.")
    private int times;

    @Option(names = "--seed", defaultValue = "1", description = "Chooses the moments. Default: ${DEFAULT-VALUE}.")
    private long seed;

    public static void main(String[] args) {
        System.exit(new CommandLine(new KillBench()).execute(args));
    }

    /** What came of the kills. */
    private static final class Tally {
        private int killed;
        private int equal;
        private Repeated repeated = Repeated.NOTHING;
        private long callsAgain;
        private int filesLeft;
    }

    @Override
    public Integer call() throws IOException {
        System.out.println("seed " + seed);
        Path home = Path.of(System.getProperty("atrest.home", "."));
        Path folder = Files.createTempDirectory("atrest-kill");
        try (var aws = EmbeddedAws.start(Estate.load(home.resolve("src/test/resources/estates/pages.yml")))) {
            Outcome undisturbed = new DisturbedRun(aws, folder.resolve("undisturbed")).finish();
            System.out.printf(
                    "undisturbed: %d findings, %d calls%n",
                    undisturbed.findings().size(), undisturbed.totalCalls());
            var tally = new Tally();
            for (Moment moment : moments(undisturbed.totalCalls())) {
                disturb(moment, aws, folder.resolve("run"), undisturbed, tally);
            }
            publish(undisturbed, tally);
            boolean good = tally.equal == times && tally.filesLeft == 0 && tally.repeated.pagesOfListing() <= 1;
            return good ? 0 : 1;
        } finally {
            delete(folder);
        }
    }

    /** Half of them while AWS is read, the rest while rules judge and reports are written, in the order of a run. */
    private List<Moment> moments(long calls) {
        var random = new Random(seed);
        var moments = new ArrayList<Moment>();
        for (int i = 0; i < times; i++) {
            moments.add(
                    switch (i * 10 / times) {
                        case 0, 1, 2, 3, 4 -> new Moment.AtCall(1 + random.nextLong(calls));
                        case 5, 6 ->
                            new Moment.InTask(
                                    "Evaluating", Duration.ofMillis(random.nextInt(MOST_MILLIS_IN_EVALUATION)));
                        default ->
                            new Moment.InReport(
                                    REPORTS.get(i % REPORTS.size()),
                                    Duration.ofMillis(random.nextInt(MOST_MILLIS_IN_REPORT)));
                    });
        }
        return moments;
    }

    private static void disturb(Moment moment, EmbeddedAws aws, Path folder, Outcome undisturbed, Tally tally)
            throws IOException {
        var run = new DisturbedRun(aws, folder);
        boolean killed = run.kill(moment);
        Outcome outcome = run.finish();
        boolean equal = outcome.findings().equals(undisturbed.findings())
                && outcome.summary().equals(undisturbed.summary());
        boolean clean = outcome.files().equals(undisturbed.files());
        var repeated = outcome.repeated();
        long calls = outcome.totalCalls() - undisturbed.totalCalls();
        System.out.printf(
                "%s %s: findings %s, %s; asked again: at most %d answered pages of a listing and %d of an account, %d in all"
                        + " and %d that were under way; %d answered calls about one bucket or key; %d calls in all%n",
                killed ? "killed" : "came too late to kill",
                moment,
                equal ? "equal" : "DIFFER",
                clean ? "no file left over" : "FILES LEFT OVER " + outcome.files(),
                repeated.pagesOfListing(),
                repeated.pagesOfAccount(),
                repeated.pages(),
                repeated.pagesUnderWay(),
                repeated.describing(),
                calls);
        tally.killed += killed ? 1 : 0;
        tally.equal += equal ? 1 : 0;
        tally.filesLeft += clean ? 0 : 1;
        tally.callsAgain += calls;
        tally.repeated = tally.repeated.and(repeated);
        delete(folder);
    }

    private void publish(Outcome undisturbed, Tally tally) throws IOException {
        var values = new LinkedHashMap<String, Object>();
        values.put("benchmark", "kill");
        values.put("seed", seed);
        values.put("moments", times);
        values.put("killed", tally.killed);
        values.put("equal", tally.equal);
        values.put("runs_with_files_left", tally.filesLeft);
        values.put("findings", undisturbed.findings().size());
        values.put("calls_undisturbed", undisturbed.totalCalls());
        values.put("calls_again", tally.callsAgain);
        values.put("answered_pages_again", tally.repeated.pages());
        values.put("most_answered_pages_again_of_a_listing", tally.repeated.pagesOfListing());
        values.put("most_answered_pages_again_of_an_account", tally.repeated.pagesOfAccount());
        values.put("pages_under_way_again", tally.repeated.pagesUnderWay());
        values.put("answered_calls_about_one_again", tally.repeated.describing());
        new Figures("kill", values).publish();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
