package dev.atrest.evaluators;

import dev.atrest.model.FactSheet;
import java.util.Map;
import java.util.Set;

/**
 * A resource made up in a rule file, with what the rule must say of it.
 *
 * @param index from 1 among those of its kind
 * @param given paths of the facts that the example gives or calls unread
 * @param settings those that differ from the catalogue's
 */
record Example(ExampleResult.Kind kind, int index, FactSheet facts, Set<String> given, Map<String, Object> settings) {}
