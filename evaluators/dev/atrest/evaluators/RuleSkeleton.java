package dev.atrest.evaluators;

import dev.atrest.model.ResourceType;
import java.util.regex.Pattern;

/** The beginning of a rule of one's own: a file that loads and whose examples hold, with what to change said in comments. */
public final class RuleSkeleton {

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private RuleSkeleton() {}

    /** Whether this can be the id of a rule: kebab-case. */
    public static boolean isId(String id) {
        return ID.matcher(id).matches();
    }

    /**
     * The file's content.
     *
     * @throws IllegalArgumentException when the id is not kebab-case
     */
    public static String of(String id, ResourceType type) {
        if (!isId(id)) {
            throw new IllegalArgumentException("'" + id + "' is no id of a rule");
        }
        String rule = """
                # What the keys mean: docs/writing-rules.md. What a rule may ask: docs/facts.md, section %2$s.
                # Check the file and run its examples with: atrest rules test FOLDER
                id: %1$s
                title: The demand in one line
                # CRITICAL, HIGH, MEDIUM, LOW or INFORMATIONAL
                severity: MEDIUM
                resource: %2$s
                """.formatted(id, type.label());
        return rule + (FactSchema.of(type).classified() ? onTags() : onAFact(firstTruth(type))) + """
                # Why, for those who have to comply and for the auditor.
                rationale: Say what goes wrong without it.
                remediation:
                  # LOW (minutes), MEDIUM (hours) or HIGH (a project)
                  effort: LOW
                  summary: Say what to do about it.
                  # Optional; {arn}, {id}, {name}, {accountId}, {region}, {partition} and facts are filled in for each resource:
                  # cli: aws … --region {region}
                  # terraform: |
                  #   resource "aws_…" "…" {}
                # Control numbers by framework, for example: enterprise-data-encryption: [E12]
                controls: {}
                """
                + (FactSchema.of(type).classified() ? examplesOfTags() : examplesOf(firstTruth(type)));
    }

    private static String onTags() {
        return """
                # To which resources the rule applies; leave it out for all.
                when: resource.dataProtectionClass != "PUBLIC"
                # What must hold.
                require: '"Owner" in resource.tags'
                # The sentence of the finding; {FACT}, or an expression in braces.
                message: '{name} {"Owner" in resource.tags ? "has" : "lacks"} the tag Owner'
                """;
    }

    private static String examplesOfTags() {
        return """
                # Made-up resources with the facts that the decision reads, and what the rule must say of them.
                examples:
                  pass:
                    - { dataProtectionClass: INTERNAL, tags: { Owner: payments } }
                  fail:
                    - { dataProtectionClass: INTERNAL, tags: {} }
                  not-assessed:
                    - { unread: [tags] }
                  not-applicable:
                    - { dataProtectionClass: PUBLIC }
                """;
    }

    private static String onAFact(FactField fact) {
        return """
                # To which resources the rule applies; all when left out:
                # when: resource.accountId != "111122223333"
                # What must hold. %2$s.
                require: resource.%1$s
                # The sentence of the finding; {FACT}, or an expression in braces.
                message: '{name}: %1$s is {%1$s}'
                """.formatted(fact.path(), fact.description());
    }

    private static String examplesOf(FactField fact) {
        String[] names = fact.path().split("\\.");
        String open = "";
        for (int i = 0; i < names.length - 1; i++) {
            open += names[i] + ": { ";
        }
        String example = "{ " + open + names[names.length - 1] + ": %s" + " }".repeat(names.length);
        return """
                # Made-up resources with the facts that the decision reads, and what the rule must say of them.
                examples:
                  pass:
                    - %s
                  fail:
                    - %s
                  not-assessed:
                    - { unread: [%s] }
                """.formatted(example.formatted("true"), example.formatted("false"), names[0]);
    }

    /** The first fact of a type that is true or false by itself. */
    private static FactField firstTruth(ResourceType type) {
        return FactSchema.of(type).fieldsByPath().values().stream()
                .filter(field -> field.type() == FactType.Scalar.BOOL)
                .findFirst()
                .orElseThrow();
    }
}
