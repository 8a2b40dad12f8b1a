package dev.atrest.jobs.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.model.BacklogItem;
import dev.atrest.writers.tickets.InertCell;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;

/** Plays a ticketing system: it imports CSV by external id, or by nothing but the keys of its tickets, and exports its tickets. */
final class TicketTable {

    private static final CSVFormat WITH_HEADER =
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    /** A ticket, its fields by column, and whether it is open. */
    private static final class Ticket {
        private final String key;
        private final Map<String, String> fields = new HashMap<>();
        private boolean open;

        Ticket(String key) {
            this.key = key;
        }
    }

    private final Map<String, Ticket> tickets = new LinkedHashMap<>();
    private final boolean byTicket;

    private TicketTable(boolean byTicket) {
        this.byTicket = byTicket;
    }

    static TicketTable findingByExternalId() {
        return new TicketTable(false);
    }

    /** A row without key makes a ticket, whether there is one or not. */
    static TicketTable findingByKey() {
        return new TicketTable(true);
    }

    /** Takes what an export has; rows that it refuses make no ticket. */
    void imports(Path csv, Predicate<String> refuses) throws IOException {
        var seen = new HashSet<String>();
        try (var rows = CSVParser.parse(csv, StandardCharsets.UTF_8, WITH_HEADER)) {
            for (var row : rows) {
                String id = InertCell.read(row.get("External ID"));
                assertThat(seen.add(id)).as("%s twice in %s", id, csv).isTrue();
                if (refuses.test(id)) {
                    continue;
                }
                boolean isNew = !tickets.containsKey(id);
                Ticket ticket = tickets.computeIfAbsent(id, _ -> new Ticket("SEC-" + (tickets.size() + 1)));
                String knownAs = row.isMapped("Ticket") ? row.get("Ticket") : "";
                if (byTicket) {
                    assertThat(knownAs.isEmpty())
                            .as("%s of %s is made twice, or updated and not there", id, csv)
                            .isEqualTo(isNew);
                }
                assertThat(knownAs).isIn("", ticket.key);
                row.toMap().forEach((column, cell) -> ticket.fields.put(column, InertCell.read(cell)));
                switch (row.get("Action")) {
                    case "CREATE", "REOPEN" -> ticket.open = true;
                    case "CLOSE" -> ticket.open = false;
                    case "UPDATE" ->
                        assertThat(isNew).as("%s is updated and not there", id).isFalse();
                    default -> throw new AssertionError(row.get("Action"));
                }
            }
        }
    }

    /** Writes all tickets as systems do: with columns of their own. */
    Path exports(Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file);
                var printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
            printer.printRecord("Status", "TICKET", "external id");
            for (var ticket : tickets.entrySet()) {
                printer.printRecord(ticket.getValue().open ? "To Do" : "Done", ticket.getValue().key, ticket.getKey());
            }
        }
        return file;
    }

    int size() {
        return tickets.size();
    }

    /** Each open item has one open ticket that says what the item says, and each closed one none that is open. */
    void assertEquals(List<BacklogItem> backlog) {
        var ids = new HashSet<String>();
        for (BacklogItem item : backlog) {
            ids.add(item.id());
            Ticket ticket = tickets.get(item.id());
            if (!item.state().open()) {
                assertThat(ticket == null || !ticket.open)
                        .as("%s is %s and its ticket open", item.id(), item.state())
                        .isTrue();
                continue;
            }
            assertThat(ticket).as("a ticket of %s", item.id()).isNotNull();
            assertThat(ticket.open).as("%s is %s", item.id(), item.state()).isTrue();
            assertThat(ticket.fields)
                    .containsEntry("Message", item.message())
                    .containsEntry("Owner", item.owner())
                    .containsEntry("Due date", item.dueOn().toString())
                    .containsEntry("Severity", item.severity().name())
                    .containsEntry("State", item.state() == BacklogItem.State.UNKNOWN ? "UNKNOWN" : "OPEN");
        }
        assertThat(tickets.keySet()).isSubsetOf(ids);
    }
}
