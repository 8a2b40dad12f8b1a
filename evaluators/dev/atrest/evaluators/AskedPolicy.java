package dev.atrest.evaluators;

import dev.atrest.evaluators.policy.Answer;
import dev.atrest.evaluators.policy.Grantee;
import dev.atrest.evaluators.policy.PolicyAnalysis;
import dev.atrest.evaluators.policy.StatementRef;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A policy that keeps its answers, the first of them, for those who ask the same. Safe for use by many threads. */
final class AskedPolicy {

    private static final int MOST_ANSWERS = 50;
    private static final int MOST_NAMES = 3;

    /**
     * An answer and how it is told.
     *
     * @param evidence not to be changed
     */
    record Told(Answer answer, Map<String, Object> evidence, String sentence) {

        static Told of(Answer answer) {
            return new Told(answer, evidence(answer), answer.isUnknown() ? "" : sentence(answer));
        }

        private static Map<String, Object> evidence(Answer answer) {
            var evidence = new LinkedHashMap<String, Object>();
            evidence.put("answer", answer.isTrue());
            evidence.put("summary", answer.summary());
            evidence.put(
                    "statements",
                    answer.statements().stream().map(StatementRef::toString).toList());
            return Collections.unmodifiableMap(evidence);
        }

        private static String sentence(Answer answer) {
            var names = answer.statements().stream()
                    .map(StatementRef::name)
                    .distinct()
                    .toList();
            if (names.isEmpty()) {
                return answer.summary();
            }
            String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
            String others = names.size() > MOST_NAMES ? " and %d more".formatted(names.size() - MOST_NAMES) : "";
            return "%s (statement%s %s%s)".formatted(answer.summary(), names.size() == 1 ? "" : "s", first, others);
        }
    }

    private record Asked(PolicyQuestion question, List<List<String>> arguments) {}

    private record Trusted(Set<String> accounts, Set<String> organizations) {}

    private final PolicyAnalysis analysis;
    /** By what was asked. */
    private final Map<Object, Object> answers = new ConcurrentHashMap<>();

    AskedPolicy(PolicyAnalysis analysis) {
        this.analysis = analysis;
    }

    /** @param arguments by position */
    Told ask(PolicyQuestion question, List<List<String>> arguments) {
        if (question == PolicyQuestion.ONLY_TRUSTED || question == PolicyQuestion.ONLY_TRUSTED_OR_OWN) {
            // Rules ask it in several ways, and the reach of a failure asks it too.
            return onlyTrusted(Set.copyOf(arguments.get(0)), Set.copyOf(arguments.get(1)));
        }
        return kept(new Asked(question, arguments), Told.class, () -> Told.of(question.ask(analysis, arguments)));
    }

    /** Whether all who may do anything are of the resource's account or trusted. */
    Told onlyTrusted(Set<String> accounts, Set<String> organizations) {
        return kept(
                new Trusted(accounts, organizations),
                Told.class,
                () -> Told.of(analysis.onlyTrustedAccounts(accounts, organizations)));
    }

    Set<String> namedAccounts() {
        return analysis.namedAccounts();
    }

    Set<String> namedOrganizations() {
        return analysis.namedOrganizations();
    }

    /** Whether an AWS service in its own name may do this, or it is not known. */
    boolean mayLetServices(String action) {
        return kept(
                action,
                Boolean.class,
                () -> analysis.whoMay(action).stream().anyMatch(grantee -> grantee.kind() == Grantee.Kind.SERVICE));
    }

    private <T> T kept(Object asked, Class<T> type, Supplier<T> answer) {
        Object known = answers.get(asked);
        if (known != null) {
            return type.cast(known);
        }
        T found = answer.get();
        if (answers.size() < MOST_ANSWERS) {
            answers.put(asked, found);
        }
        return found;
    }
}
