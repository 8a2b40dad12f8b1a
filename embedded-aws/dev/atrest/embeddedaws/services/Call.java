package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Changed;
import dev.atrest.embeddedaws.estate.Region;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a handler knows of a call besides its request. */
public final class Call {

    private final World world;
    private final World.AccountView account;
    private final String region;
    private final Identity identity;

    private Call(World world, World.AccountView account, String region, Identity identity) {
        this.world = world;
        this.account = account;
        this.region = region;
        this.identity = identity;
    }

    /** A call to a region; empty when the estate lacks the account. */
    public static Optional<Call> of(World world, Identity identity, String region) {
        return world.account(identity.account()).map(account -> new Call(world, account, region, identity));
    }

    World world() {
        return world;
    }

    World.AccountView account() {
        return account;
    }

    RegionView region() {
        return account.region(region);
    }

    String regionName() {
        return region;
    }

    /** Makes something else of the region, from now on. */
    void change(UnaryOperator<Region> change) {
        account.change(owner -> {
            Map<String, Region> regions = new LinkedHashMap<>(owner.regions());
            regions.put(region, change.apply(owner.region(region)));
            return Changed.with(owner, "regions", regions);
        });
    }

    /** An id for something that the call makes: {@code vol-} and 17 hexadecimal digits, for example. */
    String newId(String prefix) {
        return prefix + "%017x".formatted(0x0a7e_0000_0000_0000L + world.nextNumber());
    }

    Identity identity() {
        return identity;
    }

    boolean byManagementAccount() {
        return account.id().equals(world.estate().organization().managementAccount());
    }

    /** What a page token of this operation is good for. */
    String scope(String operation) {
        return operation + "/" + account.id() + "/" + region;
    }
}
