package dev.atrest.evaluators;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A fact that the conditions of a rule name.
 *
 * @param path from the resource
 * @param type in words
 * @param description what it means
 * @param origin who tells it
 * @param toldBy path of the fact whose API calls tell it: itself, or the tags for what follows from them; only of a fact that
 *     the resource tells
 */
public record FactUse(String path, String type, String description, Origin origin, String toldBy) {

    /** Who tells a fact. */
    public enum Origin {
        /** The resource itself. */
        RESOURCE,
        /** The KMS key that the resource names. */
        KEY,
        /** Other resources that were read in the assessment. */
        INVENTORY
    }

    /** The facts that a rule names, by path. */
    static List<FactUse> of(CompiledRule rule) {
        var schema = FactSchema.of(rule.rule().resource());
        return Stream.concat(rule.when().stream(), Stream.of(rule.require()))
                .flatMap(expression -> Stream.concat(
                        expression.mentioned().stream(),
                        expression.asksPolicy() ? Stream.of(PolicyView.VARIABLE) : Stream.empty()))
                .distinct()
                .map(path -> of(schema, path))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(FactUse::path))
                .toList();
    }

    /** A tag is told with all tags, and described as they are. */
    private static Optional<FactUse> of(FactSchema schema, String path) {
        for (String known = path; !known.isEmpty(); known = known.substring(0, Math.max(0, known.lastIndexOf('.')))) {
            var field = schema.field(known);
            if (field.isPresent()) {
                return Optional.of(new FactUse(
                        path,
                        field.get().type().words(),
                        field.get().description(),
                        origin(schema, field.get()),
                        toldBy(field.get())));
            }
        }
        return Optional.empty();
    }

    private static Origin origin(FactSchema schema, FactField field) {
        if (field.origin() != FactField.Origin.JOINED) {
            return Origin.RESOURCE;
        }
        boolean ofKey =
                schema.references().stream().anyMatch(reference -> field.path().startsWith(reference.path() + "."));
        return ofKey ? Origin.KEY : Origin.INVENTORY;
    }

    private static String toldBy(FactField field) {
        return switch (field.origin()) {
            case READ -> field.path();
            case DERIVED -> FactSchema.TAGS;
            case IDENTITY, JOINED -> "";
        };
    }
}
