package dev.atrest.evaluators.policy;

import dev.atrest.evaluators.policy.Principals.Match;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the statements of a policy that are about a caller, without comparing each of them. Immutable. */
final class Audience {

    private static final BitSet NONE = new BitSet();

    private final List<Statement> statements;
    private final Map<String, BitSet> accounts = new HashMap<>();
    private final Map<String, BitSet> arns = new HashMap<>();
    private final Map<String, BitSet> services = new HashMap<>();
    private final Map<String, BitSet> others = new HashMap<>();
    private final BitSet withServices = new BitSet();
    private final BitSet forEveryone = new BitSet();
    /** Negated or doubtful: the principals have to be compared. */
    private final BitSet toCompare = new BitSet();

    Audience(List<Statement> statements) {
        this.statements = statements;
        for (Statement statement : statements) {
            Principals principals = statement.principals();
            var alone = new BitSet();
            alone.set(statement.index());
            add(principals.accounts(), accounts, alone);
            add(principals.arns(), arns, alone);
            add(principals.services(), services, alone);
            add(principals.others(), others, alone);
            if (principals.negated() || principals.doubtful() && !principals.everyone()) {
                toCompare.or(alone);
            } else if (principals.everyone()) {
                forEveryone.or(alone);
            } else if (!principals.services().isEmpty()) {
                withServices.or(alone);
            }
        }
    }

    /** Most names are in one statement: those of a statement share its set. */
    private static void add(Iterable<String> names, Map<String, BitSet> target, BitSet statement) {
        for (String name : names) {
            target.merge(name, statement, Audience::union);
        }
    }

    private static BitSet union(BitSet one, BitSet other) {
        var both = (BitSet) one.clone();
        both.or(other);
        return both;
    }

    /**
     * The statements about one caller.
     *
     * @param all of them
     * @param byAccount those that name the caller only by the account
     * @param unknown those that may or may not be about the caller
     */
    record About(BitSet all, BitSet byAccount, BitSet unknown) {}

    About of(Caller caller, Work work) {
        work.spend(4 + statements.size() / 64);
        var all = (BitSet) naming(caller).clone();
        all.or(forEveryone);
        all.andNot(toCompare);
        BitSet byAccount = NONE;
        if (caller.kind() == Caller.Kind.MEMBER && accounts.containsKey(caller.account())) {
            byAccount = (BitSet) namingAccount(caller).clone();
            byAccount.andNot(all);
            byAccount.andNot(toCompare);
            all.or(byAccount);
        }
        return toCompare.isEmpty() ? new About(all, byAccount, NONE) : compared(caller, all, byAccount, work);
    }

    private About compared(Caller caller, BitSet certain, BitSet knownByAccount, Work work) {
        var byAccount = (BitSet) knownByAccount.clone();
        var unknown = new BitSet();
        work.spend(16 * toCompare.cardinality());
        toCompare.stream().forEach(statement -> {
            Match match = statements.get(statement).principals().match(caller);
            certain.set(statement, match != Match.NO);
            byAccount.set(statement, match == Match.BY_ACCOUNT);
            unknown.set(statement, match == Match.UNKNOWN);
        });
        return new About(certain, byAccount, unknown);
    }

    /** The statements whose Principal or NotPrincipal names the caller. */
    BitSet naming(Caller caller) {
        return switch (caller.kind()) {
            case ANONYMOUS, STRANGER, ORGANIZATION_MEMBER, ANY_SERVICE -> NONE;
            case ROOT -> namingAccount(caller);
            case MEMBER -> namingArns(caller.names());
            case SERVICE -> services.getOrDefault(caller.name(), NONE);
            case SERVICE_FOR_ACCOUNT -> withServices;
            case OTHER -> others.getOrDefault(caller.name(), NONE);
        };
    }

    private BitSet namingArns(List<String> names) {
        BitSet first = arns.getOrDefault(names.getFirst(), NONE);
        return names.size() == 1 ? first : union(first, arns.getOrDefault(names.getLast(), NONE));
    }

    /** The statements whose Principal or NotPrincipal names the caller's account. */
    BitSet namingAccount(Caller caller) {
        return accounts.getOrDefault(caller.account(), NONE);
    }
}
