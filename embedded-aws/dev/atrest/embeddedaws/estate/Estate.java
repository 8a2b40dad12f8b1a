package dev.atrest.embeddedaws.estate;

import dev.atrest.embeddedaws.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An AWS organisation as the embedded endpoint plays it.
 *
 * @param partition aws unless said otherwise; all regions are of it, and all ARNs
 * @param organization the organisation; its management account is the first account unless named
 * @param regions which regions exist; by default those that accounts and buckets use
 * @param role the role that every account lets the caller assume, unless the account says otherwise
 * @param caller account that the endpoint's own credentials belong to; by default the management account
 * @param accounts accounts by id; at least one
 * @param faults what goes wrong from the start
 */
public record Estate(
        Partition partition,
        Organization organization,
        Regions regions,
        Role role,
        String caller,
        List<Account> accounts,
        List<Fault> faults) {

    public Estate {
        accounts = Defaults.list(accounts);
        faults = Defaults.list(faults);
        partition = Defaults.or(partition, Partition.AWS);
        role = Defaults.or(role, Role.DEFAULT);
        if (accounts.isEmpty()) {
            throw new IllegalArgumentException("an estate needs at least one account under 'accounts'");
        }
        organization =
                Organization.withDefaults(organization, accounts.getFirst().id());
        regions = Regions.withDefaults(regions, accounts, partition);
        caller = Defaults.or(caller, organization.managementAccount());
        EstateCheck.check(partition, organization, regions, caller, accounts);
    }

    /**
     * Reads an estate from a YAML file.
     *
     * @throws EstateException naming file, line, what was found and what is allowed
     */
    public static Estate load(Path file) {
        return EstateFile.load(file);
    }

    /**
     * Reads an estate from YAML text.
     *
     * @throws EstateException as {@link #load}
     */
    public static Estate parse(String yaml) {
        return EstateFile.parse("estate", yaml);
    }

    /** The account with this id; empty when the organisation has none such. */
    public Optional<Account> account(String id) {
        return accounts.stream().filter(account -> account.id().equals(id)).findFirst();
    }

    /** Region of what names none: the first enabled one. */
    public String homeRegion() {
        return regions.enabled().getFirst();
    }

    /**
     * The role that the caller may assume in an account.
     *
     * @param name role name; any name is accepted when empty
     * @param externalId external id that must be given; none is asked for when empty
     */
    public record Role(Optional<String> name, Optional<String> externalId) {

        static final Role DEFAULT = new Role(Optional.empty(), Optional.empty());
    }
}
