package dev.atrest.readers;

import static dev.atrest.readers.AwsCall.DESCRIBE_ORGANIZATIONAL_UNIT;
import static dev.atrest.readers.AwsCall.LIST_ACCOUNTS_FOR_PARENT;
import static dev.atrest.readers.AwsCall.LIST_ORGANIZATIONAL_UNITS_FOR_PARENT;
import static dev.atrest.readers.AwsCall.LIST_PARENTS;
import static dev.atrest.readers.AwsCall.LIST_ROOTS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListRootsResponse;
import software.amazon.awssdk.services.organizations.model.ParentType;
import software.amazon.awssdk.services.organizations.model.Root;

/**
 * Where accounts hang in the tree of an organisation. Of many accounts the tree is walked from its root, two listings a unit;
 * of one account the way up from it is asked.
 */
final class OrganizationTree {

    private static final int PAGE = 20;
    /** Every organisation has one root, which AWS names so. */
    private static final String ROOT = "Root";

    private final OrganizationsClient organizations;
    private final Executor virtualThreads;
    private final Memo<String, Place> units = new Memo<>(this::unit);

    OrganizationTree(OrganizationsClient organizations, Executor virtualThreads) {
        this.organizations = organizations;
        this.virtualThreads = virtualThreads;
    }

    /**
     * A node of the tree that holds accounts.
     *
     * @param names of the units from the root on, which is the first
     * @param ids of the same; without the root's when the way up was asked
     */
    record Place(List<String> names, List<String> ids) {

        static final Place UNKNOWN = new Place(List.of(), List.of());

        String path() {
            return String.join("/", names);
        }

        /** It is the unit of this path of names or id, or lies below it. */
        boolean isIn(String unit) {
            String wanted = unit.strip().replaceAll("^/+|/+$", "");
            List<String> path = List.of(wanted.split("/"));
            return ids.contains(wanted) || startsWith(names, path) || startsWith(belowRoot(), path);
        }

        private List<String> belowRoot() {
            return names.isEmpty() ? names : names.subList(1, names.size());
        }

        private static boolean startsWith(List<String> names, List<String> path) {
            return names.size() >= path.size() && names.subList(0, path.size()).equals(path);
        }

        private Place below(String id, String name) {
            var longer = new ArrayList<>(names);
            longer.add(name);
            var longerIds = new ArrayList<>(ids);
            longerIds.add(id);
            return new Place(List.copyOf(longer), List.copyOf(longerIds));
        }
    }

    /**
     * Every node that may hold accounts, and which holds which.
     *
     * @param ofAccounts by account id
     */
    record Places(Set<Place> all, Map<String, Place> ofAccounts) {

        static final Places UNKNOWN = new Places(Set.of(), Map.of());

        Place of(String accountId) {
            return ofAccounts.getOrDefault(accountId, Place.UNKNOWN);
        }
    }

    /** @throws ReadException when AWS does not tell */
    Places places() {
        var places = new Places(ConcurrentHashMap.newKeySet(), new ConcurrentHashMap<>());
        roots().forEach(root -> walk(LIST_ROOTS.required(root.id(), "Id"), rootPlace(root), places));
        return places;
    }

    private List<Root> roots() {
        var roots = new ArrayList<Root>();
        LIST_ROOTS.everyPage(
                token -> organizations.listRoots(request -> request.nextToken(token)),
                ListRootsResponse::nextToken,
                page -> roots.addAll(LIST_ROOTS.listed(page.hasRoots(), page.roots(), "Roots")));
        return roots;
    }

    private static Place rootPlace(Root root) {
        return new Place(List.of(root.name() == null ? ROOT : root.name()), List.of(root.id()));
    }

    private void walk(String parent, Place place, Places places) {
        places.all().add(place);
        LIST_ACCOUNTS_FOR_PARENT.everyPage(
                token -> organizations.listAccountsForParent(
                        request -> request.parentId(parent).maxResults(PAGE).nextToken(token)),
                ListAccountsForParentResponse::nextToken,
                page -> LIST_ACCOUNTS_FOR_PARENT
                        .listed(page.hasAccounts(), page.accounts(), "Accounts")
                        .forEach(account ->
                                places.ofAccounts().put(LIST_ACCOUNTS_FOR_PARENT.required(account.id(), "Id"), place)));
        var below = new ArrayList<CompletableFuture<Void>>();
        LIST_ORGANIZATIONAL_UNITS_FOR_PARENT.everyPage(
                token -> organizations.listOrganizationalUnitsForParent(
                        request -> request.parentId(parent).maxResults(PAGE).nextToken(token)),
                ListOrganizationalUnitsForParentResponse::nextToken,
                page -> LIST_ORGANIZATIONAL_UNITS_FOR_PARENT
                        .listed(page.hasOrganizationalUnits(), page.organizationalUnits(), "OrganizationalUnits")
                        .forEach(unit -> {
                            String id = LIST_ORGANIZATIONAL_UNITS_FOR_PARENT.required(unit.id(), "Id");
                            Place child =
                                    place.below(id, LIST_ORGANIZATIONAL_UNITS_FOR_PARENT.required(unit.name(), "Name"));
                            below.add(CompletableFuture.runAsync(() -> walk(id, child, places), virtualThreads));
                        }));
        Concurrently.join(below);
    }

    /**
     * The place of one account.
     *
     * @throws ReadException when AWS does not tell
     */
    Place placeOf(String childId) {
        var parents = LIST_PARENTS
                .request(() -> organizations.listParents(request -> request.childId(childId)))
                .parents();
        var parent = LIST_PARENTS.required(parents.isEmpty() ? null : parents.getFirst(), "Parent");
        String id = LIST_PARENTS.required(parent.id(), "Id");
        return parent.type() == ParentType.ROOT ? new Place(List.of(ROOT), List.of(id)) : units.get(id);
    }

    private Place unit(String unitId) {
        var unit = DESCRIBE_ORGANIZATIONAL_UNIT
                .request(
                        () -> organizations.describeOrganizationalUnit(request -> request.organizationalUnitId(unitId)))
                .organizationalUnit();
        String name = DESCRIBE_ORGANIZATIONAL_UNIT.required(unit == null ? null : unit.name(), "Name");
        return placeOf(unitId).below(unitId, name);
    }
}
