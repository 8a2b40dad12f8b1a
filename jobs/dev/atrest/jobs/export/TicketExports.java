package dev.atrest.jobs.export;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.backlog.Backlog;
import dev.atrest.jobs.store.AccountNames;
import dev.atrest.jobs.store.AccountNames.AccountName;
import dev.atrest.jobs.store.TicketExport;
import dev.atrest.jobs.store.TicketExportStore;
import dev.atrest.jobs.store.TicketExportStore.Candidate;
import dev.atrest.jobs.store.TicketExportStore.Row;
import dev.atrest.model.BacklogItem;
import dev.atrest.model.Rule;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.tickets.TicketCsv;
import dev.atrest.writers.tickets.TicketItem;
import dev.atrest.writers.tickets.TicketKeys;
import dev.atrest.writers.tickets.TicketMapping;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives ticketing systems what they do not know yet of the backlog. A target that has not said that it has an export is given all of
 * it again; since tickets are found by their external id, that makes nothing twice.
 */
@Component
public class TicketExports {

    /** Rows that are noted at a time. */
    private static final int BATCH = 1000;

    private final Backlog backlog;
    private final TicketExportStore store;
    private final AccountNames accountNames;
    private final Map<String, String> controls;

    TicketExports(Backlog backlog, TicketExportStore store, AccountNames accountNames, RuleCatalog catalog) {
        this.backlog = backlog;
        this.store = store;
        this.accountNames = accountNames;
        this.controls = catalog.rules().stream().collect(Collectors.toMap(Rule::id, TicketExports::controls));
    }

    private static String controls(Rule rule) {
        return new TreeMap<>(rule.controls())
                .entrySet().stream()
                        .map(met -> met.getKey() + " " + String.join(", ", met.getValue()))
                        .collect(Collectors.joining("; "));
    }

    /** Which items a target is given. */
    public sealed interface Choice {

        /** What is new, or other than what the target has acknowledged. */
        record Unacknowledged() implements Choice {}

        /** All that someone has to act on, and what is closed and the target does not know it. */
        record All() implements Choice {}

        /** What was written for an assessment that started then or later. */
        record Since(Instant at) implements Choice {}
    }

    /**
     * Writes the items into a file.
     *
     * @param target name of the mapping
     * @param byteOrderMark whether the file begins with one
     * @throws IOException when the file cannot be written; the target is given the same again then
     */
    public Exported export(String target, TicketMapping mapping, Choice choice, Path file, boolean byteOrderMark)
            throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        boolean complete = !(choice instanceof Choice.Since);
        var export = new TicketExport(store.begin(target, now, complete), target, now, complete, 0, Optional.empty());
        Path absolute = file.toAbsolutePath();
        var giving = new Giving(export, mapping, choice, accountNames.latest());
        try {
            ReportFiles.put(
                    absolute.getFileName().toString(),
                    absolute.getParent(),
                    unfinished -> giving.write(unfinished, byteOrderMark));
        } catch (IOException | RuntimeException e) {
            store.forget(export.id());
            throw e;
        }
        return giving.outcome();
    }

    /** One export. */
    private final class Giving {

        private final TicketExport export;
        private final TicketMapping mapping;
        private final Choice choice;
        private final Map<String, AccountName> accounts;
        private final List<Row> rows = new ArrayList<>();
        private final List<String> withheld = new ArrayList<>();
        private final Map<TicketItem.Action, Long> counts = new HashMap<>();

        Giving(TicketExport export, TicketMapping mapping, Choice choice, Map<String, AccountName> accounts) {
            this.export = export;
            this.mapping = mapping;
            this.choice = choice;
            this.accounts = accounts;
        }

        void write(Path file, boolean byteOrderMark) throws IOException {
            Optional<Instant> since = choice instanceof Choice.Since(Instant at) ? Optional.of(at) : Optional.empty();
            try (TicketCsv csv = TicketCsv.open(file, mapping, byteOrderMark);
                    Stream<Candidate> candidates = store.candidates(export.target(), since)) {
                for (Candidate candidate : (Iterable<Candidate>) candidates::iterator) {
                    give(candidate, csv);
                }
            }
            flush();
            long given = counts.values().stream().mapToLong(Long::longValue).sum();
            if (given == 0) {
                store.forget(export.id());
            } else {
                // Before the file takes its name: what has it can be acknowledged.
                store.finish(export.id(), given);
            }
        }

        private void give(Candidate candidate, TicketCsv csv) throws IOException {
            BacklogItem item = backlog.told(candidate.item());
            if (!mapping.tells(item.state())) {
                if (candidate.given().isPresent()) {
                    withheld.add(item.id());
                }
                return;
            }
            TicketItem told = told(item, candidate);
            String digest = mapping.digest(told);
            if (choice instanceof Choice.Unacknowledged
                    && candidate.given().filter(given -> given.isKnown(digest)).isPresent()) {
                return;
            }
            csv.write(told);
            counts.merge(told.action(), 1L, Long::sum);
            rows.add(new Row(candidate, digest));
            if (rows.size() >= BATCH) {
                flush();
            }
        }

        private TicketItem told(BacklogItem item, Candidate candidate) {
            AccountName account = accounts.getOrDefault(item.accountId(), new AccountName("", ""));
            return new TicketItem(
                    item,
                    action(item, candidate.given()),
                    account.name(),
                    account.owner(),
                    controls.getOrDefault(item.ruleId(), ""),
                    candidate.given().map(TicketExportStore.Given::ticket).orElse(""));
        }

        private static TicketItem.Action action(BacklogItem item, Optional<TicketExportStore.Given> given) {
            if (!item.state().open()) {
                return TicketItem.Action.CLOSE;
            }
            boolean known = given.isPresent()
                    && (given.get().acknowledged() || !given.get().ticket().isEmpty());
            if (!known) {
                return TicketItem.Action.CREATE;
            }
            return given.get().mayBeClosed() ? TicketItem.Action.REOPEN : TicketItem.Action.UPDATE;
        }

        private void flush() {
            store.give(export, rows);
            rows.clear();
            if (export.complete()) {
                store.withhold(export.target(), withheld);
            }
            withheld.clear();
        }

        Exported outcome() {
            return new Exported(
                    counts.isEmpty() ? 0 : export.id(),
                    counts.getOrDefault(TicketItem.Action.CREATE, 0L),
                    counts.getOrDefault(TicketItem.Action.UPDATE, 0L)
                            + counts.getOrDefault(TicketItem.Action.REOPEN, 0L),
                    counts.getOrDefault(TicketItem.Action.CLOSE, 0L));
        }
    }

    /**
     * Takes the keys of tickets from a file, and notes that the target has the items of an export that are in it. All of the file
     * is taken, or nothing.
     *
     * @param export which one; empty for the only one that waits
     * @throws dev.atrest.writers.tickets.TicketsException when something is wrong with the file
     * @throws ExportRefused when it is not clear which export is meant
     */
    @Transactional(rollbackFor = Exception.class)
    public Acknowledged acknowledge(String target, TicketMapping mapping, Path file, Optional<Long> export)
            throws IOException {
        TicketKeys read = TicketKeys.read(file, mapping.keys());
        Set<String> known = store.known(read.keys().keySet());
        TicketKeys.throwIfAny(
                file,
                read.keys().entrySet().stream()
                        .filter(key -> !known.contains(key.getKey()))
                        .map(key -> key.getValue().line() + ": found the external id '"
                                + dev.atrest.writers.VisibleText.of(key.getKey())
                                + "'; allowed are ids of items, see atrest backlog")
                        .toList());
        Optional<TicketExport> waiting = waiting(target, export);
        var tickets = new HashMap<String, String>();
        read.keys().forEach((id, key) -> tickets.put(id, key.ticket()));
        store.saveTickets(target, tickets);
        long taken = waiting.map(one -> store.acknowledge(one, Optional.of(known), Instant.now()))
                .orElse(0L);
        return new Acknowledged(
                waiting.map(one -> OptionalLong.of(one.id())).orElse(OptionalLong.empty()),
                taken,
                tickets.size(),
                store.unacknowledged(target),
                read.others());
    }

    /**
     * Notes that the target has all items of an export.
     *
     * @throws ExportRefused when none waits, or it is not clear which one is meant
     */
    @Transactional
    public Acknowledged acknowledgeAll(String target, Optional<Long> export) {
        TicketExport one = waiting(target, export)
                .orElseThrow(() -> new ExportRefused("no export to " + target + " waits to be acknowledged"));
        long taken = store.acknowledge(one, Optional.empty(), Instant.now());
        return new Acknowledged(OptionalLong.of(one.id()), taken, 0, store.unacknowledged(target), 0);
    }

    private Optional<TicketExport> waiting(String target, Optional<Long> id) {
        List<TicketExport> exports = store.exports(target);
        List<TicketExport> waiting =
                exports.stream().filter(TicketExport::waits).toList();
        if (id.isPresent()) {
            return Optional.of(waiting.stream()
                    .filter(one -> one.id() == id.get())
                    .findFirst()
                    .orElseThrow(() ->
                            new ExportRefused("no export " + id.get() + " to " + target + " waits to be acknowledged; "
                                    + (waiting.isEmpty() ? "none does" : "those that do are " + listed(waiting)))));
        }
        if (waiting.size() > 1) {
            throw new ExportRefused(
                    "%d exports to %s wait to be acknowledged: %s; name the one that was imported with --export"
                            .formatted(waiting.size(), target, listed(waiting)));
        }
        return waiting.stream().findFirst();
    }

    private static String listed(List<TicketExport> exports) {
        return exports.stream()
                .map(one -> "%d of %s with %d items"
                        .formatted(one.id(), one.at().truncatedTo(ChronoUnit.SECONDS), one.items()))
                .collect(Collectors.joining(", "));
    }
}
