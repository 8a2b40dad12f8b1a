package dev.atrest.evaluators.events;

import dev.atrest.model.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A struct in a list of facts, as the inventory holds it: by name, with nothing for what AWS does not have. */
record Element(Map<?, ?> values) {

    static List<Element> list(List<?> structs) {
        var elements = new ArrayList<Element>(structs.size());
        for (Object struct : structs) {
            elements.add(new Element((Map<?, ?>) struct));
        }
        return elements;
    }

    String text(String name) {
        return (String) need(name);
    }

    /** Empty where an example leaves the name out. */
    Optional<String> optionalText(String name) {
        return values.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    boolean flag(String name) {
        return (Boolean) need(name);
    }

    Optional<Boolean> optionalFlag(String name) {
        return values.get(name) instanceof Boolean flag ? Optional.of(flag) : Optional.empty();
    }

    long number(String name) {
        return ((Number) need(name)).longValue();
    }

    List<Element> elements(String name) {
        return list((List<?>) need(name));
    }

    List<String> texts(String name) {
        var texts = new ArrayList<String>();
        for (Object text : (List<?>) need(name)) {
            texts.add((String) text);
        }
        return texts;
    }

    /** The texts under a name; none where an example leaves the name out. */
    List<String> optionalTexts(String name) {
        return values.get(name) instanceof List<?> ? texts(name) : List.of();
    }

    /** Why a part of the struct is not known; empty when it is. */
    Optional<Unread> unread(String name) {
        return values.get(name) instanceof Map<?, ?> reason
                ? Optional.of(new Unread((String) reason.get("call"), (String) reason.get("error")))
                : Optional.empty();
    }

    private Object need(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("'" + name + "' is missing");
        }
        return value;
    }
}
