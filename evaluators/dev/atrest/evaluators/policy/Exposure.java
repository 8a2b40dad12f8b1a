package dev.atrest.evaluators.policy;

import dev.atrest.evaluators.policy.Standpoint.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks a policy whom it lets in. */
final class Exposure {

    private final PreparedPolicy policy;
    private final Callers callers;
    private final Work work;

    Exposure(PreparedPolicy policy, Callers callers, Work work) {
        this.policy = policy;
        this.callers = callers;
        this.work = work;
    }

    Answer isPublic(Targets targets) {
        var tally = new Tally();
        var question = new Question(Standpoint.of(Place.WORLD), policy, work);
        for (Caller caller : callers.world()) {
            var search = new RequestSearch(policy, question, caller);
            search.allowed(targets, false).forEach(found -> tally.add(caller, found));
        }
        return tally.answer("The policy lets the world in", "Nobody outside of those the policy names gets in");
    }

    Answer onlyTrusted(Set<String> accounts, Set<String> organizations) {
        var tally = new Tally();
        var standpoint = new Standpoint(Place.OUTSIDE, trustedOrganizations(organizations), Map.of());
        var outside = new Question(standpoint, policy, work);
        for (Caller caller : callers.outside(accounts, standpoint.trustedOrganizations(), work)) {
            var search = new RequestSearch(policy, outside, caller);
            for (Found found : search.allowed(policy.targets(), false)) {
                tally.add(caller, caller.isService() ? onlyBySource(found) : found);
            }
        }
        var anywhere = new Question(Standpoint.of(Place.ANYWHERE), policy, work);
        for (Caller caller : callers.ofUnknownAccount()) {
            var search = new RequestSearch(policy, anywhere, caller);
            for (Found found : search.allowed(policy.targets(), false)) {
                tally.add(caller, found.doubting("and the policy does not say whose that is"));
            }
        }
        return tally.answerNone("Only trusted accounts get in", "The policy lets in who is not trusted");
    }

    private Set<String> trustedOrganizations(Set<String> organizations) {
        var trusted = new java.util.HashSet<>(organizations);
        policy.resource().organizationId().ifPresent(trusted::add);
        return trusted;
    }

    /** A service is trusted, unless a statement lets it act for an account by name. */
    private Found onlyBySource(Found found) {
        List<StatementRef> bySource = found.statements().stream()
                .filter(ref -> policy.statements().get(ref.index()).conditions().stream()
                        .anyMatch(condition -> ContextKey.of(condition.key()).namesSource()))
                .toList();
        return new Found(
                bySource.isEmpty() ? Verdict.FALSE : found.verdict(), reasons -> bySource.forEach(reasons::add));
    }

    List<Grantee> whoMay(Targets targets) {
        var grantees = new ArrayList<Grantee>();
        var question = new Question(Standpoint.of(Place.ANYWHERE), policy, work);
        for (Caller caller : callers.all()) {
            if (!isProbe(caller)) {
                var search = new RequestSearch(policy, question, caller);
                Found found = Found.any(search.allowed(targets, false));
                if (found.verdict() != Verdict.FALSE) {
                    grantees.add(grantee(caller, found));
                }
            }
        }
        return List.copyOf(grantees);
    }

    /** Made up to stand for the other principals of an account: the account itself is among the grantees. */
    private boolean isProbe(Caller caller) {
        return switch (caller.kind()) {
            case ANONYMOUS, ANY_SERVICE -> true;
            case MEMBER ->
                caller.name().endsWith("/" + policy.probe()) && caller.name().split("/").length == 2;
            default -> false;
        };
    }

    private Grantee grantee(Caller caller, Found found) {
        List<String> conditions = found.statements().stream()
                .flatMap(ref -> policy.statements().get(ref.index()).conditions().stream())
                .map(Condition::toString)
                .distinct()
                .toList();
        Grantee.Kind kind = switch (caller.kind()) {
            case ANONYMOUS, STRANGER -> Grantee.Kind.EVERYONE;
            case ORGANIZATION_MEMBER -> Grantee.Kind.ORGANIZATION;
            case ROOT -> Grantee.Kind.ACCOUNT;
            case MEMBER -> Grantee.Kind.PRINCIPAL;
            case SERVICE, ANY_SERVICE, SERVICE_FOR_ACCOUNT -> Grantee.Kind.SERVICE;
            case OTHER -> Grantee.Kind.OTHER;
        };
        String id = switch (kind) {
            case EVERYONE -> "*";
            case ORGANIZATION -> caller.organization();
            case ACCOUNT -> caller.account();
            case PRINCIPAL, SERVICE, OTHER -> caller.name().replace(policy.probe(), "*");
        };
        return new Grantee(kind, id, found.verdict(), conditions, found.statements());
    }
}
