package dev.atrest.readers;

import static dev.atrest.readers.AwsCall.LIST_ACCOUNTS;
import static dev.atrest.readers.AwsCall.LIST_ACCOUNT_TAGS;

import dev.atrest.model.Account;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceResponse;

/** The accounts of the caller's organisation. Its management account and delegated administrators may ask. */
final class Organization {

    private static final Logger LOG = LoggerFactory.getLogger(Organization.class);
    private static final int PAGE = 20;

    private final OrganizationsClient organizations;
    private final Executor virtualThreads;
    private final OrganizationTree tree;
    private final Memo<Integer, List<Account>> all = new Memo<>(this::list);

    Organization(OrganizationsClient organizations, Executor virtualThreads) {
        this.organizations = organizations;
        this.virtualThreads = virtualThreads;
        this.tree = new OrganizationTree(organizations, virtualThreads);
    }

    /**
     * All accounts, without their place in the tree.
     *
     * @throws ReadException when there is no organisation or the caller may not ask for it
     */
    List<Account> accounts() {
        return all.get(PAGE);
    }

    private List<Account> list(int atOnce) {
        var accounts = new ArrayList<Account>();
        LIST_ACCOUNTS.everyPage(
                token -> organizations.listAccounts(
                        request -> request.maxResults(atOnce).nextToken(token)),
                ListAccountsResponse::nextToken,
                page -> LIST_ACCOUNTS.listed(page.hasAccounts(), page.accounts(), "Accounts").stream()
                        .map(Organization::account)
                        .forEach(accounts::add));
        return accounts;
    }

    /**
     * Those of all the accounts that every filter lets through, with the paths of their organisational units, which stay empty
     * where AWS does not tell.
     *
     * @throws ScopeException when a filter names a unit that does not exist
     * @throws ReadException when AWS does not tell what a filter asks for: who knows which accounts it would leave out
     */
    List<Account> matching(List<AccountFilter> filters, List<Account> accounts) {
        OrganizationTree.Places places = places(filters);
        filters.forEach(filter -> filter.requireUnitsOf(places));
        return concurrently(accounts, account -> {
                    var place = places.of(account.id());
                    var tags = new Memo<String, Map<String, String>>(this::tags);
                    return filters.stream().allMatch(filter -> filter.matches(place, () -> tags.get(account.id())))
                            ? List.of(account.withOrganizationalUnit(place.path()))
                            : List.<Account>of();
                })
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    /** The same few accounts with the paths of their organisational units, which stay empty where AWS does not tell. */
    List<Account> withPaths(List<Account> accounts) {
        return concurrently(accounts, this::withPath);
    }

    private OrganizationTree.Places places(List<AccountFilter> filters) {
        try {
            return tree.places();
        } catch (ReadException e) {
            if (filters.stream().anyMatch(AccountFilter::asksForUnits)) {
                throw e;
            }
            LOG.info("The organisational units of the accounts are not known: {}", e.getMessage());
            return OrganizationTree.Places.UNKNOWN;
        }
    }

    private Account withPath(Account account) {
        try {
            return account.withOrganizationalUnit(tree.placeOf(account.id()).path());
        } catch (ReadException e) {
            return account;
        }
    }

    private Map<String, String> tags(String accountId) {
        var tags = new HashMap<String, String>();
        LIST_ACCOUNT_TAGS.everyPage(
                token -> organizations.listTagsForResource(
                        request -> request.resourceId(accountId).nextToken(token)),
                ListTagsForResourceResponse::nextToken,
                page -> tags.putAll(
                        page.tags().stream().collect(Collectors.toMap(tag -> tag.key(), tag -> tag.value()))));
        return tags;
    }

    private <T> List<T> concurrently(List<Account> accounts, Function<Account, T> ask) {
        return Concurrently.join(accounts.stream()
                .map(account -> CompletableFuture.supplyAsync(() -> ask.apply(account), virtualThreads))
                .toList());
    }

    private static Account account(software.amazon.awssdk.services.organizations.model.Account account) {
        String id = LIST_ACCOUNTS.required(account.id(), "Id");
        // State replaces Status, which AWS no longer promises to send.
        @Nullable String state = account.stateAsString() == null ? account.statusAsString() : account.stateAsString();
        @Nullable String name = account.name();
        return new Account(id, name == null ? id : name, LIST_ACCOUNTS.required(state, "State"), "");
    }
}
