package dev.atrest.evaluators;

import dev.atrest.model.Coverage;
import dev.atrest.model.Fact;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Unread;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The organisations as the settings of the accounts tell them: each its own, and some all accounts of theirs. Where nobody told
 * all accounts, only those whose settings were read are known to belong or not to.
 */
final class InventoryOrganizations implements Organizations {

    private static final String DESCRIBE_ORGANIZATION = "organizations:DescribeOrganization";
    private static final String LIST_ACCOUNTS = "organizations:ListAccounts";
    private static final String ORGANIZATION = "organization";
    private static final String ACCOUNTS = "organizationAccounts";

    private final Map<String, Fact<String>> idByAccount = new HashMap<>();
    private final Map<String, Set<String>> accountsById = new HashMap<>();
    /** Why nobody lists the accounts of an organisation. */
    private Unread refused = new Unread(LIST_ACCOUNTS, "NotTold");

    InventoryOrganizations(Inventory inventory, List<Coverage> coverage) {
        coverage.stream()
                .filter(row -> row.type() == ResourceType.ACCOUNT_SETTINGS)
                .forEach(row -> UsesOfKeys.notSeen(row)
                        .ifPresent(reason -> idByAccount.put(row.accountId(), new Fact.Missing<>(reason))));
        try (var settings = inventory.resources(ResourceType.ACCOUNT_SETTINGS)) {
            settings.forEach(this::add);
        }
    }

    private void add(Resource settings) {
        Unread unread = settings.facts().unread().get(ORGANIZATION);
        if (unread != null) {
            idByAccount.put(settings.accountId(), new Fact.Missing<>(unread));
        } else if (settings.facts().values().get(ORGANIZATION) instanceof Map<?, ?> told
                && told.get("id") instanceof String id) {
            idByAccount.put(
                    settings.accountId(), Fact.known(id, settings.facts().sourceOf(ORGANIZATION)));
            addAccounts(id, settings);
        }
    }

    private void addAccounts(String id, Resource settings) {
        if (settings.facts().values().get(ACCOUNTS) instanceof List<?> accounts && !accounts.isEmpty()) {
            var known = accountsById.computeIfAbsent(id, _ -> new HashSet<>());
            accounts.forEach(account -> known.add((String) account));
        }
        Optional.ofNullable(settings.facts().unread().get(ACCOUNTS))
                .filter(Unread::wasAsked)
                .ifPresent(reason -> refused = reason);
    }

    @Override
    public Fact<String> of(String accountId) {
        return idByAccount.getOrDefault(accountId, Fact.unread(DESCRIBE_ORGANIZATION, "NotInScope"));
    }

    @Override
    public Fact<Boolean> share(String accountId, String otherId) {
        return switch (of(accountId)) {
            case Fact.Missing<String>(Unread reason) -> new Fact.Missing<>(reason);
            case Fact.Known<String>(String id, String call) when id.isEmpty() -> Fact.known(false, call);
            case Fact.Known<String>(String id, var call) -> belongs(otherId, id);
        };
    }

    private Fact<Boolean> belongs(String accountId, String organization) {
        Set<String> all = accountsById.getOrDefault(organization, Set.of());
        if (all.contains(accountId)) {
            return Fact.known(true, LIST_ACCOUNTS);
        }
        return switch (idByAccount.get(accountId)) {
            case Fact.Known<String>(String id, String call) -> Fact.known(id.equals(organization), call);
            case Fact.Missing<String>(Unread reason) when all.isEmpty() -> new Fact.Missing<>(reason);
            case null, default -> all.isEmpty() ? new Fact.Missing<>(refused) : Fact.known(false, LIST_ACCOUNTS);
        };
    }
}
