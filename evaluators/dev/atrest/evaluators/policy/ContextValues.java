package dev.atrest.evaluators.policy;

import dev.atrest.evaluators.policy.Caller.Kind;
import dev.atrest.evaluators.policy.Standpoint.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Knows which values condition keys can have in whose requests, for one question; not for use by several threads. */
final class ContextValues {

    private static final Attainable TRANSPORTS = Attainable.of(List.of(List.of("true"), List.of("false")));
    private static final Attainable MFA = Attainable.of(List.of(List.of(), List.of("false"), List.of("true")));

    private final PreparedPolicy policy;
    private final Standpoint standpoint;
    private final ProbeValues probes;
    private final Map<Map.Entry<String, Object>, Attainable> anyones = new HashMap<>();
    private final Map<String, Attainable> singles = new HashMap<>();
    private final Map<List<Condition>, List<String>> examples = new IdentityHashMap<>();

    ContextValues(PreparedPolicy policy, Standpoint standpoint, Work work) {
        this.policy = policy;
        this.standpoint = standpoint;
        this.probes = new ProbeValues(policy.probe(), policy.resource().partition(), work);
    }

    Attainable of(Caller caller, KeyConditions on) {
        String key = on.name();
        List<List<String>> presumed = standpoint.presumed().get(key);
        if (presumed != null) {
            return anyones.computeIfAbsent(Map.entry(key, "presumed"), any -> Attainable.of(presumed));
        }
        List<Condition> conditions = on.conditions();
        ContextKey kind = on.kind();
        return switch (kind) {
            case CALLER_ACCOUNT,
                    CALLER_ARN,
                    CALLER_ID,
                    CALLER_NAME,
                    CALLER_PROPERTY,
                    MFA_PRESENT,
                    MFA_AGE,
                    CALLER_ORGANIZATION,
                    CALLER_ORGANIZATION_PATH ->
                caller.hasCredentials() ? ofIdentity(caller, kind, conditions) : Attainable.absent();
            case CALLER_TYPE ->
                caller.kind() == Kind.ANONYMOUS ? Attainable.only("Anonymous") : free(caller, conditions);
            case CALLER_IS_SERVICE ->
                caller.kind() == Kind.ANONYMOUS
                        ? Attainable.absent()
                        : Attainable.only(Boolean.toString(caller.isService()));
            case CALLER_SERVICE_NAME -> ofServiceName(caller, conditions);
            case SOURCE_ACCOUNT, SOURCE_ARN, SOURCE_ORGANIZATION, SOURCE_ORGANIZATION_PATH ->
                ofSource(caller, kind, conditions);
            case ADDRESS, NETWORK, NETWORK_ACCOUNT, NETWORK_ORGANIZATION, NETWORK_ORGANIZATION_PATH ->
                ofNetwork(caller, kind, conditions);
            case ACCESS_POINT_ACCOUNT, ACCESS_POINT_ARN -> ofAccessPoint(caller, kind, conditions);
            case TRANSPORT -> TRANSPORTS;
            case OWNER_ACCOUNT, OWNER_ORGANIZATION, REGION ->
                fixed(caller, key)
                        .map(Attainable::only)
                        .orElseGet(() -> Attainable.unknown("is not known of the resource"));
            case REQUEST, OBJECT_TAG -> free(caller, conditions);
            case WRITE_KEY ->
                standpoint.place() == Place.WORLD
                        ? Attainable.unknown("leaves it to the named key's own policy who may write")
                        : free(caller, conditions);
            case CLOCK -> Attainable.unknown("depends on the time of the request");
            case RESOURCE_PROPERTY -> Attainable.unknown("is a property of the resource that the policy does not show");
            case UNFAMILIAR -> Attainable.unknown("is a condition key that the analysis does not know");
        };
    }

    /** Values of policy variables in a caller's requests, as far as they are fixed. */
    Function<String, Optional<String>> variables(Caller caller) {
        return name -> {
            Optional<String> value = fixed(caller, name);
            return value.isEmpty() && ContextKey.of(name) == ContextKey.OWNER_ORGANIZATION
                    ? Optional.of("o-owner" + policy.probe())
                    : value;
        };
    }

    private Optional<String> fixed(Caller caller, String key) {
        String value = switch (ContextKey.of(key)) {
            case OWNER_ACCOUNT -> policy.resource().accountId();
            case OWNER_ORGANIZATION -> policy.resource().organizationId().orElse("");
            case REGION -> policy.resource().region();
            case CALLER_ACCOUNT -> caller.hasCredentials() ? caller.account() : "";
            case CALLER_ARN -> caller.hasCredentials() ? caller.name() : "";
            default -> "";
        };
        return Optional.of(value).filter(text -> !text.isEmpty());
    }

    private Attainable free(Caller caller, List<Condition> conditions) {
        return anyones("free", conditions, () -> Attainable.of(probes.free(conditions, variables(caller))));
    }

    /** The same for all callers of a kind, unless a policy variable brings something of the caller in. */
    private Attainable anyones(Object callers, List<Condition> conditions, Supplier<Attainable> values) {
        if (conditions.isEmpty() || policy.looksAtCaller(conditions.getFirst().key())) {
            return values.get();
        }
        var kind = Map.entry(conditions.getFirst().key(), callers);
        Attainable known = anyones.get(kind);
        if (known == null) {
            known = values.get();
            anyones.put(kind, known);
        }
        return known;
    }

    private List<String> examples(List<Condition> conditions) {
        return examples.computeIfAbsent(conditions, any -> probes.examples(conditions, name -> Optional.empty()));
    }

    private Attainable ofIdentity(Caller caller, ContextKey kind, List<Condition> conditions) {
        var variables = variables(caller);
        boolean stranger = caller.kind() == Kind.STRANGER;
        return switch (kind) {
            case CALLER_ACCOUNT ->
                stranger
                        ? Attainable.of(probes.strangersAccounts(conditions, variables, caller.account()))
                        : known(caller.account());
            case CALLER_ARN ->
                stranger
                        ? Attainable.of(probes.strangersArns(conditions, variables, caller.account()))
                        : known(Arn.roleOfSession(caller.name()).orElse(caller.name()));
            case CALLER_ID ->
                stranger || standpoint.place() != Place.ANYWHERE
                        ? Attainable.of(probes.strangersIds(conditions, variables))
                        : free(caller, conditions);
            case CALLER_NAME ->
                caller.kind() == Kind.MEMBER && Arn.isUser(caller.name())
                        ? Attainable.only(Arn.principalName(caller.name()).orElse(""))
                        : free(caller, conditions);
            case CALLER_ORGANIZATION, CALLER_ORGANIZATION_PATH -> ofOrganization(caller, kind, conditions);
            case MFA_PRESENT -> MFA;
            default -> free(caller, conditions);
        };
    }

    /** The same object for the same value, so that callers share what comes of it. */
    private Attainable known(String value) {
        return value.isEmpty()
                ? Attainable.unknown("is not known of this principal")
                : singles.computeIfAbsent(value, Attainable::only);
    }

    private Attainable ofOrganization(Caller caller, ContextKey kind, List<Condition> conditions) {
        boolean path = kind == ContextKey.CALLER_ORGANIZATION_PATH;
        boolean owner = caller.account().equals(policy.resource().accountId());
        Optional<String> organization = caller.kind() == Kind.ORGANIZATION_MEMBER
                ? Optional.of(caller.organization())
                : policy.resource().organizationId().filter(id -> owner);
        if (organization.isPresent()) {
            return path ? pathsIn(organization.get(), caller, conditions) : Attainable.only(organization.get());
        }
        return switch (standpoint.place()) {
            case ANYWHERE ->
                caller.kind() == Kind.STRANGER ? strangers(caller, path, conditions) : free(caller, conditions);
            case OUTSIDE -> untrusted(caller, path, conditions);
            case WORLD -> strangers(caller, path, conditions);
        };
    }

    private Attainable strangers(Caller caller, boolean path, List<Condition> conditions) {
        var variables = variables(caller);
        return anyones(
                "strangers",
                conditions,
                () -> Attainable.of(
                        path
                                ? probes.strangersOrganizationPaths(conditions, variables)
                                : probes.strangersOrganizations(conditions, variables)));
    }

    private Attainable pathsIn(String organization, Caller caller, List<Condition> conditions) {
        var values = new ArrayList<List<String>>();
        values.add(List.of(probes.organizationPath(organization)));
        probes.examples(conditions, variables(caller)).stream()
                .filter(example -> example.startsWith(organization + "/"))
                .forEach(example -> values.add(List.of(example)));
        return Attainable.of(values);
    }

    /** A stranger's organisations, and those that the policy names without their being trusted. */
    private Attainable untrusted(Caller caller, boolean path, List<Condition> conditions) {
        boolean named = caller.kind() != Kind.STRANGER && caller.kind() != Kind.ANONYMOUS;
        return anyones(
                named ? "untrusted" : "untrusted strangers",
                conditions,
                () -> untrustedOrganizations(caller, named, path, conditions));
    }

    private Attainable untrustedOrganizations(Caller caller, boolean named, boolean path, List<Condition> conditions) {
        var values = new ArrayList<>(strangers(caller, path, conditions).values());
        if (named) {
            examples(conditions).stream()
                    .filter(example -> !standpoint.trustedOrganizations().contains(example.split("/", 2)[0]))
                    .forEach(example -> values.add(List.of(example)));
        }
        return Attainable.of(values);
    }

    private Attainable ofServiceName(Caller caller, List<Condition> conditions) {
        return switch (caller.kind()) {
            case SERVICE -> Attainable.only(caller.name());
            case ANY_SERVICE, SERVICE_FOR_ACCOUNT -> free(caller, conditions);
            default -> Attainable.absent();
        };
    }

    private Attainable ofSource(Caller caller, ContextKey kind, List<Condition> conditions) {
        return switch (caller.kind()) {
            case SERVICE, ANY_SERVICE -> free(caller, conditions);
            case STRANGER, ANONYMOUS -> strangersSource(caller, kind, conditions);
            default ->
                standpoint.place() == Place.OUTSIDE || caller.isService()
                        ? ownSource(caller, kind, conditions)
                        : Attainable.absent();
        };
    }

    private Attainable strangersSource(Caller caller, ContextKey kind, List<Condition> conditions) {
        var variables = variables(caller);
        return Attainable.of(
                switch (kind) {
                    case SOURCE_ACCOUNT, NETWORK_ACCOUNT, ACCESS_POINT_ACCOUNT ->
                        probes.strangersAccounts(conditions, variables, probes.account());
                    case SOURCE_ARN, ACCESS_POINT_ARN -> probes.strangersArns(conditions, variables, probes.account());
                    case SOURCE_ORGANIZATION, NETWORK_ORGANIZATION ->
                        probes.strangersOrganizations(conditions, variables);
                    default -> probes.strangersOrganizationPaths(conditions, variables);
                });
    }

    /** A service that acts for a resource of the caller's account. */
    private Attainable ownSource(Caller caller, ContextKey kind, List<Condition> conditions) {
        return switch (kind) {
            case SOURCE_ACCOUNT -> Attainable.of(List.of(List.of(), List.of(caller.account())));
            case SOURCE_ARN -> examples(conditions, arn -> Arn.account(arn).equals(caller.account()));
            default -> untrusted(caller, kind == ContextKey.SOURCE_ORGANIZATION_PATH, conditions);
        };
    }

    private Attainable examples(List<Condition> conditions, Predicate<String> filter) {
        var values = new ArrayList<List<String>>();
        values.add(List.of());
        examples(conditions).stream().filter(filter).forEach(example -> values.add(List.of(example)));
        return Attainable.of(values);
    }

    private Attainable ofNetwork(Caller caller, ContextKey kind, List<Condition> conditions) {
        if (standpoint.place() == Place.ANYWHERE) {
            return free(caller, conditions);
        }
        if (standpoint.place() == Place.OUTSIDE && (kind == ContextKey.ADDRESS || kind == ContextKey.NETWORK)) {
            return Attainable.unknown("names a network, and the policy does not show whose it is");
        }
        return switch (kind) {
            case ADDRESS -> anyones("addresses", conditions, () -> Attainable.of(probes.anyonesAddresses(conditions)));
            case NETWORK -> Attainable.of(probes.strangersNetworks(conditions, variables(caller)));
            case NETWORK_ACCOUNT ->
                standpoint.place() == Place.OUTSIDE && caller.kind() != Kind.STRANGER
                        ? Attainable.of(List.of(List.of(), List.of(caller.account())))
                        : strangersSource(caller, kind, conditions);
            default ->
                standpoint.place() == Place.OUTSIDE
                        ? untrusted(caller, kind == ContextKey.NETWORK_ORGANIZATION_PATH, conditions)
                        : strangersSource(caller, kind, conditions);
        };
    }

    private Attainable ofAccessPoint(Caller caller, ContextKey kind, List<Condition> conditions) {
        return switch (standpoint.place()) {
            case WORLD -> strangersSource(caller, kind, conditions);
            case OUTSIDE -> Attainable.unknown("leaves it to the access point's own policy who may ask");
            case ANYWHERE -> free(caller, conditions);
        };
    }
}
