package dev.atrest.embeddedaws.estate;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold between the parts of an estate. */
final class EstateCheck {

    private EstateCheck() {}

    static void check(
            Partition partition, Organization organization, Regions regions, String caller, List<Account> accounts) {
        regions.enabled().forEach(region -> ofPartition(partition, region));
        regions.notOptedIn().forEach(region -> ofPartition(partition, region));
        Set<String> ids = new HashSet<>();
        Set<String> buckets = new HashSet<>();
        for (Account account : accounts) {
            if (!account.id().contains(Numbered.PLACEHOLDER) && !account.id().matches("\\d{12}")) {
                throw wrong("account id '%s' must be twelve digits, in quotes", account.id());
            }
            if (!ids.add(account.id())) {
                throw wrong("account '%s' stands there twice", account.id());
            }
            unit(organization, account.unit());
            for (String region : account.regions().keySet()) {
                enabled(regions, region, "account " + account.id());
            }
            for (Region region : account.regions().values()) {
                region.keys().forEach(key -> key.replicaRegions().forEach(other -> ofPartition(partition, other)));
                region.keys().forEach(key -> key.primaryRegion().ifPresent(other -> ofPartition(partition, other)));
            }
            for (Bucket bucket : account.buckets()) {
                bucket.region().ifPresent(region -> enabled(regions, region, "bucket " + bucket.name()));
                if (!buckets.add(bucket.name())) {
                    throw wrong(
                            "bucket '%s' stands there twice; bucket names are unique over all accounts", bucket.name());
                }
            }
        }
        for (String region : regions.denied()) {
            enabled(regions, region, "regions.denied");
        }
        // An entry that stands for many is checked once it has been made many.
        boolean complete = ids.stream().noneMatch(id -> id.contains(Numbered.PLACEHOLDER));
        for (String account : List.of(organization.managementAccount(), caller)) {
            if (complete && !ids.contains(account)) {
                throw wrong("account '%s' is named but does not stand under 'accounts'", account);
            }
        }
    }

    private static void unit(Organization organization, String path) {
        if (path.isEmpty()) {
            return;
        }
        List<Organization.Unit> units = organization.units();
        for (String name : path.split("/")) {
            Optional<Organization.Unit> unit =
                    units.stream().filter(child -> child.name().equals(name)).findFirst();
            if (unit.isEmpty()) {
                throw wrong(
                        "unit '%s': there is no '%s'; allowed: %s",
                        path, name, units.stream().map(Organization.Unit::name).toList());
            }
            units = unit.get().units();
        }
    }

    private static void enabled(Regions regions, String region, String who) {
        if (!regions.enabled().contains(region)) {
            throw new WrongRegion(
                    region,
                    "%s names region '%s'; enabled are: %s"
                            .formatted(who, region, String.join(", ", regions.enabled())));
        }
    }

    private static void ofPartition(Partition partition, String region) {
        if (!partition.has(region)) {
            throw new WrongRegion(
                    region,
                    "region '%s' belongs to partition %s, and the estate is of partition %s; allowed are regions such as %s"
                            .formatted(region, Partition.of(region), partition, partition.firstRegion()));
        }
    }

    /** A region that the estate cannot have; where the file first names it is where the error is. */
    static final class WrongRegion extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;
        private final String region;

        private WrongRegion(String region, String message) {
            super(message);
            this.region = region;
        }

        String region() {
            return region;
        }
    }

    private static IllegalArgumentException wrong(String message, Object... values) {
        return new IllegalArgumentException(message.formatted(values));
    }
}
