package dev.atrest.writers.tickets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a mapping token by token, since every error names its line. */
final class MappingFile {

    private static final String SECTIONS = "columns, states, acknowledge, import";
    private static final String COLUMN = "text, limit, values, times, markup";
    private static final String KEYS = "externalId, ticket";
    private static final String IMPORT = "findsBy, rows, newWithout";
    /** Below this nothing that people could read is left. */
    private static final int LEAST_LIMIT = 20;

    private final MappingYaml yaml;

    private MappingFile(MappingYaml yaml) {
        this.yaml = yaml;
    }

    static TicketMapping read(Path file) {
        if (!Files.isReadable(file)) {
            throw new MappingException("Mapping " + file + ": there is no such readable file");
        }
        try (JsonParser parser = YAMLMapper.builder().build().createParser(file)) {
            return new MappingFile(new MappingYaml(file, parser)).mapping();
        } catch (JacksonException e) {
            var location = e.getLocation();
            throw new MappingException(
                    file + ":" + (location == null ? 1 : Math.max(1, location.getLineNr())) + ": not valid YAML: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
    }

    private TicketMapping mapping() {
        if (yaml.next() != JsonToken.START_OBJECT) {
            throw yaml.wrong("found " + yaml.found() + "; allowed are the sections " + SECTIONS);
        }
        List<Column> columns = List.of();
        Set<TicketItem.State> states = EnumSet.allOf(TicketItem.State.class);
        Optional<TicketMapping.Keys> keys = Optional.empty();
        var importer = TicketMapping.Importer.ANY;
        int importLine = 1;
        var seen = new HashSet<String>();
        while (yaml.next() != JsonToken.END_OBJECT) {
            switch (yaml.once(seen, SECTIONS)) {
                case "columns" -> columns = columns();
                case "states" -> states = states();
                case "acknowledge" -> keys = Optional.of(keys());
                case "import" -> {
                    importLine = yaml.line();
                    importer = importer();
                }
                default -> throw yaml.wrong("found " + yaml.found() + "; allowed are the sections " + SECTIONS);
            }
        }
        if (columns.stream().noneMatch(column -> column.text().names(TicketField.EXTERNAL_ID))) {
            throw yaml.wrong("no column has {externalId}, without which every import makes new tickets");
        }
        checkNew(columns, importer, importLine);
        return new TicketMapping(
                columns,
                states,
                keys.orElseThrow(() -> yaml.wrong("found no section acknowledge, which names the columns " + KEYS)),
                importer);
    }

    private void checkNew(List<Column> columns, TicketMapping.Importer importer, int line) {
        Set<String> names = columns.stream().map(Column::name).collect(Collectors.toCollection(LinkedHashSet::new));
        importer.newWithout().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw yaml.wrong(
                            line,
                            "newWithout: found '" + name + "'; allowed are the columns "
                                    + MappingYaml.words(List.copyOf(names)));
                });
        if (columns.stream()
                .filter(column -> !importer.newWithout().contains(column.name()))
                .noneMatch(column -> column.text().names(TicketField.EXTERNAL_ID))) {
            throw yaml.wrong(
                    line, "newWithout leaves no column with {externalId}, by which keys of new tickets are read back");
        }
    }

    private TicketMapping.Importer importer() {
        yaml.require(JsonToken.START_OBJECT, "import", "a mapping of " + IMPORT);
        boolean byTicket = false;
        int rows = TicketMapping.Importer.ANY.rows();
        Set<String> newWithout = Set.of();
        var seen = new HashSet<String>();
        while (yaml.next() != JsonToken.END_OBJECT) {
            String key = yaml.once(seen, IMPORT);
            switch (key) {
                case "findsBy" -> byTicket = byTicket(yaml.nextText(key));
                case "rows" -> rows = rows(yaml.nextText(key));
                case "newWithout" -> newWithout = Set.copyOf(yaml.texts(key));
                default -> throw yaml.wrong("found " + yaml.found() + " in import; allowed are " + IMPORT);
            }
        }
        return new TicketMapping.Importer(byTicket, rows, newWithout);
    }

    private boolean byTicket(String name) {
        return switch (name) {
            case "ticket" -> true;
            case "externalId" -> false;
            default -> throw yaml.wrong("found that it findsBy '" + name + "'; allowed are " + KEYS);
        };
    }

    private int rows(String text) {
        try {
            int rows = Integer.parseInt(text);
            if (rows > 0) {
                return rows;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw yaml.wrong("found '" + text + "' rows a file; allowed are whole numbers from 1");
    }

    private List<Column> columns() {
        yaml.require(JsonToken.START_OBJECT, "columns", "a mapping of column names to their text");
        var columns = new ArrayList<Column>();
        var seen = new HashSet<String>();
        while (yaml.next() != JsonToken.END_OBJECT) {
            String name = yaml.once(seen, "other names");
            JsonToken value = yaml.next();
            if (value == JsonToken.START_ARRAY) {
                while (yaml.next() != JsonToken.END_ARRAY) {
                    columns.add(column(name));
                }
            } else {
                columns.add(column(name));
            }
        }
        return columns;
    }

    private Column column(String name) {
        if (yaml.isAt(JsonToken.START_OBJECT)) {
            return fullColumn(name);
        }
        return new Column(
                name, template(yaml.text("column " + name)), Column.NO_LIMIT, Map.of(), Optional.empty(), Markup.PLAIN);
    }

    private Column fullColumn(String name) {
        int line = yaml.line();
        @Nullable Template text = null;
        int limit = Column.NO_LIMIT;
        Map<String, String> values = Map.of();
        Optional<DateTimeFormatter> times = Optional.empty();
        Markup markup = Markup.PLAIN;
        var seen = new HashSet<String>();
        while (yaml.next() != JsonToken.END_OBJECT) {
            String key = yaml.once(seen, COLUMN);
            switch (key) {
                case "text" -> text = template(yaml.nextText(key));
                case "limit" -> limit = limit(yaml.nextText(key));
                case "values" -> values = values();
                case "times" -> times = Optional.of(times(yaml.nextText(key)));
                case "markup" -> markup = markup(yaml.nextText(key));
                default -> throw yaml.wrong("found " + yaml.found() + " in column " + name + "; allowed are " + COLUMN);
            }
        }
        if (text == null) {
            throw yaml.wrong(line, "column " + name + " has no text; allowed are " + COLUMN);
        }
        if (text.fixedLength() >= limit) {
            throw yaml.wrong(
                    line,
                    "column " + name + ": found words of " + text.fixedLength() + " characters under a limit of "
                            + limit + "; allowed are fewer, with room for the fields");
        }
        if (times.isPresent() && !text.hasTimes()) {
            throw yaml.wrong(line, "column " + name + " has times, and no field that is a day or a moment");
        }
        if (seen.contains("values")) {
            checkValues(name, text, values, line);
        }
        return new Column(name, text, limit, values, times, markup);
    }

    private void checkValues(String name, Template text, Map<String, String> values, int line) {
        List<String> allowed = text.onlyField().map(TicketField::constants).orElse(List.of());
        if (allowed.isEmpty()) {
            throw yaml.wrong(
                    line,
                    "column " + name + " has values; allowed are they for a text that is one of "
                            + Arrays.stream(TicketField.values())
                                    .filter(field -> !field.constants().isEmpty())
                                    .map(field -> "{" + field.fieldName() + "}")
                                    .collect(Collectors.joining(", ")));
        }
        values.keySet().stream()
                .filter(value -> !allowed.contains(value))
                .findFirst()
                .ifPresent(value -> {
                    throw yaml.wrong(
                            line,
                            "column " + name + ": found the value '" + value + "'; allowed are "
                                    + MappingYaml.words(allowed));
                });
        List<String> missing =
                allowed.stream().filter(value -> !values.containsKey(value)).toList();
        if (!missing.isEmpty()) {
            throw yaml.wrong(line, "column " + name + ": found no value for " + MappingYaml.words(missing));
        }
    }

    private Map<String, String> values() {
        yaml.require(JsonToken.START_OBJECT, "values", "a mapping of what a field can be to what the system calls it");
        var values = new LinkedHashMap<String, String>();
        var seen = new HashSet<String>();
        while (yaml.next() != JsonToken.END_OBJECT) {
            String value = yaml.once(seen, "other values");
            values.put(value, yaml.nextText("value " + value));
        }
        return values;
    }

    private Set<TicketItem.State> states() {
        var states = EnumSet.noneOf(TicketItem.State.class);
        for (String name : yaml.texts("states")) {
            states.add(Arrays.stream(TicketItem.State.values())
                    .filter(state -> state.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> yaml.wrong("found the state '" + name + "'; allowed are "
                            + MappingYaml.words(Arrays.stream(TicketItem.State.values())
                                    .map(Enum::name)
                                    .toList()))));
        }
        return states;
    }

    private TicketMapping.Keys keys() {
        int line = yaml.line();
        yaml.require(JsonToken.START_OBJECT, "acknowledge", "a mapping of " + KEYS + " to names of columns");
        var names = new LinkedHashMap<String, List<String>>();
        var seen = new HashSet<String>();
        while (yaml.next() != JsonToken.END_OBJECT) {
            String key = yaml.once(seen, KEYS);
            if (!key.equals("externalId") && !key.equals("ticket")) {
                throw yaml.wrong("found " + yaml.found() + "; allowed are " + KEYS);
            }
            names.put(key, yaml.texts(key));
        }
        if (names.size() < 2) {
            throw yaml.wrong(
                    line,
                    "found " + MappingYaml.words(List.copyOf(names.keySet())) + " in acknowledge; needed are " + KEYS);
        }
        return new TicketMapping.Keys(names.get("externalId"), names.get("ticket"));
    }

    private Template template(String text) {
        try {
            return Template.parse(text);
        } catch (IllegalArgumentException e) {
            throw yaml.wrong(String.valueOf(e.getMessage()));
        }
    }

    private int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= LEAST_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw yaml.wrong("found the limit '" + text + "'; allowed are whole numbers from " + LEAST_LIMIT);
    }

    private DateTimeFormatter times(String pattern) {
        try {
            var times = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
            times.format(ZonedDateTime.of(2026, 1, 31, 12, 0, 0, 0, ZoneOffset.UTC));
            return times;
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw yaml.wrong(
                    "found the times '" + pattern + "'; allowed are patterns as yyyy-MM-dd or dd/MMM/yy HH:mm");
        }
    }

    private Markup markup(String name) {
        return Arrays.stream(Markup.values())
                .filter(markup -> markup.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> yaml.wrong("found the markup '" + name + "'; allowed are "
                        + MappingYaml.words(Arrays.stream(Markup.values())
                                .map(markup -> markup.name().toLowerCase(Locale.ROOT))
                                .toList())));
    }
}
