package dev.atrest.writers.tickets;

import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/**
 * A column of a mapping.
 *
 * @param name the header; several columns may have the same one
 * @param limit most UTF-16 units of a cell
 * @param values what the system calls what the text comes to; empty for the text itself
 * @param times how days and moments are written, in UTC; empty for ISO 8601
 */
record Column(
        String name,
        Template text,
        int limit,
        Map<String, String> values,
        Optional<DateTimeFormatter> times,
        Markup markup) {

    static final int NO_LIMIT = Integer.MAX_VALUE;

    Column {
        values = Map.copyOf(values);
    }

    String cell(TicketItem item) {
        String cell = text.cell(item, times, markup, limit);
        return values.isEmpty() ? cell : InertCell.of(values.getOrDefault(cell, cell));
    }
}
