package dev.atrest.jobs.export;

import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.backlog.Backlog;
import dev.atrest.jobs.store.AccountNames;
import dev.atrest.jobs.store.GivenStore;
import dev.atrest.jobs.store.ItemKey;
import dev.atrest.jobs.store.TicketExport;
import dev.atrest.jobs.store.TicketExportStore;
import dev.atrest.jobs.store.TicketKeyStore;
import dev.atrest.model.Rule;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.tickets.TicketFiles;
import dev.atrest.writers.tickets.TicketKeys;
import dev.atrest.writers.tickets.TicketMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives ticketing systems what they do not know yet of the backlog. A target that has not said that it has an export is given all of
 * it again; where tickets are found by their external id, that makes nothing twice. A target that finds tickets by their own key is given
 * an item again only when that key is known.
 */
@Component
public class TicketExports {

    private final Backlog backlog;
    private final TicketExportStore exports;
    private final GivenStore given;
    private final TicketKeyStore keys;
    private final AccountNames accountNames;
    private final Map<String, String> controls;

    TicketExports(
            Backlog backlog,
            TicketExportStore exports,
            GivenStore given,
            TicketKeyStore keys,
            AccountNames accountNames,
            RuleCatalog catalog) {
        this.backlog = backlog;
        this.exports = exports;
        this.given = given;
        this.keys = keys;
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
     * Writes the items into a file, or several.
     *
     * @param target name of the mapping
     * @param byteOrderMark whether each file begins with one
     * @throws IOException when the files cannot be written; the target is given the same again then
     */
    public Exported export(String target, TicketMapping mapping, Choice choice, Path file, boolean byteOrderMark)
            throws IOException {
        return export(target, mapping, choice, Again.NOTHING, file, byteOrderMark);
    }

    /**
     * What is given again although the key of its ticket is not known: somebody knows that there is none.
     *
     * @param wanted whether anything is
     * @param export only what this one gave; empty for all that wait for a key
     */
    public record Again(boolean wanted, Optional<Long> export) {

        public static final Again NOTHING = new Again(false, Optional.empty());

        boolean means(GivenStore.Given given) {
            return wanted
                    && !given.acknowledged()
                    && export.map(id -> id == given.export()).orElse(true);
        }
    }

    /** The same, with what is given again. */
    public Exported export(
            String target, TicketMapping mapping, Choice choice, Again again, Path file, boolean byteOrderMark)
            throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        String name = file.getFileName().toString();
        if (mapping.importer().mayTakeFiles()) {
            Optional<Path> left = TicketFiles.leftOf(name, folder);
            if (left.isPresent()) {
                throw new ExportRefused(left.get() + " is there, as if it were a part of an earlier export to " + name
                        + ": import it, and move it away");
            }
        }
        if (again.export().isPresent()) {
            waiting(target, again.export());
        }
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        boolean complete = !(choice instanceof Choice.Since);
        var export = new TicketExport(exports.begin(target, now, complete), target, now, complete, 0, Optional.empty());
        var giving =
                new Giving(export, mapping, choice, again, accountNames.latest(), controls, backlog, exports, given);
        try {
            List<Path> files = ReportFiles.putAll(name, folder, unfinished -> {
                var csv = new TicketFiles(mapping, byteOrderMark, unfinished);
                try (csv) {
                    giving.write(csv);
                    return csv.end(name);
                }
            });
            if (files.size() > 1) {
                // It is of an earlier export, which this one takes the place of.
                Files.deleteIfExists(folder.resolve(name));
            }
            if (mapping.importer().byTicket()) {
                exports.settle(target, now);
            }
            return giving.outcome(files);
        } catch (IOException | RuntimeException e) {
            exports.forget(export.id());
            throw e;
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
        Map<String, ItemKey> known = keys.items(read.keys().keySet());
        TicketKeys.throwIfAny(
                file,
                read.keys().entrySet().stream()
                        .filter(key -> !known.containsKey(key.getKey()))
                        .map(key -> key.getValue().line() + ": found the external id '"
                                + dev.atrest.writers.VisibleText.of(key.getKey())
                                + "'; allowed are ids of items, see atrest backlog")
                        .toList());
        boolean byTicket = mapping.importer().byTicket();
        // A new ticket says which row was imported, and which of several exports is meant matters for nothing but
        // updates.
        boolean anyExport = byTicket && export.isEmpty() && waiting(target).size() > 1;
        Optional<TicketExport> waiting = anyExport ? Optional.empty() : waiting(target, export);
        Set<ItemKey> made = byTicket ? keys.lacking(target, known.values()) : Set.of();
        var tickets = new HashMap<ItemKey, String>();
        known.forEach((id, item) -> tickets.put(item, read.keys().get(id).ticket()));
        keys.save(target, tickets);
        long taken = given.acknowledgeNew(target, made)
                + waiting.map(one -> acknowledge(one, Optional.of(known.values()), byTicket))
                        .orElse(0L);
        return acknowledged(target, mapping, waiting, taken, tickets.size(), read.others());
    }

    /**
     * Notes that the target has all items of an export.
     *
     * @throws ExportRefused when none waits, or it is not clear which one is meant
     */
    @Transactional
    public Acknowledged acknowledgeAll(String target, TicketMapping mapping, Optional<Long> export) {
        TicketExport one = waiting(target, export)
                .orElseThrow(() -> new ExportRefused("no export to " + target + " waits to be acknowledged"));
        long taken = acknowledge(one, Optional.empty(), mapping.importer().byTicket());
        return acknowledged(target, mapping, Optional.of(one), taken, 0, 0);
    }

    private long acknowledge(TicketExport export, Optional<Collection<ItemKey>> items, boolean byTicket) {
        long taken = given.acknowledge(export, items, byTicket);
        if (!byTicket) {
            exports.acknowledge(export, Instant.now());
        }
        return taken;
    }

    private Acknowledged acknowledged(
            String target, TicketMapping mapping, Optional<TicketExport> export, long taken, int tickets, int others) {
        boolean byTicket = mapping.importer().byTicket();
        if (byTicket) {
            exports.settle(target, Instant.now());
        }
        long awaiting =
                byTicket ? awaiting(target).stream().mapToLong(Awaiting::items).sum() : 0;
        return new Acknowledged(
                export.map(one -> OptionalLong.of(one.id())).orElse(OptionalLong.empty()),
                taken,
                tickets,
                given.unacknowledged(target) - awaiting,
                awaiting,
                others);
    }

    /**
     * An export of whose tickets not all keys are known.
     *
     * @param items without key
     */
    public record Awaiting(TicketExport export, long items) {}

    /** Exports with items that are not given again before the keys of their tickets are known, the first first. */
    public List<Awaiting> awaiting(String target) {
        Map<Long, Long> counts = keys.lacking(target);
        return exports.exports(target).stream()
                .filter(export -> counts.containsKey(export.id()))
                .map(export -> new Awaiting(export, counts.getOrDefault(export.id(), 0L)))
                .toList();
    }

    private List<TicketExport> waiting(String target) {
        return exports.exports(target).stream().filter(TicketExport::waits).toList();
    }

    private Optional<TicketExport> waiting(String target, Optional<Long> id) {
        List<TicketExport> waiting = waiting(target);
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
