package dev.atrest.evaluators;

import dev.atrest.model.Fact;
import dev.atrest.model.FactSheet;
import dev.atrest.model.Finding;
import dev.atrest.model.Resource;
import dev.atrest.model.Unread;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Applies rules to their own examples. */
final class ExampleRun {

    /** When examples take place. */
    static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private static final Unread NOT_GIVEN = new Unread("example", "NotGiven");

    /**
     * Where examples take place: accounts 111122223333 and 222233334444 belong to one organisation, 444455556666 and
     * 777788889999 do not; of others nobody knows.
     */
    private static final Organizations ORGANIZATIONS = new Organizations() {
        private static final Map<String, String> IDS = Map.of(
                "111122223333", "o-ownexample",
                "222233334444", "o-ownexample",
                "444455556666", "o-otherexample",
                "777788889999", "");

        @Override
        public Fact<String> of(String accountId) {
            return IDS.containsKey(accountId)
                    ? Fact.known(IDS.get(accountId), "example")
                    : Fact.unread("example", "NotInScope");
        }

        @Override
        public Fact<Boolean> share(String accountId, String otherId) {
            return of(otherId) instanceof Fact.Known<String>(String id, String call)
                    ? Fact.known(id.equals(IDS.get(accountId)), call)
                    : Fact.unread("example", "NotInScope");
        }
    };

    private final Evaluation evaluation;

    ExampleRun(RuleCatalog catalog) {
        this.evaluation = new Evaluation(
                catalog, (account, region, id) -> new KeyDirectory.NotRead(NOT_GIVEN), relations(NOT_GIVEN), TIME);
    }

    /** Nothing is known of what lies with other resources, the organisation apart. */
    static Relations relations(Unread reason) {
        return new Relations() {
            @Override
            public Optional<FactSheet> of(Resource resource) {
                return allUnread(resource, reason);
            }

            @Override
            public Organizations organizations() {
                return ORGANIZATIONS;
            }
        };
    }

    private static Optional<FactSheet> allUnread(Resource resource, Unread reason) {
        return FactSchema.of(resource.type()).related().map(name -> {
            var unread = new TreeMap<String, Unread>();
            FactSchema.of(resource.type()).fieldsByPath().keySet().stream()
                    .filter(path -> path.startsWith(name + "."))
                    .forEach(path -> unread.put(path.substring(name.length() + 1), reason));
            return new FactSheet(Map.of(), unread, Map.of());
        });
    }

    ExampleResult run(CompiledRule rule, Example example) {
        var facts = facts(rule, example);
        var finding = Judge.judge(rule, facts);
        var notGiven = notGiven(example, facts, finding);
        var said = kindOf(finding);
        String sentence = finding.map(Finding::message).orElse("the rule does not apply");
        String explanation;
        if (!notGiven.isEmpty()) {
            explanation =
                    "the decision reads %s, which the example does not give".formatted(String.join(", ", notGiven));
        } else if (said != example.kind()) {
            explanation = "expected %s, but the rule says %s: %s"
                    .formatted(example.kind().label(), said.label(), sentence);
        } else {
            explanation = sentence;
        }
        return new ExampleResult(
                rule.rule().id(),
                example.kind(),
                example.index(),
                notGiven.isEmpty() && said == example.kind(),
                explanation);
    }

    ResourceFacts facts(CompiledRule rule, Example example) {
        return evaluation.factsOf(resource(rule, example), example.settings());
    }

    Resource resource(CompiledRule rule, Example example) {
        var name = example.facts().values().get("name");
        return new Resource(
                switch (rule.rule().resource()) {
                    case KMS_KEY -> "arn:aws:kms:eu-central-1:111122223333:key/example";
                    case S3_BUCKET -> "arn:aws:s3:::example";
                    default -> "arn:aws:example:eu-central-1:111122223333:example";
                },
                rule.rule().resource(),
                "111122223333",
                "eu-central-1",
                name instanceof String given ? given : "example",
                TIME,
                example.facts());
    }

    /** Facts that the decision read and that nobody gave: a default would make the example prove nothing. */
    private static SortedSet<String> notGiven(Example example, ResourceFacts facts, Optional<Finding> finding) {
        var missing = new TreeSet<String>(facts.log().defects().keySet());
        for (var unread : finding.map(Finding::unread).orElse(List.of())) {
            if (unread.call().equals(NOT_GIVEN.call()) && unread.error().equals(NOT_GIVEN.error())) {
                missing.add(unread.fact());
            }
        }
        var schema = FactSchema.of(facts.resource().type());
        facts.log().reads().forEach((path, value) -> {
            var origin = schema.field(path).map(FactField::origin).orElse(FactField.Origin.READ);
            boolean defaulted = value == null || origin == FactField.Origin.IDENTITY;
            if (defaulted && !example.given().contains(path)) {
                missing.add(path);
            }
        });
        return missing;
    }

    private static ExampleResult.Kind kindOf(Optional<Finding> finding) {
        return finding.map(found -> switch (found.status()) {
                    case PASS -> ExampleResult.Kind.PASS;
                    case FAIL -> ExampleResult.Kind.FAIL;
                    case NOT_ASSESSED -> ExampleResult.Kind.NOT_ASSESSED;
                    case WAIVED -> throw new IllegalStateException("Rules waive nothing");
                })
                .orElse(ExampleResult.Kind.NOT_APPLICABLE);
    }
}
