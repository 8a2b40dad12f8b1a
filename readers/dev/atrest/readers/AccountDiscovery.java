package dev.atrest.readers;

import dev.atrest.model.Account;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the accounts of a scope: in the accounts file, in the organisation, or the caller's own. */
final class AccountDiscovery {

    private static final String ACTIVE = "ACTIVE";
    private static final int MOST_LISTED = 50;

    private final Optional<AccountsFile> accountsFile;
    private final Organization organization;
    private final Caller caller;
    private final Optional<String> roleName;
    private final Set<String> wanted;
    private final AccountFilter filter;

    AccountDiscovery(
            Optional<AccountsFile> accountsFile,
            Organization organization,
            Caller caller,
            Optional<String> roleName,
            Scope scope) {
        this.accountsFile = accountsFile;
        this.organization = organization;
        this.caller = caller;
        this.roleName = roleName;
        this.wanted = scope.accountIds();
        this.filter = scope.accountFilter();
    }

    /** The accounts in the order of their ids. */
    List<Account> accounts() {
        if (!wanted.isEmpty()) {
            requireNoFilter("accounts are named");
        }
        return found().map(
                        account -> accountsFile.map(file -> file.over(account)).orElse(account))
                .sorted(Comparator.comparing(Account::id))
                .toList();
    }

    private Stream<Account> found() {
        if (accountsFile.isEmpty()) {
            return organized(AccountFilter.ALL, List.of()).stream();
        }
        List<Account> listed = accountsFile.get().entries().keySet().stream()
                .map(AccountDiscovery::unnamed)
                .map(accountsFile.get()::over)
                .toList();
        return accountsFile
                .get()
                .organization()
                .map(ofFile -> organized(ofFile, listed))
                .orElseGet(() -> {
                    requireNoFilter("the accounts file lists the accounts");
                    return chosen(listed);
                })
                .stream();
    }

    /** @param listed accounts that are looked at even if they are not of the organisation */
    private List<Account> organized(AccountFilter ofFile, List<Account> listed) {
        if (roleName.isEmpty() && accountsFile.isEmpty()) {
            // Without a role no other account can be entered.
            requireNoFilter("no role to assume is given, so only the caller's own account can be assessed");
            return chosen(List.of(unnamed(caller.accountId())));
        }
        List<Account> all;
        try {
            all = organization.accounts();
        } catch (ReadException e) {
            boolean needed = wanted.isEmpty() && !e.gap().error().equals(AccountSettingsReader.NO_ORGANIZATION);
            if (needed || accountsFile.isPresent() || !filter.isAll()) {
                throw cannotList(e);
            }
            return withoutOrganization();
        }
        if (all.isEmpty()) {
            // An organisation has its management account at least; where there is none, some endpoints answer with
            // none.
            requireNoFilter("the organisation has no accounts");
            return listed.isEmpty() ? withoutOrganization() : chosen(listed);
        }
        return placed(ofFile, all, listed);
    }

    private List<Account> placed(AccountFilter ofFile, List<Account> all, List<Account> listed) {
        var ids = all.stream().map(Account::id).collect(Collectors.toSet());
        List<Account> strangers =
                listed.stream().filter(account -> !ids.contains(account.id())).toList();
        List<Account> candidates =
                chosen(Stream.concat(all.stream(), strangers.stream()).toList());
        List<Account> ofOrganization = candidates.stream()
                .filter(account -> ids.contains(account.id()))
                .toList();
        List<Account> others = candidates.stream().filter(strangers::contains).toList();
        return Stream.concat(filtered(ofFile, ofOrganization).stream(), others.stream())
                .toList();
    }

    private List<Account> filtered(AccountFilter ofFile, List<Account> candidates) {
        if (!wanted.isEmpty()) {
            // Whoever names accounts means these, wherever they hang.
            return organization.withPaths(candidates);
        }
        try {
            List<Account> matching = organization.matching(List.of(ofFile, filter), candidates);
            if (matching.isEmpty()) {
                throw new ScopeException("No account of the organisation is in scope of " + inWords(ofFile));
            }
            return matching;
        } catch (ReadException e) {
            throw new AccessException(
                    "AWS does not tell which accounts are in scope of " + inWords(ofFile) + ": " + e.getMessage(), e);
        }
    }

    private String inWords(AccountFilter ofFile) {
        return Stream.of(ofFile, filter)
                .filter(asked -> !asked.isAll())
                .map(AccountFilter::inWords)
                .collect(Collectors.joining("; "));
    }

    private void requireNoFilter(String why) {
        if (!filter.isAll()) {
            throw new ScopeException("Accounts cannot be chosen by " + filter.inWords() + ": " + why);
        }
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
            throw new ScopeException("Unknown account " + String.join(", ", unknown) + "; there are " + names(all));
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
