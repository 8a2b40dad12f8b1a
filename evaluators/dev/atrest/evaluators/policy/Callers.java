package dev.atrest.evaluators.policy;

import dev.atrest.evaluators.policy.Caller.Kind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Those whom a policy may treat differently from each other. */
final class Callers {

    private final PreparedPolicy policy;
    private final ProbeValues probes;
    private final Set<String> accounts = new LinkedHashSet<>();
    private final Set<String> arns = new LinkedHashSet<>();
    /** The principals of these ARNs. */
    private final List<Caller> named;

    private final Set<String> services = new LinkedHashSet<>();
    private final Set<String> others = new LinkedHashSet<>();
    private final Set<String> organizations = new LinkedHashSet<>();
    private final Set<String> sourceAccounts = new LinkedHashSet<>();
    /** The keys that tell one principal from another. */
    private final List<KeyConditions> telling;

    private final Prepared<Everyone> everyone;

    /**
     * Those whom the policy may treat differently.
     *
     * @param first for each of all, the first whom the policy does not tell from them
     */
    private record Everyone(List<Caller> all, List<Caller> first) {}

    Callers(PreparedPolicy policy) {
        this.policy = policy;
        this.probes = new ProbeValues(policy.probe(), policy.resource().partition(), new Work());
        for (Statement statement : policy.statements()) {
            Principals principals = statement.principals();
            accounts.addAll(principals.accounts());
            arns.addAll(principals.arns());
            services.addAll(principals.services());
            others.addAll(principals.others());
        }
        policy.keys().forEach(this::addMentioned);
        named = new ArrayList<>(arns.size());
        for (String arn : arns) {
            Caller principal = principal(arn);
            named.add(principal);
            if (Arn.isAccount(principal.account())) {
                accounts.add(principal.account());
            }
        }
        accounts.addAll(sourceAccounts);
        accounts.remove(policy.resource().accountId());
        telling = policy.keys().stream()
                .filter(key -> key.kind().tellsCallersApart() || key.kind().namesSource())
                .toList();
        everyone = new Prepared<>(work -> {
            List<Caller> all = makeAll();
            return new Everyone(all, firstAlike(all, work));
        });
    }

    /** Callers may also be named by conditions. */
    private void addMentioned(KeyConditions key) {
        switch (key.kind()) {
            case CALLER_ACCOUNT, NETWORK_ACCOUNT ->
                examples(key).filter(Arn::isAccount).forEach(accounts::add);
            case SOURCE_ACCOUNT -> examples(key).filter(Arn::isAccount).forEach(sourceAccounts::add);
            case SOURCE_ARN ->
                examples(key).map(Arn::account).filter(Arn::isAccount).forEach(sourceAccounts::add);
            case CALLER_ARN -> patternArns(key.conditions());
            case CALLER_ORGANIZATION,
                    CALLER_ORGANIZATION_PATH,
                    SOURCE_ORGANIZATION,
                    SOURCE_ORGANIZATION_PATH,
                    NETWORK_ORGANIZATION,
                    NETWORK_ORGANIZATION_PATH ->
                examples(key)
                        .map(example -> example.split("/", 2)[0])
                        .filter(example -> example.startsWith("o-"))
                        .forEach(organizations::add);
            default -> {}
        }
    }

    private Stream<String> examples(KeyConditions key) {
        return probes.examples(key.conditions(), name -> Optional.empty()).stream();
    }

    /** A pattern that leaves the account open stands for the resource's own account here. */
    private void patternArns(List<Condition> conditions) {
        String own = policy.resource().accountId();
        for (Condition condition : conditions) {
            for (Glob pattern : condition.values()) {
                List<Glob> parts = pattern.components();
                if (condition.operator().comparison().pattern() && parts.size() == 6 && pattern.hasWildcards()) {
                    String account =
                            parts.get(4).hasWildcards() ? own : parts.get(4).fill("", "");
                    String arn = "arn:" + policy.resource().partition() + ":"
                            + parts.get(2).fill("iam", "z") + "::" + account + ":"
                            + parts.get(5).fill(policy.probe(), "z");
                    String rest = parts.get(5).source();
                    arns.add(arn);
                    if (parts.get(5).fixedPrefix().isEmpty() && !rest.isEmpty()) {
                        arns.add(arn.replace(":" + policy.probe(), ":role/" + policy.probe()));
                    }
                } else if (!pattern.hasVariables() && !pattern.hasWildcards() && parts.size() == 6) {
                    arns.add(pattern.fill("", ""));
                }
            }
        }
    }

    Set<String> namedAccounts() {
        return Set.copyOf(accounts);
    }

    Set<String> namedOrganizations() {
        return Set.copyOf(organizations);
    }

    /** Anyone in the world who has no part in the policy. */
    List<Caller> world() {
        var callers = new ArrayList<Caller>();
        if (policy.resource().kind() == ResourceContext.Kind.BUCKET) {
            callers.add(Caller.ANYONE_WITHOUT_CREDENTIALS);
        }
        callers.add(Caller.stranger(probes.account(), probes.role(probes.account())));
        return callers;
    }

    /** Everyone but these accounts, the members of these organisations, and AWS's own services. */
    List<Caller> outside(Set<String> trustedAccounts, Set<String> trustedOrganizations, Work work) {
        var callers = new ArrayList<>(world());
        Predicate<String> untrusted = account -> !trustedAccounts.contains(account)
                && !account.equals(policy.resource().accountId());
        organizations.stream()
                .filter(organization -> !trustedOrganizations.contains(organization))
                .forEach(organization -> callers.add(member(organization)));
        accounts.stream().filter(untrusted).forEach(account -> callers.add(root(account)));
        sourceAccounts.stream().filter(untrusted).forEach(account -> callers.add(Caller.serviceFor(account)));
        named.stream()
                .filter(principal -> !principal.account().equals("cloudfront") && untrusted.test(principal.account()))
                .forEach(callers::add);
        return firstAlike(callers, work).stream().distinct().toList();
    }

    /** Those of whom the policy does not say in which account they are. */
    List<Caller> ofUnknownAccount() {
        var callers = new ArrayList<Caller>();
        others.forEach(name -> callers.add(Caller.other(name)));
        named.stream().filter(principal -> !Arn.isAccount(principal.account())).forEach(callers::add);
        return callers;
    }

    /** Everyone the policy may treat differently, the owner's root user included. */
    List<Caller> all() {
        return everyone.get().all();
    }

    private List<Caller> makeAll() {
        var callers = new ArrayList<>(world());
        organizations.forEach(organization -> callers.add(member(organization)));
        callers.add(root(policy.resource().accountId()));
        callers.addAll(principals());
        services.forEach(service -> callers.add(Caller.service(service)));
        callers.add(Caller.anyService());
        others.forEach(name -> callers.add(Caller.other(name)));
        return callers;
    }

    /** Like {@link #all}, without the owner's root user, with one of those who are alike and do not differ in this. */
    List<Caller> allButOwnRoot(Function<Caller, Object> difference) {
        var representatives = new LinkedHashMap<Map.Entry<Caller, Object>, Caller>();
        List<Caller> all = all();
        List<Caller> first = everyone.get().first();
        for (int i = 0; i < all.size(); i++) {
            Caller caller = all.get(i);
            if (!isOwnRoot(caller)) {
                representatives.putIfAbsent(Map.entry(first.get(i), difference.apply(caller)), caller);
            }
        }
        return List.copyOf(representatives.values());
    }

    /** Like {@link #allDistinct}, without the owner's root user. */
    List<Caller> allDistinctButOwnRoot() {
        return allDistinct().stream().filter(caller -> !isOwnRoot(caller)).toList();
    }

    /** Like {@link #all}, with one of those who are alike. */
    List<Caller> allDistinct() {
        return everyone.get().first().stream().distinct().toList();
    }

    boolean isOwnRoot(Caller caller) {
        return caller.kind() == Kind.ROOT && isOwn(caller);
    }

    boolean isOwn(Caller caller) {
        return caller.account().equals(policy.resource().accountId());
    }

    private List<Caller> principals() {
        var callers = new ArrayList<Caller>();
        String own = policy.resource().accountId();
        callers.add(Caller.member(probes.role(own), "any role of account " + own));
        callers.add(Caller.member(probes.user(own), "any IAM user of account " + own));
        accounts.forEach(account -> {
            callers.add(root(account));
            callers.add(Caller.member(probes.role(account), "any role of account " + account));
        });
        callers.addAll(named);
        return callers;
    }

    private Caller principal(String arn) {
        return Caller.member(arn, arn.contains(policy.probe()) ? arn.replace(policy.probe(), "*") : "");
    }

    private Caller root(String account) {
        return Caller.root(account, policy.resource().partition());
    }

    private Caller member(String organization) {
        return Caller.organizationMember(organization, probes.memberAccount(), probes.role(probes.memberAccount()));
    }

    /** For each caller the first of those whom neither statements nor conditions tell apart. */
    private List<Caller> firstAlike(List<Caller> callers, Work work) {
        var representatives = new HashMap<Likeness, Caller>();
        var result = new ArrayList<Caller>(callers.size());
        for (Caller caller : callers) {
            work.spend(8);
            Caller earlier = representatives.putIfAbsent(likeness(caller, work), caller);
            result.add(earlier == null ? caller : earlier);
        }
        return List.copyOf(result);
    }

    /** All that a policy can tell of a caller. */
    private record Likeness(
            Caller.Kind kind,
            String organization,
            boolean own,
            boolean user,
            BitSet accountNamedBy,
            BitSet namedBy,
            List<Object> told) {}

    private Likeness likeness(Caller caller, Work work) {
        return new Likeness(
                caller.kind(),
                caller.organization(),
                isOwn(caller),
                Arn.isUser(caller.name()),
                policy.audience().namingAccount(caller),
                policy.audience().naming(caller),
                telling.isEmpty()
                        ? List.of()
                        : telling.stream().map(key -> told(key, caller, work)).toList());
    }

    private static Object told(KeyConditions key, Caller caller, Work work) {
        String value = switch (key.kind()) {
            case CALLER_ARN -> Arn.roleOfSession(caller.name()).orElse(caller.name());
            case CALLER_NAME -> Arn.principalName(caller.name()).orElse("");
            case SOURCE_ARN -> "";
            default -> caller.account();
        };
        if (value.isEmpty()) {
            return caller.account();
        }
        Object told = key.told(new Requested(value), work);
        return key.looksAtCaller() ? Map.entry(caller.account(), told) : told;
    }
}
