package dev.atrest.endtoend;

import dev.atrest.endtoend.PolicyReading.Condition;
import dev.atrest.endtoend.PolicyReading.Statement;
import java.util.List;
import java.util.Set;

/**
 * Whom an Allow for everyone reaches, by its conditions.
 *
 * @param accounts where it is confined to accounts
 *
 * @param names of the accounts, or of the organisation
 */
record Reach(Kind kind, Set<String> names) {

    enum Kind {
        WORLD,
        ORGANIZATION,
        ACCOUNTS,
        UNKNOWN
    }

    private static final Reach WORLD = new Reach(Kind.WORLD, Set.of());

    /** Of several conditions the one that confines decides. */
    static Reach of(Statement statement) {
        return statement.conditions().stream()
                .map(Reach::of)
                .filter(reach -> reach.kind != Kind.WORLD)
                .findFirst()
                .orElse(WORLD);
    }

    /** A stranger meets an IfExists form, a bare star, a negation, and a service anybody can go through. */
    private static Reach of(Condition condition) {
        return switch (condition.operator()) {
            case "StringEquals" -> confinedTo(condition);
            case "StringEqualsIfExists", "StringNotEquals" -> WORLD;
            case "StringLike" -> only(condition, List.of("*"));
            case "IpAddress" -> only(condition, List.of("0.0.0.0/0"));
            default -> throw PolicyReading.unknown(condition);
        };
    }

    private static Reach only(Condition condition, List<String> values) {
        if (!condition.values().equals(values)) {
            throw PolicyReading.unknown(condition);
        }
        return WORLD;
    }

    private static Reach confinedTo(Condition condition) {
        return switch (condition.key()) {
            case "kms:CallerAccount", "aws:PrincipalAccount", "aws:SourceAccount" ->
                new Reach(Kind.ACCOUNTS, Set.copyOf(condition.values()));
            case "aws:PrincipalOrgID" -> new Reach(Kind.ORGANIZATION, Set.copyOf(condition.values()));
            case "kms:ViaService" -> WORLD;
            // Not a key of AWS's: who meets it cannot be told.
            case "muehlental:Werk" -> new Reach(Kind.UNKNOWN, Set.of());
            default -> throw PolicyReading.unknown(condition);
        };
    }

    /** Whether only those who are let in by more than being anyone get in. */
    Truth confined() {
        return switch (kind) {
            case WORLD -> Truth.NO;
            case ORGANIZATION, ACCOUNTS -> Truth.YES;
            case UNKNOWN -> Truth.UNKNOWN;
        };
    }

    /** Whether it stays within one account. */
    Truth staysIn(String account) {
        return switch (kind) {
            case WORLD, ORGANIZATION -> Truth.NO;
            case ACCOUNTS -> Truth.of(names.equals(Set.of(account)));
            case UNKNOWN -> Truth.UNKNOWN;
        };
    }

    /** Whether it stays within an organisation, whose accounts the settings that atrest comes with trust. */
    Truth staysIn(String organization, Set<String> accounts) {
        return switch (kind) {
            case WORLD -> Truth.NO;
            case ORGANIZATION -> Truth.of(names.equals(Set.of(organization)));
            case ACCOUNTS -> Truth.of(accounts.containsAll(names));
            case UNKNOWN -> Truth.UNKNOWN;
        };
    }
}
