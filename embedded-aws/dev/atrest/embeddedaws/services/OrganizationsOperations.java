package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Account;
import dev.atrest.embeddedaws.estate.Organization;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Operations;
import dev.atrest.embeddedaws.wire.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationalUnitRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationalUnitResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListOrganizationalUnitsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListParentsRequest;
import software.amazon.awssdk.services.organizations.model.ListParentsResponse;
import software.amazon.awssdk.services.organizations.model.ListRootsRequest;
import software.amazon.awssdk.services.organizations.model.ListRootsResponse;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.organizations.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.organizations.model.OrganizationalUnit;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.ParentType;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.PolicyTypeStatus;
import software.amazon.awssdk.services.organizations.model.PolicyTypeSummary;
import software.amazon.awssdk.services.organizations.model.Root;
import software.amazon.awssdk.services.organizations.model.Tag;

/** Organizations: all but DescribeOrganization is the management account's alone. */
final class OrganizationsOperations {

    private static final int PAGE = 20;

    private final Organization organization;
    private final String arnPrefix;
    private final Map<String, Unit> unitsById = new HashMap<>();
    private final Map<String, Unit> unitsByPath = new HashMap<>();
    private final Map<String, List<Account>> accountsByParent = new HashMap<>();

    /** An organisational unit or, without a parent, the root. */
    private record Unit(String id, String name, @Nullable String parent, List<Unit> children) {}

    OrganizationsOperations(World world) {
        this.organization = world.estate().organization();
        this.arnPrefix = world.partition().arn("organizations", "", organization.managementAccount(), "");
        add(new Unit(organization.rootId(), "Root", null, new ArrayList<>()), "", organization.units());
        for (Account account : world.estate().accounts()) {
            accountsByParent
                    .computeIfAbsent(unitsByPath.get(account.unit()).id(), id -> new ArrayList<>())
                    .add(account);
        }
    }

    private void add(Unit unit, String path, List<Organization.Unit> children) {
        unitsById.put(unit.id(), unit);
        unitsByPath.put(path, unit);
        for (Organization.Unit child : children) {
            String childPath = path.isEmpty() ? child.name() : path + "/" + child.name();
            String id = child.id().isEmpty()
                    ? "ou-%s-%08x".formatted(organization.rootId().substring(2), childPath.hashCode())
                    : child.id();
            Unit childUnit = new Unit(id, child.name(), unit.id(), new ArrayList<>());
            unit.children().add(childUnit);
            add(childUnit, childPath, child.units());
        }
    }

    void register(Operations<Call> operations) {
        operations
                .on(Service.ORGANIZATIONS, DescribeOrganizationRequest.class, this::describeOrganization)
                .on(Service.ORGANIZATIONS, ListAccountsRequest.class, this::listAccounts)
                .on(Service.ORGANIZATIONS, ListRootsRequest.class, this::listRoots)
                .on(Service.ORGANIZATIONS, ListParentsRequest.class, this::listParents)
                .on(Service.ORGANIZATIONS, ListOrganizationalUnitsForParentRequest.class, this::listUnits)
                .on(Service.ORGANIZATIONS, DescribeOrganizationalUnitRequest.class, this::describeUnit)
                .on(Service.ORGANIZATIONS, ListAccountsForParentRequest.class, this::listAccountsForParent)
                .on(Service.ORGANIZATIONS, ListTagsForResourceRequest.class, this::listTags);
    }

    private void administratorsOnly(Call call) {
        boolean delegated = organization
                .delegatedAdministrators()
                .contains(call.account().account().id());
        if (!call.byManagementAccount() && !delegated) {
            throw new AwsError("AccessDeniedException", "You don't have permissions to access this resource.", 400);
        }
    }

    private DescribeOrganizationResponse describeOrganization(Call call, DescribeOrganizationRequest request) {
        String management = organization.managementAccount();
        Account account = call.world().estate().account(management).orElseThrow();
        return DescribeOrganizationResponse.builder()
                .organization(answer -> answer.id(organization.id())
                        .arn(arnPrefix + "organization/" + organization.id())
                        .featureSet("ALL")
                        .masterAccountId(management)
                        .masterAccountArn(accountArn(account))
                        .masterAccountEmail(account.email()))
                .build();
    }

    private ListAccountsResponse listAccounts(Call call, ListAccountsRequest request) {
        administratorsOnly(call);
        var page = page(
                call.world().estate().accounts(),
                call.scope("ListAccounts"),
                request.nextToken(),
                request.maxResults());
        return ListAccountsResponse.builder()
                .accounts(page.items().stream().map(this::account).toList())
                .nextToken(page.next())
                .build();
    }

    private ListAccountsForParentResponse listAccountsForParent(Call call, ListAccountsForParentRequest request) {
        administratorsOnly(call);
        Unit parent = parent(request.parentId());
        var page = page(
                accountsByParent.getOrDefault(parent.id(), List.of()),
                call.scope("ListAccountsForParent" + parent.id()),
                request.nextToken(),
                request.maxResults());
        return ListAccountsForParentResponse.builder()
                .accounts(page.items().stream().map(this::account).toList())
                .nextToken(page.next())
                .build();
    }

    private software.amazon.awssdk.services.organizations.model.Account account(Account account) {
        return software.amazon.awssdk.services.organizations.model.Account.builder()
                .id(account.id())
                .arn(accountArn(account))
                .name(account.name())
                .email(account.email())
                .status(account.status())
                .state(account.status())
                .joinedMethod("CREATED")
                .joinedTimestamp(account.joined())
                .build();
    }

    private String accountArn(Account account) {
        return arnPrefix + "account/" + organization.id() + "/" + account.id();
    }

    private ListRootsResponse listRoots(Call call, ListRootsRequest request) {
        administratorsOnly(call);
        var page = page(
                List.of(organization.rootId()), call.scope("ListRoots"), request.nextToken(), request.maxResults());
        return ListRootsResponse.builder()
                .roots(page.items().stream()
                        .map(id -> Root.builder()
                                .id(id)
                                .name("Root")
                                .arn(arnPrefix + "root/" + organization.id() + "/" + id)
                                .policyTypes(PolicyTypeSummary.builder()
                                        .type(PolicyType.SERVICE_CONTROL_POLICY)
                                        .status(PolicyTypeStatus.ENABLED)
                                        .build())
                                .build())
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private ListParentsResponse listParents(Call call, ListParentsRequest request) {
        administratorsOnly(call);
        String child = String.valueOf(request.childId());
        String parent;
        if (child.startsWith("ou-")) {
            parent = unit(child, "ChildNotFoundException", "You specified a child that doesn't exist.")
                    .parent();
        } else {
            Account account = call.world()
                    .estate()
                    .account(child)
                    .orElseThrow(() ->
                            new AwsError("ChildNotFoundException", "You specified a child that doesn't exist.", 400));
            parent = unitsByPath.get(account.unit()).id();
        }
        Parent answer = Parent.builder()
                .id(parent)
                .type(organization.rootId().equals(parent) ? ParentType.ROOT : ParentType.ORGANIZATIONAL_UNIT)
                .build();
        return ListParentsResponse.builder().parents(answer).build();
    }

    private ListOrganizationalUnitsForParentResponse listUnits(
            Call call, ListOrganizationalUnitsForParentRequest request) {
        administratorsOnly(call);
        Unit parent = parent(request.parentId());
        var page = page(
                parent.children(),
                call.scope("ListOrganizationalUnitsForParent" + parent.id()),
                request.nextToken(),
                request.maxResults());
        return ListOrganizationalUnitsForParentResponse.builder()
                .organizationalUnits(page.items().stream().map(this::answer).toList())
                .nextToken(page.next())
                .build();
    }

    private DescribeOrganizationalUnitResponse describeUnit(Call call, DescribeOrganizationalUnitRequest request) {
        administratorsOnly(call);
        Unit unit = unit(
                request.organizationalUnitId(),
                "OrganizationalUnitNotFoundException",
                "You specified an organizational unit that doesn't exist.");
        return DescribeOrganizationalUnitResponse.builder()
                .organizationalUnit(answer(unit))
                .build();
    }

    private OrganizationalUnit answer(Unit unit) {
        return OrganizationalUnit.builder()
                .id(unit.id())
                .name(unit.name())
                .arn(arnPrefix + "ou/" + organization.id() + "/" + unit.id())
                .build();
    }

    private ListTagsForResourceResponse listTags(Call call, ListTagsForResourceRequest request) {
        administratorsOnly(call);
        String id = String.valueOf(request.resourceId());
        Map<String, String> tags = unitsById.containsKey(id)
                ? Map.of()
                : call.world()
                        .estate()
                        .account(id)
                        .orElseThrow(() -> new AwsError(
                                "TargetNotFoundException", "You specified a target that doesn't exist.", 400))
                        .tags();
        return ListTagsForResourceResponse.builder()
                .tags(tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    private Unit parent(@Nullable String id) {
        return unit(id, "ParentNotFoundException", "You specified parent that doesn't exist.");
    }

    private Unit unit(@Nullable String id, String code, String message) {
        Unit unit = unitsById.get(String.valueOf(id));
        if (unit == null) {
            throw new AwsError(code, message, 400);
        }
        return unit;
    }

    private static <T> Pages.Page<T> page(
            List<T> list, String scope, @Nullable String token, @Nullable Integer maxResults) {
        Supplier<AwsError> invalid = () -> new AwsError(
                "InvalidInputException", "You provided an invalid value for NextToken (INVALID_NEXT_TOKEN).", 400);
        int size = Pages.size(
                maxResults,
                1,
                PAGE,
                PAGE,
                bound -> new AwsError(
                        "InvalidInputException", "You specified an invalid value: MaxResults must be " + bound, 400));
        return Pages.page(Pages.Source.of(list), scope, token, size, invalid);
    }
}
