package dev.atrest.writers.tickets;

import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The text of a column: words, and fields of an item in braces. A brace that is meant as such is doubled. */
final class Template {

    private static final String ELLIPSIS = "…";

    private sealed interface Part {}

    private record Words(String words) implements Part {}

    private record Filled(TicketField field) implements Part {}

    private final List<Part> parts;

    private Template(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException saying what was found and what is allowed */
    static Template parse(String text) {
        var parts = new ArrayList<Part>();
        var words = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '{' && c != '}') {
                words.append(c);
            } else if (i + 1 < text.length() && text.charAt(i + 1) == c) {
                words.append(c);
                i++;
            } else if (c == '}') {
                throw new IllegalArgumentException("found '}' without '{'; a brace that is meant as such is doubled");
            } else {
                int close = text.indexOf('}', i);
                if (close < 0) {
                    throw new IllegalArgumentException(
                            "found '{' without '}'; a brace that is meant as such is doubled");
                }
                String name = text.substring(i + 1, close);
                parts.add(new Words(words.toString()));
                words.setLength(0);
                parts.add(new Filled(TicketField.named(name)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "found the field {" + name + "}; allowed are " + TicketField.names()))));
                i = close;
            }
        }
        parts.add(new Words(words.toString()));
        return new Template(parts);
    }

    /** The field that is all there is; empty when there is more or none. */
    Optional<TicketField> onlyField() {
        List<Part> filled = parts.stream()
                .filter(part -> !(part instanceof Words(String words) && words.isEmpty()))
                .toList();
        return filled.size() == 1 && filled.getFirst() instanceof Filled(TicketField field)
                ? Optional.of(field)
                : Optional.empty();
    }

    boolean names(TicketField field) {
        return parts.contains(new Filled(field));
    }

    boolean hasTimes() {
        return parts.stream().anyMatch(part -> part instanceof Filled(TicketField field) && field.isTime());
    }

    /** How many characters there are before any field is filled in. */
    int fixedLength() {
        return parts.stream()
                .mapToInt(part -> part instanceof Words(String words) ? words.length() : 0)
                .sum();
    }

    /**
     * The text for an item, as it may stand in a cell. When it is too long, the longest values are cut and end with an
     * ellipsis: the words of the mapping and the external id stay.
     *
     * @param limit most UTF-16 units
     */
    String cell(TicketItem item, Optional<DateTimeFormatter> times, Markup markup, int limit) {
        var values = new ArrayList<String>(parts.size());
        for (Part part : parts) {
            values.add(part instanceof Filled(TicketField field) ? value(field, item, times) : "");
        }
        String cell = InertCell.of(text(values, markup));
        while (cell.length() > limit) {
            int longest = longest(values);
            String value = values.get(longest);
            if (value.length() <= ELLIPSIS.length()) {
                return beginning(cell, limit - ELLIPSIS.length()) + ELLIPSIS;
            }
            values.set(longest, shortened(value, written(longest, value, markup).length(), cell.length() - limit));
            cell = InertCell.of(text(values, markup));
        }
        return cell;
    }

    private static String value(TicketField field, TicketItem item, Optional<DateTimeFormatter> times) {
        String text = times.isPresent() && field.isTime()
                ? field.time(item).map(times.get()::format).orElse("")
                : field.text(item);
        return InertCell.visible(text);
    }

    private String text(List<String> values, Markup markup) {
        var text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            text.append(parts.get(i) instanceof Words(String words) ? words : written(i, values.get(i), markup));
        }
        return text.toString();
    }

    private String written(int part, String value, Markup markup) {
        return markup.value(value, parts.get(part) instanceof Filled(TicketField field) && field.foreign());
    }

    private int longest(List<String> values) {
        int longest = 0;
        for (int i = 1; i < values.size(); i++) {
            boolean cuttable = !parts.get(i).equals(new Filled(TicketField.EXTERNAL_ID));
            if (cuttable && values.get(i).length() > values.get(longest).length()) {
                longest = i;
            }
        }
        return longest;
    }

    /** Shorter by what is too much, in proportion to what markup makes of the value; by one character at least. */
    private static String shortened(String value, int written, int excess) {
        String bare = value.endsWith(ELLIPSIS) ? value.substring(0, value.length() - 1) : value;
        long cut = ((long) excess * value.length() + written - 1) / written;
        int kept = (int) Math.max(0, Math.min(bare.length() - 1L, value.length() - ELLIPSIS.length() - cut));
        return beginning(bare, kept) + ELLIPSIS;
    }

    /** The first characters, without half a surrogate pair at the end. */
    private static String beginning(String text, int length) {
        int end = Math.max(0, length);
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}
