package dev.atrest.writers.tickets;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The keys that a ticketing system gave, as its own export tells them: CSV with comma or semicolon, in UTF-8 with or without byte
 * order mark, its columns in any order and named in any case.
 *
 * @param keys by external id, in the order of the file
 * @param others rows of tickets that have no external id
 * @param without rows with an external id and no ticket
 */
public record TicketKeys(Map<String, Key> keys, int others, int without) {

    private static final Pattern MARKED = Pattern.compile("atrest:([a-z0-9-]+)");
    private static final int LONGEST = 200;
    private static final int MOST_PROBLEMS = 20;

    /**
     * A ticket.
     *
     * @param line the first line of its row, from 1
     */
    public record Key(String ticket, long line) {}

    /**
     * Reads a file.
     *
     * @param names of the columns
     * @throws TicketsException naming file and line, what was found and what is allowed
     * @throws IOException when it cannot be read
     */
    public static TicketKeys read(Path file, TicketMapping.Keys names) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new TicketsException(file + ": there is no such file");
        }
        char delimiter = delimiter(file);
        var format = CSVFormat.RFC4180.builder().setDelimiter(delimiter).get();
        try (Reader text = open(file);
                var csv = CSVParser.parse(text, format)) {
            return new Reading(file, csv).read(names);
        } catch (CharacterCodingException e) {
            throw notUtf8(file, e);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException
                    ? notUtf8(file, e)
                    : new TicketsException(
                            file + ": not valid CSV: " + e.getCause().getMessage(), e);
        }
    }

    private static TicketsException notUtf8(Path file, Exception cause) {
        return new TicketsException(file + ": the file is not UTF-8 text; allowed is CSV in UTF-8", cause);
    }

    private static Reader open(Path file) throws IOException {
        Reader text = Files.newBufferedReader(file);
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
        return text;
    }

    /** The one of comma and semicolon that the header has more of. */
    private static char delimiter(Path file) throws IOException {
        int balance = 0;
        boolean quoted = false;
        try (Reader text = open(file)) {
            for (int c = text.read(); c >= 0 && (quoted || c != '\n' && c != '\r'); c = text.read()) {
                switch (c) {
                    case '"' -> quoted = !quoted;
                    case ',' -> balance += quoted ? 0 : 1;
                    case ';' -> balance -= quoted ? 0 : 1;
                    default -> {}
                }
            }
        } catch (CharacterCodingException e) {
            throw notUtf8(file, e);
        } catch (NoSuchFileException e) {
            throw new TicketsException(file + ": there is no such file", e);
        }
        return balance < 0 ? ';' : ',';
    }

    /** One pass over the file. */
    private static final class Reading {

        private final Path file;
        private final CSVParser csv;
        private final Map<String, Key> keys = new LinkedHashMap<>();
        private final List<String> problems = new ArrayList<>();
        private int others;
        private int without;

        Reading(Path file, CSVParser csv) {
            this.file = file;
            this.csv = csv;
        }

        TicketKeys read(TicketMapping.Keys names) {
            var rows = csv.iterator();
            if (!rows.hasNext()) {
                throw new TicketsException(file + ":1: found no header; allowed are the columns " + names.externalIds()
                        + " and " + names.tickets());
            }
            List<String> header =
                    rows.next().stream().map(InertCell::read).map(String::strip).toList();
            List<Integer> ids = columns(header, names.externalIds(), "the external id");
            List<Integer> tickets = columns(header, names.tickets(), "the ticket");
            long line = csv.getCurrentLineNumber() + 1;
            while (rows.hasNext()) {
                CSVRecord row = rows.next();
                add(row, line, ids, tickets, header);
                line = csv.getCurrentLineNumber() + 1;
            }
            throwIfAny(file, problems);
            return new TicketKeys(java.util.Collections.unmodifiableMap(keys), others, without);
        }

        private List<Integer> columns(List<String> header, List<String> names, String what) {
            List<Integer> columns = names.stream()
                    .flatMap(name -> IntStream.range(0, header.size())
                            .filter(i -> header.get(i).equalsIgnoreCase(name))
                            .boxed())
                    .toList();
            if (columns.isEmpty()) {
                throw new TicketsException(file + ":1: no column has " + what + ": found "
                        + String.join(
                                ", ", header.stream().map(InertCell::visible).toList()) + "; allowed is "
                        + String.join(" or ", names));
            }
            return columns;
        }

        private void add(CSVRecord row, long line, List<Integer> ids, List<Integer> tickets, List<String> header) {
            Optional<String> id = first(row, ids).map(Reading::externalId);
            Optional<String> ticket = first(row, tickets);
            if (id.isEmpty()) {
                others++;
            } else if (ticket.isEmpty()) {
                without++;
            } else if (ticket.get().length() > LONGEST) {
                problems.add(line + ": column " + header.get(tickets.getFirst()) + ": found a ticket of "
                        + ticket.get().length() + " characters; allowed are " + LONGEST);
            } else {
                Key earlier = keys.putIfAbsent(id.get(), new Key(ticket.get(), line));
                if (earlier != null && !earlier.ticket().equals(ticket.get())) {
                    problems.add(line + ": column " + header.get(tickets.getFirst()) + ": found "
                            + InertCell.visible(ticket.get()) + " for " + id.get() + ", which is "
                            + InertCell.visible(earlier.ticket()) + " in line " + earlier.line()
                            + "; allowed is one ticket an item");
                }
            }
        }

        private static Optional<String> first(CSVRecord row, List<Integer> columns) {
            return columns.stream()
                    .filter(column -> column < row.size())
                    .map(column -> InertCell.read(row.get(column)).strip())
                    .filter(cell -> !cell.isEmpty())
                    .findFirst();
        }

        private static String externalId(String cell) {
            var marked = MARKED.matcher(cell);
            return marked.find() ? marked.group(1) : cell;
        }
    }

    /**
     * Tells what is wrong with the rows of a file, if anything is.
     *
     * @param problems each begins with its line
     */
    public static void throwIfAny(Path file, List<String> problems) {
        if (!problems.isEmpty()) {
            List<String> told = new ArrayList<>(problems.stream()
                    .limit(MOST_PROBLEMS)
                    .map(problem -> file + ":" + problem)
                    .toList());
            if (problems.size() > MOST_PROBLEMS) {
                told.add("and " + (problems.size() - MOST_PROBLEMS) + " more");
            }
            throw new TicketsException("nothing was taken of " + file + ":\n" + String.join("\n", told));
        }
    }
}
