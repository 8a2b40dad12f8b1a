package dev.atrest.jobs.export;

import dev.atrest.jobs.backlog.Backlog;
import dev.atrest.jobs.store.AccountNames.AccountName;
import dev.atrest.jobs.store.GivenStore;
import dev.atrest.jobs.store.GivenStore.Candidate;
import dev.atrest.jobs.store.GivenStore.Row;
import dev.atrest.jobs.store.ItemKey;
import dev.atrest.jobs.store.TicketExport;
import dev.atrest.jobs.store.TicketExportStore;
import dev.atrest.model.BacklogItem;
import dev.atrest.writers.tickets.TicketFiles;
import dev.atrest.writers.tickets.TicketItem;
import dev.atrest.writers.tickets.TicketMapping;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One export to a target: chooses items, writes their rows, and notes that they were given. */
final class Giving {

    /** Rows that are noted at a time. */
    private static final int BATCH = 1000;

    private final TicketExport export;
    private final TicketMapping mapping;
    private final TicketExports.Choice choice;
    private final TicketExports.Again again;
    private final boolean byTicket;
    private long awaiting;
    private final Map<String, AccountName> accounts;
    private final Map<String, String> controls;
    private final Backlog backlog;
    private final TicketExportStore exports;
    private final GivenStore given;
    private final List<Row> rows = new ArrayList<>();
    private final List<ItemKey> withheld = new ArrayList<>();
    private final Map<TicketItem.Action, Long> counts = new HashMap<>();

    Giving(
            TicketExport export,
            TicketMapping mapping,
            TicketExports.Choice choice,
            TicketExports.Again again,
            Map<String, AccountName> accounts,
            Map<String, String> controls,
            Backlog backlog,
            TicketExportStore exports,
            GivenStore given) {
        this.export = export;
        this.mapping = mapping;
        this.choice = choice;
        this.again = again;
        this.byTicket = mapping.importer().byTicket();
        this.accounts = accounts;
        this.controls = controls;
        this.backlog = backlog;
        this.exports = exports;
        this.given = given;
    }

    void write(TicketFiles csv) throws IOException {
        Optional<Instant> since =
                choice instanceof TicketExports.Choice.Since(Instant at) ? Optional.of(at) : Optional.empty();
        try (Stream<Candidate> candidates = given.candidates(export.target(), since)) {
            for (Candidate candidate : (Iterable<Candidate>) candidates::iterator) {
                give(candidate, csv);
            }
        }
        flush();
        long rows = counts.values().stream().mapToLong(Long::longValue).sum();
        if (rows == 0) {
            exports.forget(export.id());
        } else {
            // Before the files take their names: what has them can be acknowledged.
            exports.finish(export.id(), rows);
        }
    }

    private void give(Candidate candidate, TicketFiles csv) throws IOException {
        BacklogItem item = backlog.told(candidate.item());
        boolean lacksTicket = byTicket
                && candidate.given().filter(GivenStore.Given::lacksTicket).isPresent();
        if (lacksTicket && !candidate.given().filter(again::means).isPresent()) {
            await(item, candidate);
            return;
        }
        boolean unknown = byTicket && ticket(candidate).isEmpty();
        if (!mapping.tells(item.state()) || unknown && !item.state().open()) {
            if (candidate.given().isPresent()) {
                withheld.add(ItemKey.of(candidate.item()));
            }
            return;
        }
        TicketItem told = told(item, candidate);
        String digest = mapping.digest(told);
        if (choice instanceof TicketExports.Choice.Unacknowledged
                && candidate.given().filter(given -> given.isKnown(digest)).isPresent()) {
            return;
        }
        csv.write(told);
        counts.merge(told.action(), 1L, Long::sum);
        rows.add(new Row(candidate, lacksTicket ? givenTwice(candidate, digest) : digest, lacksTicket));
        if (rows.size() >= BATCH) {
            flush();
        }
    }

    /** The target would make its ticket once more. */
    private void await(BacklogItem item, Candidate candidate) {
        boolean changed = candidate
                .given()
                .filter(given -> !given.isKnown(mapping.digest(told(item, candidate))))
                .isPresent();
        awaiting += changed ? 1 : 0;
    }

    /** Nobody will know which of two different rows the ticket was made of: neither counts as what the target has. */
    private static String givenTwice(Candidate candidate, String digest) {
        return candidate
                .given()
                .map(GivenStore.Given::digest)
                .filter(digest::equals)
                .orElse("");
    }

    private static String ticket(Candidate candidate) {
        return candidate.given().map(GivenStore.Given::ticket).orElse("");
    }

    private TicketItem told(BacklogItem item, Candidate candidate) {
        AccountName account = accounts.getOrDefault(item.accountId(), new AccountName("", ""));
        return new TicketItem(
                item,
                action(item, candidate.given()),
                account.name(),
                account.owner(),
                controls.getOrDefault(item.ruleId(), ""),
                ticket(candidate));
    }

    private TicketItem.Action action(BacklogItem item, Optional<GivenStore.Given> given) {
        if (!item.state().open()) {
            return TicketItem.Action.CLOSE;
        }
        boolean known = given.isPresent()
                && (given.get().acknowledged() && !byTicket
                        || !given.get().ticket().isEmpty());
        if (!known) {
            return TicketItem.Action.CREATE;
        }
        return given.get().mayBeClosed() ? TicketItem.Action.REOPEN : TicketItem.Action.UPDATE;
    }

    private void flush() {
        given.give(export, rows);
        rows.clear();
        if (export.complete()) {
            given.withhold(export.target(), withheld);
        }
        withheld.clear();
    }

    Exported outcome(List<Path> files) {
        return new Exported(
                counts.isEmpty() ? 0 : export.id(),
                counts.getOrDefault(TicketItem.Action.CREATE, 0L),
                counts.getOrDefault(TicketItem.Action.UPDATE, 0L) + counts.getOrDefault(TicketItem.Action.REOPEN, 0L),
                counts.getOrDefault(TicketItem.Action.CLOSE, 0L),
                awaiting,
                files);
    }
}
