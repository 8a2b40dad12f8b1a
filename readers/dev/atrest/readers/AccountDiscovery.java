package dev.atrest.readers;

import dev.atrest.model.Account;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the accounts of a scope: in the accounts file, in the organisation, or the caller's own. */
final class AccountDiscovery {

    private static final String ACTIVE = "ACTIVE";
    private static final int MOST_LISTED = 50;

    private final Optional<Map<String, AccountsFile.Entry>> accountsFile;
    private final Organization organization;
    private final Caller caller;
    private final Optional<String> roleName;
    private final Set<String> wanted;

    AccountDiscovery(
            Optional<Map<String, AccountsFile.Entry>> accountsFile,
            Organization organization,
            Caller caller,
            Optional<String> roleName,
            Set<String> wanted) {
        this.accountsFile = accountsFile;
        this.organization = organization;
        this.caller = caller;
        this.roleName = roleName;
        this.wanted = wanted;
    }

    /** The accounts in the order of their ids. */
    List<Account> accounts() {
        List<Account> found = accountsFile.map(this::listed).orElseGet(this::organized);
        return found.stream().sorted(Comparator.comparing(Account::id)).toList();
    }

    private List<Account> listed(Map<String, AccountsFile.Entry> entries) {
        return chosen(entries.values().stream()
                .map(entry -> new Account(entry.id(), entry.name(), ACTIVE, ""))
                .toList());
    }

    private List<Account> organized() {
        if (roleName.isEmpty()) {
            // Without a role no other account can be entered.
            return chosen(List.of(unnamed(caller.accountId())));
        }
        List<Account> all;
        try {
            all = organization.accounts();
        } catch (ReadException e) {
            if (wanted.isEmpty() && !e.gap().error().equals(AccountSettingsReader.NO_ORGANIZATION)) {
                throw cannotList(e);
            }
            return withoutOrganization();
        }
        // An organisation has its management account at least; where there is none, some endpoints answer with none.
        return all.isEmpty() ? withoutOrganization() : organization.withPaths(chosen(all));
    }

    private List<Account> withoutOrganization() {
        // Whoever names accounts and a role needs nobody to find them.
        Set<String> accounts = wanted.isEmpty() ? Set.of(caller.accountId()) : wanted;
        return accounts.stream().map(AccountDiscovery::unnamed).toList();
    }

    private static AccessException cannotList(ReadException reason) {
        return new AccessException(
                "The accounts of the organisation cannot be listed: " + reason.getMessage()
                        + ". Name accounts, give an accounts file, or run with credentials that may call "
                        + AwsCall.LIST_ACCOUNTS.operation(),
                reason);
    }

    private static Account unnamed(String id) {
        return new Account(id, id, ACTIVE, "");
    }

    private List<Account> chosen(List<Account> all) {
        if (wanted.isEmpty()) {
            return all;
        }
        var unknown = new TreeSet<>(wanted);
        all.forEach(account -> unknown.remove(account.id()));
        if (!unknown.isEmpty()) {
            throw new AccessException("Unknown account " + String.join(", ", unknown) + "; there are " + names(all));
        }
        return all.stream().filter(account -> wanted.contains(account.id())).toList();
    }

    private static String names(List<Account> accounts) {
        String listed = accounts.stream()
                .sorted(Comparator.comparing(Account::id))
                .limit(MOST_LISTED)
                .map(account -> account.id().equals(account.name())
                        ? account.id()
                        : account.id() + " (" + account.name().replaceAll("\\p{Cntrl}", " ") + ")")
                .collect(Collectors.joining(", "));
        int more = accounts.size() - MOST_LISTED;
        return more > 0 ? listed + " and " + more + " more" : listed;
    }
}
