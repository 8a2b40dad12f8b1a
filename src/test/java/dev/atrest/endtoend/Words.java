package dev.atrest.endtoend;

import dev.atrest.evaluators.ShippedRules;
import dev.atrest.jobs.Home;
import dev.atrest.model.Framework;
import dev.atrest.writers.Texts;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A reader's dictionary: what the words of a report in one language stand for. */
final class Words {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(?:[.,\\u00a0\\u202f]\\d{3})+|\\d+");

    private final Texts texts;
    private final Map<String, String> frameworks = new LinkedHashMap<>();

    Words(String language) throws IOException {
        this.texts = Texts.load(Home.locate().reportTemplates(), language);
        for (Framework framework : ShippedRules.CATALOG.frameworks()) {
            frameworks.put(framework.heading(), framework.id());
        }
    }

    String text(String key) {
        return texts.get(key);
    }

    /** Ids of frameworks by their headings. */
    Map<String, String> frameworks() {
        return frameworks;
    }

    /** Names of an enumeration's values by the words whose keys begin so. */
    <E extends Enum<E>> Map<String, String> of(Class<E> values, String prefix) {
        return of(values, value -> texts.get(prefix + value.name()));
    }

    <E extends Enum<E>> Map<String, String> of(Class<E> values, Function<E, String> word) {
        return Arrays.stream(values.getEnumConstants()).collect(Collectors.toMap(word, Enum::name));
    }

    Texts texts() {
        return texts;
    }

    /** The first number in a text, however its digits are grouped. */
    static long number(String text) {
        return numbers(text).stream().findFirst().orElseThrow(() -> new AssertionError("No number in: " + text));
    }

    static List<Long> numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(number -> Long.valueOf(number.group().replaceAll("\\D", "")))
                .toList();
    }

    /** What a word stands for. */
    static String meaning(Map<String, String> words, String word) {
        String meaning = words.get(word);
        if (meaning == null) {
            throw new AssertionError("'" + word + "' is none of " + words.keySet());
        }
        return meaning;
    }
}
