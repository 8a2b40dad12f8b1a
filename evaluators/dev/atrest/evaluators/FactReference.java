package dev.atrest.evaluators;

import dev.atrest.model.ResourceType;

/** Writes down all that a rule may ask, from the fact records themselves: the page {@code docs/facts.md}. */
public final class FactReference {

    private FactReference() {}

    /** The page, as Markdown. */
    public static String markdown() {
        var page = new StringBuilder("""
                # Facts

                What a rule may ask about a resource, by the resource type that the rule names. In the expressions `when` and
                `require` a fact is written `resource.FACT`; in a message it stands in braces, `{FACT}`. Besides, expressions
                know `settings.NAME` (every entry of `config/settings.yml`), `assessment.time` (timestamp) and
                `organization.includes(string account)`, whether an account belongs to the organisation of the resource's account.

                This page is made from the fact records (`FactReferenceTest` keeps it current).

                The last column says where a fact is from: *read* from AWS about the resource itself, *joined* from the
                resources that it refers to or that refer to it, *derived* from tags and settings, or part of the resource's
                *identity*. A fact
                that could not be read is unknown, and a rule that cannot be decided without it is NOT_ASSESSED.
                """);
        for (var type : ResourceType.values()) {
            page.append("\n## ").append(type.label()).append("\n\n");
            page.append("| fact | type | meaning | from |\n|---|---|---|---|\n");
            FactSchema.of(type).fieldsByPath().values().forEach(field -> row(page, field.path(), field));
            policy(page, type);
        }
        return page.toString();
    }

    private static void policy(StringBuilder page, ResourceType type) {
        var functions = PolicyFunctions.reference(type);
        if (!functions.isEmpty()) {
            page.append(
                    "\nWhat may be asked of the policy (see [policy-analysis.md](policy-analysis.md)):\n\n| function | true when |\n|---|---|\n");
            functions.forEach((signature, meaning) -> page.append("| `%s` | %s |\n".formatted(signature, meaning)));
        }
    }

    private static void row(StringBuilder page, String path, FactField field) {
        page.append("| `%s` | %s%s | %s | %s |\n"
                .formatted(
                        path,
                        field.type().words(),
                        field.nullable() ? " or null" : "",
                        field.description().replace("|", "\\|"),
                        from(field.origin())));
        if (field.type() instanceof FactType.ListOf(FactType.Struct element)) {
            element.fields().values().forEach(nested -> row(page, path + "[]." + nested.name(), nested));
        }
    }

    private static String from(FactField.Origin origin) {
        return switch (origin) {
            case READ -> "read";
            case JOINED -> "joined";
            case DERIVED -> "derived";
            case IDENTITY -> "identity";
        };
    }
}
