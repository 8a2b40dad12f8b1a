package dev.atrest.evaluators;

import dev.atrest.evaluators.AskedPolicy.Told;
import dev.atrest.model.Fact;
import dev.atrest.model.Unread;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Asks whether a policy lets in trusted parties only, where the own organisation is one of them. What is not known of the
 * organisation leaves the answer open only where it could change it.
 */
final class TrustedParties {

    private final AskedPolicy policy;
    private final Set<String> accounts;
    private final Set<String> organizations;

    /**
     * @param answer what the policy says; where there is a gap, what it says without what is not known
     * @param gap what would have told; the answer is open then
     */
    record Outcome(Told answer, Optional<Unread> gap) {}

    TrustedParties(AskedPolicy policy, Set<String> accounts, Set<String> organizations) {
        this.policy = policy;
        this.accounts = accounts;
        this.organizations = organizations;
    }

    Outcome withOwn(OrganizationView own) {
        Told plain = policy.onlyTrusted(accounts, organizations);
        if (plain.answer().isTrue()) {
            return new Outcome(plain, Optional.empty());
        }
        var trusted = new HashSet<>(accounts);
        var members = new HashSet<>(organizations);
        var doubtful = new HashSet<String>();
        var doubtfulOrganizations = new HashSet<String>();
        Optional<Unread> gap = Optional.empty();
        for (String account : policy.namedAccounts()) {
            switch (own.includes(account)) {
                case Fact.Known<Boolean>(Boolean belongs, var call) when belongs -> trusted.add(account);
                case Fact.Known<Boolean> _ -> {}
                case Fact.Missing<Boolean>(Unread reason) -> {
                    doubtful.add(account);
                    gap = gap.or(() -> Optional.of(reason));
                }
            }
        }
        if (!policy.namedOrganizations().isEmpty()) {
            switch (own.id()) {
                case Fact.Known<String>(String id, var call) -> members.add(id);
                case Fact.Missing<String>(Unread reason) -> {
                    doubtfulOrganizations.addAll(policy.namedOrganizations());
                    gap = gap.or(() -> Optional.of(reason));
                }
            }
        }
        Told certain = policy.onlyTrusted(Set.copyOf(trusted), Set.copyOf(members));
        if (certain.answer().isTrue() || gap.isEmpty()) {
            return new Outcome(certain, Optional.empty());
        }
        trusted.addAll(doubtful);
        members.addAll(doubtfulOrganizations);
        Told atBest = policy.onlyTrusted(trusted, members);
        return atBest.answer().isTrue() ? new Outcome(certain, gap) : new Outcome(atBest, Optional.empty());
    }
}
