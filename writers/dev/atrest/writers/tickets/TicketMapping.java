package dev.atrest.writers.tickets;

import dev.atrest.model.BacklogItem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** What a ticketing system is told of items, column by column, and how its own exports call the keys that come back. */
public final class TicketMapping {

    private final List<Column> columns;
    private final Set<TicketItem.State> states;
    private final Keys keys;
    private final Importer importer;

    /**
     * How the system takes a file.
     *
     * @param byTicket whether it finds tickets by nothing but their key: a row without one makes a ticket, each time
     * @param rows the most that a file may have
     * @param newWithout names of columns that a file of new items must not have: they are in files of their own then
     */
    public record Importer(boolean byTicket, int rows, Set<String> newWithout) {

        /** Finds tickets by the external id, in one file of any length. */
        static final Importer ANY = new Importer(false, Integer.MAX_VALUE, Set.of());

        public Importer {
            newWithout = Set.copyOf(newWithout);
        }

        /** Whether an export may be more than one file. */
        public boolean mayTakeFiles() {
            return rows != ANY.rows() || !newWithout.isEmpty();
        }
    }

    /**
     * Names of the columns that tell a ticket's key and its external id, the likeliest first.
     *
     * @param externalIds a cell may also have the id after {@code atrest:} among other text
     */
    public record Keys(List<String> externalIds, List<String> tickets) {

        public Keys {
            externalIds = List.copyOf(externalIds);
            tickets = List.copyOf(tickets);
        }
    }

    TicketMapping(List<Column> columns, Set<TicketItem.State> states, Keys keys, Importer importer) {
        this.columns = List.copyOf(columns);
        this.states = Set.copyOf(states);
        this.keys = keys;
        this.importer = importer;
    }

    /**
     * Reads a mapping.
     *
     * @throws MappingException naming file and line, what was found and what is allowed
     */
    public static TicketMapping read(Path file) {
        return MappingFile.read(file);
    }

    public List<String> header() {
        return columns.stream().map(Column::name).toList();
    }

    /** The cells of an item's row. */
    public List<String> cells(TicketItem item) {
        return columns.stream().map(column -> column.cell(item)).toList();
    }

    /** Whether the system is told of items in this state. */
    public boolean tells(BacklogItem.State state) {
        return states.contains(TicketItem.State.of(state));
    }

    /**
     * Digest of what the row of an item says, SHA-256 in hexadecimal: the same as long as the system need not be told of the
     * item again.
     */
    public String digest(TicketItem item) {
        var content = new StringBuilder();
        TicketItem lasting = item.lasting();
        for (Column column : columns) {
            String cell = column.cell(lasting);
            content.append(column.name())
                    .append('\n')
                    .append(cell.length())
                    .append('\n')
                    .append(cell);
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(content.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    public Keys keys() {
        return keys;
    }

    public Importer importer() {
        return importer;
    }

    /** The same for a file of new items. */
    TicketMapping ofNew() {
        List<Column> kept = columns.stream()
                .filter(column -> !importer.newWithout().contains(column.name()))
                .toList();
        return new TicketMapping(kept, states, keys, importer);
    }
}
