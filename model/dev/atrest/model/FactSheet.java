package dev.atrest.model;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The facts of one resource in the plain form that is stored, judged and reported: what JSON knows and nothing else.
 *
 * @param values the facts by name: String, Boolean, Long, List and Map (records become maps, instants ISO-8601 text);
 *     unread facts and empty Optionals have no entry
 * @param unread unread facts by path, e.g. {@code encryption}
 * @param sources the API call that told a fact, by path; the empty path stands for the listing, which told all others
 */
public record FactSheet(Map<String, Object> values, Map<String, Unread> unread, Map<String, String> sources) {

    /** Looked up once a type, as every resource comes by here. */
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            for (RecordComponent component : components) {
                component.getAccessor().setAccessible(true);
            }
            return components;
        }
    };

    /**
     * The facts of a record of one of the {@link ResourceType#facts() fact types}.
     *
     * @param listingCall the API call that told the plain components, as {@code service:Operation}
     */
    public static FactSheet of(Record facts, String listingCall) {
        var sheet = new FactSheet(new LinkedHashMap<>(), new TreeMap<>(), new TreeMap<>());
        sheet.sources.put("", listingCall);
        sheet.addComponents(facts, "", sheet.values);
        return sheet;
    }

    /** The API call that told the fact at this path. */
    public String sourceOf(String path) {
        for (String prefix = path; !prefix.isEmpty(); prefix = parent(prefix)) {
            String source = sources.get(prefix);
            if (source != null) {
                return source;
            }
        }
        return sources.getOrDefault("", "");
    }

    /** Everything that was not read: the unread facts, and what elements of known lists say of their own parts. */
    public Stream<Unread> allUnread() {
        return Stream.concat(unread.values().stream(), unreadParts(values));
    }

    /** An element tells why a part of it is missing in a component called {@code unread} or {@code …Unread}. */
    private static Stream<Unread> unreadParts(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().flatMap(FactSheet::unreadParts);
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .flatMap(entry -> entry.getValue() instanceof Map<?, ?> reason && namesUnread(entry.getKey())
                                ? Stream.of(new Unread((String) reason.get("call"), (String) reason.get("error")))
                                : unreadParts(entry.getValue()));
            default -> Stream.empty();
        };
    }

    private static boolean namesUnread(Object component) {
        String name = component.toString();
        return name.equals("unread") || name.endsWith("Unread");
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }

    private void addComponents(Record facts, String prefix, Map<String, Object> target) {
        for (RecordComponent component : COMPONENTS.get(facts.getClass())) {
            String path = prefix + component.getName();
            Object value = valueOf(component, facts);
            switch (value) {
                case Fact.Missing<?>(Unread reason) -> unread.put(path, reason);
                case Fact.Known<?>(Object known, String call) -> {
                    sources.put(path, call);
                    put(component.getName(), known, path, target);
                }
                default -> put(component.getName(), value, path, target);
            }
        }
    }

    private void put(String name, Object value, String path, Map<String, Object> target) {
        switch (value) {
            case Optional<?> optional -> optional.ifPresent(present -> put(name, present, path, target));
            case Record nested -> {
                var values = new LinkedHashMap<String, Object>();
                target.put(name, values);
                addComponents(nested, path + ".", values);
            }
            default -> target.put(name, plain(value));
        }
    }

    private static Object plain(Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean bool -> bool;
            case Integer number -> number.longValue();
            case Long number -> number;
            case Instant instant -> instant.toString();
            case Enum<?> constant -> constant.name();
            case Collection<?> items -> items.stream().map(FactSheet::plain).toList();
            case Map<?, ?> map -> sorted(map);
            case Record element -> plainElement(element);
            default -> throw new IllegalArgumentException("A fact cannot be a " + value.getClass());
        };
    }

    private static Map<String, Object> sorted(Map<?, ?> map) {
        var result = new TreeMap<String, Object>();
        map.forEach((key, value) -> result.put((String) key, plain(value)));
        return result;
    }

    /** A record in a list: it is read as a whole, so nothing inside it can be unread on its own. */
    private static Map<String, Object> plainElement(Record element) {
        var sheet = of(element, "");
        if (!sheet.unread.isEmpty()) {
            throw new IllegalArgumentException("An element of a list cannot be unread in part: " + element);
        }
        return sheet.values;
    }

    private static Object valueOf(RecordComponent component, Record facts) {
        try {
            return component.getAccessor().invoke(facts);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Cannot read " + component, e);
        }
    }
}
