package dev.atrest.evaluators.policy;

import dev.atrest.evaluators.policy.Caller.Kind;
import dev.atrest.evaluators.policy.Standpoint.Place;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Asks a policy who administers and who uses, and with what proof. */
final class KeyDuties {

    private static final String OTHER_IAM = "and the IAM of that account, which is not read here, decides to whom";

    private static final Map<String, List<List<String>>> WITHOUT_MFA = Map.of(
            "aws:multifactorauthpresent", List.of(List.of(), List.of("false")),
            "aws:multifactorauthage", List.of(List.of()));

    private final PreparedPolicy policy;
    private final Callers callers;
    private final Work work;

    KeyDuties(PreparedPolicy policy, Callers callers, Work work) {
        this.policy = policy;
        this.callers = callers;
        this.work = work;
    }

    Answer noFullAccess() {
        var tally = new Tally();
        var question = question(Map.of());
        Targets full = policy.targets(ActionCatalog.KEY_FULL, work);
        for (Caller caller : callers.allDistinctButOwnRoot()) {
            var search = new RequestSearch(policy, question, caller);
            tally.add(caller, Found.all(search.allowed(full, false)));
        }
        return tally.answerNone("Nobody but the account itself has full access", "Full access to the key has");
    }

    Answer separatesDuties() {
        var tally = new Tally();
        var question = question(Map.of());
        Targets administration = policy.targets(ActionCatalog.KEY_ADMINISTRATION, work);
        Targets use = policy.targets(ActionCatalog.KEY_USE, work);
        for (Caller caller : callers.allDistinctButOwnRoot()) {
            var search = new RequestSearch(policy, question, caller);
            Found both = Found.all(List.of(any(search, administration), any(search, use)));
            tally.add(caller, caller.kind() == Kind.ROOT ? both.doubting(OTHER_IAM) : both);
        }
        return tally.answerNone("Nobody both administers and uses the key", "Both administers and uses the key");
    }

    Answer administeredOnlyBy(Collection<String> patterns, OwnAccount ownAccount) {
        var tally = new Tally();
        var question = question(Map.of());
        Targets administration = policy.targets(ActionCatalog.KEY_ADMINISTRATION, work);
        List<Glob> names =
                patterns.stream().map(pattern -> Glob.pattern(pattern, false)).toList();
        for (Caller caller : callers.allButOwnRoot(one -> isDedicated(one, names))) {
            if (!isDedicated(caller, names)) {
                tally.add(caller, any(new RequestSearch(policy, question, caller), administration));
            }
        }
        if (ownAccount == OwnAccount.UNKNOWN) {
            callers.all().stream().filter(callers::isOwnRoot).forEach(root -> {
                Found found = any(new RequestSearch(policy, question, root), administration);
                tally.add(root, found.doubting(OTHER_IAM));
            });
        }
        return tally.answerNone(
                "Only dedicated administrators administer the key",
                "Not a dedicated administrator, but administers the key");
    }

    /** A pattern with a colon is compared with the ARN, any other with the name of a role of the key's own account. */
    private boolean isDedicated(Caller caller, List<Glob> patterns) {
        if (caller.kind() != Kind.MEMBER || Arn.isUser(caller.name())) {
            return false;
        }
        String role = Arn.principalName(caller.name()).orElse("");
        return patterns.stream()
                .anyMatch(pattern -> pattern.source().indexOf(':') >= 0
                        ? pattern.matches(caller.name())
                        : callers.isOwn(caller) && pattern.matches(role));
    }

    Answer requiresMfa(Collection<String> actions) {
        var tally = new Tally();
        var question = question(WITHOUT_MFA);
        Targets targets = policy.targets(actions, work);
        for (Caller caller : callers.allDistinct()) {
            var search = new RequestSearch(policy, question, caller);
            boolean foreignRoot = caller.kind() == Kind.ROOT && !callers.isOwn(caller);
            for (Found found : search.allowed(targets, callers.isOwn(caller))) {
                tally.add(caller, foreignRoot ? found.doubting(OTHER_IAM) : found);
            }
        }
        return tally.answerNone("Every way to these actions needs MFA", "Without MFA gets through");
    }

    private static Found any(RequestSearch search, Targets targets) {
        return Found.any(search.allowed(targets, false));
    }

    private Question question(Map<String, List<List<String>>> presumed) {
        return new Question(Standpoint.of(Place.ANYWHERE).presuming(presumed), policy, work);
    }
}
