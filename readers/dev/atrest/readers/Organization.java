package dev.atrest.readers;

import static dev.atrest.readers.AwsCall.DESCRIBE_ORGANIZATIONAL_UNIT;
import static dev.atrest.readers.AwsCall.LIST_ACCOUNTS;
import static dev.atrest.readers.AwsCall.LIST_PARENTS;
import static dev.atrest.readers.AwsCall.LIST_ROOTS;

import dev.atrest.model.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.ListRootsResponse;
import software.amazon.awssdk.services.organizations.model.ParentType;
import software.amazon.awssdk.services.organizations.model.Root;

/** The accounts of the caller's organisation and where they hang in its tree. */
final class Organization {

    private static final int PAGE = 20;

    private final OrganizationsClient organizations;
    private final Executor virtualThreads;
    private final Memo<Integer, List<Account>> all = new Memo<>(this::list);
    private final Memo<String, String> unitPaths = new Memo<>(this::unitPath);
    private final Memo<String, String> rootNames = new Memo<>(this::rootName);

    Organization(OrganizationsClient organizations, Executor virtualThreads) {
        this.organizations = organizations;
        this.virtualThreads = virtualThreads;
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

    /** The same accounts with the paths of their organisational units, which stay empty where AWS does not tell. */
    List<Account> withPaths(List<Account> accounts) {
        var pending = accounts.stream()
                .map(account -> CompletableFuture.supplyAsync(() -> withPath(account), virtualThreads))
                .toList();
        return pending.stream().map(CompletableFuture::join).toList();
    }

    private static Account account(software.amazon.awssdk.services.organizations.model.Account account) {
        String id = LIST_ACCOUNTS.required(account.id(), "Id");
        // State replaces Status, which AWS no longer promises to send.
        @Nullable String state = account.stateAsString() == null ? account.statusAsString() : account.stateAsString();
        @Nullable String name = account.name();
        return new Account(id, name == null ? id : name, LIST_ACCOUNTS.required(state, "State"), "");
    }

    private Account withPath(Account account) {
        try {
            return new Account(account.id(), account.name(), account.status(), pathAbove(account.id()));
        } catch (ReadException e) {
            return account;
        }
    }

    private String pathAbove(String childId) {
        var parents = LIST_PARENTS
                .request(() -> organizations.listParents(request -> request.childId(childId)))
                .parents();
        var parent = LIST_PARENTS.required(parents.isEmpty() ? null : parents.getFirst(), "Parent");
        return parent.type() == ParentType.ROOT ? rootNames.get(parent.id()) : unitPaths.get(parent.id());
    }

    private String unitPath(String unitId) {
        var unit = DESCRIBE_ORGANIZATIONAL_UNIT
                .request(
                        () -> organizations.describeOrganizationalUnit(request -> request.organizationalUnitId(unitId)))
                .organizationalUnit();
        String name = DESCRIBE_ORGANIZATIONAL_UNIT.required(unit == null ? null : unit.name(), "Name");
        return pathAbove(unitId) + "/" + name;
    }

    /** Every organisation has one root, which AWS names Root. */
    private String rootName(String rootId) {
        try {
            var roots = new ArrayList<Root>();
            LIST_ROOTS.everyPage(
                    token -> organizations.listRoots(request -> request.nextToken(token)),
                    ListRootsResponse::nextToken,
                    page -> roots.addAll(page.roots()));
            return roots.stream()
                    .filter(root -> rootId.equals(root.id()))
                    .map(Root::name)
                    .findFirst()
                    .orElse("Root");
        } catch (ReadException e) {
            return "Root";
        }
    }
}
