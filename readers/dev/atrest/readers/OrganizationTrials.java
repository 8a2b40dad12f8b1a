package dev.atrest.readers;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Parent;
import software.amazon.awssdk.services.organizations.model.ParentType;
import software.amazon.awssdk.services.sts.StsClient;

/** Tries each action that finds the accounts of an organisation. */
final class OrganizationTrials {

    private static final String POLICY = "config/iam/caller-policy.json";

    private final OrganizationsClient organizations;
    private final StsClient sts;

    OrganizationTrials(OrganizationsClient organizations, StsClient sts) {
        this.organizations = organizations;
        this.sts = sts;
    }

    List<Check> all() {
        Optional<Parent> parent = Optional.empty();
        Check parents;
        try {
            parent = parentOfCaller();
            parents = Check.ok(AwsCall.LIST_PARENTS.iamAction(), "");
        } catch (ReadException e) {
            parents = withoutNames(AwsCall.LIST_PARENTS, e);
        }
        return List.of(
                accounts(),
                tried(AwsCall.LIST_ROOTS, () -> organizations.listRoots(r -> r.maxResults(1))),
                parents,
                parent.filter(above -> above.type() == ParentType.ORGANIZATIONAL_UNIT)
                        .map(unit -> tried(
                                AwsCall.DESCRIBE_ORGANIZATIONAL_UNIT,
                                () -> organizations.describeOrganizationalUnit(r -> r.organizationalUnitId(unit.id()))))
                        .orElse(Check.untried(
                                AwsCall.DESCRIBE_ORGANIZATIONAL_UNIT.iamAction(), "nothing to try it on")));
    }

    private Optional<Parent> parentOfCaller() {
        String caller = Caller.identify(sts).accountId();
        return AwsCall.LIST_PARENTS.request(() -> organizations.listParents(r -> r.childId(caller))).parents().stream()
                .findFirst();
    }

    private Check accounts() {
        AwsCall call = AwsCall.LIST_ACCOUNTS;
        try {
            call.request(() -> organizations.listAccounts(r -> r.maxResults(1)));
            return Check.ok(call.iamAction(), "");
        } catch (ReadException e) {
            return Check.gap(
                    call.iamAction(),
                    ActionTrials.inWords(e.gap()),
                    "run with credentials of the management account or of a delegated administrator that " + POLICY
                            + " is attached to, or list the accounts with --accounts-file");
        }
    }

    private static Check tried(AwsCall call, Supplier<?> request) {
        try {
            call.request(request);
            return Check.ok(call.iamAction(), "");
        } catch (ReadException e) {
            return withoutNames(call, e);
        }
    }

    private static Check withoutNames(AwsCall call, ReadException error) {
        return Check.gap(
                call.iamAction(),
                ActionTrials.inWords(error.gap()),
                "allow " + call.iamAction() + " to the caller (" + POLICY
                        + "); without it reports do not say where accounts hang in the organisation");
    }
}
