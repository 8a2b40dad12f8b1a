package dev.atrest.evaluators;

import dev.atrest.evaluators.AskedPolicy.Told;
import dev.atrest.evaluators.KnownPolicies.Known;
import dev.atrest.evaluators.policy.Answer;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import dev.cel.runtime.CelAttribute;
import dev.cel.runtime.CelAttribute.Qualifier;
import dev.cel.runtime.CelUnknownSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The policy of a key or a bucket as CEL asks it, under the name {@code policy}. It is parsed once and asked each question
 * once, however many rules do; answers go into the evidence of the decision that asks. An answer that the policy alone does
 * not give is unknown to CEL, as is every answer of a policy that was not read or cannot be understood.
 */
final class PolicyView {

    static final String VARIABLE = "policy";

    /** What the answers of a decision come to, for messages. */
    static final String SAID = "said";

    private static final int LONGEST_REASON = 1000;

    private final Resource resource;
    private final OrganizationView organization;
    private final KnownPolicies policies;
    private final ReadLog log;
    private final Map<String, Told> answers = new HashMap<>();
    /** Why questions have no answer, by path. */
    private final Map<String, Unread> undecided = new HashMap<>();

    private @Nullable AskedPolicy asked;

    PolicyView(Resource resource, OrganizationView organization, KnownPolicies policies, ReadLog log) {
        this.resource = resource;
        this.organization = organization;
        this.policies = policies;
        this.log = log;
    }

    /** The policy of a resource that is not itself judged. */
    static PolicyView alone(Resource resource, KnownPolicies policies) {
        var log = new ReadLog();
        var organization = new OrganizationView(resource.accountId(), Organizations.UNKNOWN, log);
        return new PolicyView(resource, organization, policies, log);
    }

    /**
     * Asks a question.
     *
     * @param arguments by position
     * @return Boolean, or a {@link CelUnknownSet} that {@link #whyUndecided} explains
     */
    Object ask(PolicyQuestion question, List<List<String>> arguments) {
        if (resource.facts().unread().containsKey(VARIABLE)) {
            return CelUnknownSet.create(
                    CelAttribute.create(Expressions.RESOURCE).qualify(Qualifier.ofString(VARIABLE)));
        }
        var policy = policy();
        if (policy.isEmpty()) {
            return unknown(VARIABLE);
        }
        String path = path(question, arguments);
        if (question == PolicyQuestion.ONLY_TRUSTED_OR_OWN
                && Boolean.parseBoolean(arguments.getLast().getFirst())) {
            // Asked anew by every rule, because the answer's evidence lies with the organisation too.
            var outcome = new TrustedParties(policy.get(), Set.copyOf(arguments.get(0)), Set.copyOf(arguments.get(1)))
                    .withOwn(organization);
            if (outcome.gap().isPresent()) {
                undecided.put(
                        path,
                        notKnownWhetherOwn(
                                outcome.answer().answer(), outcome.gap().get()));
                return unknown(path);
            }
            answers.put(path, outcome.answer());
        }
        var told = answers.computeIfAbsent(path, _ -> policy.get().ask(question, arguments));
        if (told.answer().isUnknown()) {
            undecided.put(path, unread(told.answer().summary()));
            return unknown(path);
        }
        log.read(path, told.evidence());
        return told.answer().isTrue();
    }

    /** Distinguishes a question from the same with other arguments. */
    private static String path(PolicyQuestion question, List<List<String>> arguments) {
        String path = VARIABLE + "." + question.function();
        return arguments.isEmpty()
                ? path
                : path + arguments.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    /** What the call told is not enough. */
    private Unread unread(String reason) {
        return new Unread(resource.facts().sourceOf(VARIABLE), MessageTemplate.printable(reason, LONGEST_REASON));
    }

    private static Unread notKnownWhetherOwn(Answer answer, Unread gap) {
        return new Unread(
                gap.call(),
                MessageTemplate.printable(
                        "%s, and it is not known which of them belong to the own organisation (%s: %s)"
                                .formatted(answer.summary(), gap.call(), gap.error()),
                        LONGEST_REASON));
    }

    private static CelUnknownSet unknown(String path) {
        return CelUnknownSet.create(CelAttribute.create(VARIABLE).qualify(Qualifier.ofString(path)));
    }

    /** Why the question of this path, or every question, has no answer. */
    Optional<Unread> whyUndecided(String path) {
        return Optional.ofNullable(undecided.get(path));
    }

    /** Why a question without arguments, which was asked, has no answer. */
    Unread whyUndecided(PolicyQuestion question) {
        return whyUndecided(VARIABLE)
                .or(() -> whyUndecided(path(question, List.of())))
                .orElseThrow();
    }

    private Optional<AskedPolicy> policy() {
        if (asked == null && !undecided.containsKey(VARIABLE)) {
            if (!(resource.facts().values().get(VARIABLE) instanceof String text)) {
                throw log.defect(VARIABLE, "FactMissing");
            }
            read(text);
        }
        return Optional.ofNullable(asked);
    }

    private void read(String text) {
        if (resource.type() == ResourceType.KMS_KEY && text.isBlank()) {
            // Without a policy nobody could use the key: that it is not here does not mean that there is none.
            undecided.put(VARIABLE, unread("NoPolicy"));
            return;
        }
        switch (policies.of(resource, text.isBlank() ? KnownPolicies.NO_STATEMENTS : text)) {
            case Known.Asked(AskedPolicy policy) -> asked = policy;
            case Known.Unparsable(String reason) -> undecided.put(VARIABLE, unread("Unparsable: " + reason));
        }
    }

    /** Asks without a decision that rests on the answer: nothing goes into any evidence. Empty where nothing can be asked. */
    Optional<Answer> inquire(PolicyQuestion question) {
        if (resource.facts().unread().containsKey(VARIABLE)
                || !(resource.facts().values().get(VARIABLE) instanceof String)) {
            return Optional.empty();
        }
        List<List<String>> arguments =
                question.parameters().stream().map(_ -> List.<String>of()).toList();
        return policy().map(known -> known.ask(question, arguments).answer());
    }

    /** The answers that the decision took from the policy, each with the statements that gave it. */
    String said() {
        return log.reads().keySet().stream()
                .map(answers::get)
                .filter(told -> told != null)
                .map(Told::sentence)
                .collect(Collectors.joining("; "));
    }
}
