package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Account;
import dev.atrest.embeddedaws.estate.Bucket;
import dev.atrest.embeddedaws.estate.Estate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The estate, indexed for answering. */
public final class World {

    private final Estate estate;
    private final Map<String, AccountView> accounts = new LinkedHashMap<>();

    public World(Estate estate) {
        this.estate = estate;
        estate.accounts().forEach(account -> accounts.put(account.id(), new AccountView(account)));
    }

    public Estate estate() {
        return estate;
    }

    Optional<AccountView> account(String id) {
        return Optional.ofNullable(accounts.get(id));
    }

    Iterable<AccountView> accounts() {
        return accounts.values();
    }

    String regionOf(Bucket bucket) {
        return bucket.region().orElse(estate.homeRegion());
    }

    /** One account. */
    final class AccountView {

        private final Account account;
        private final Series<Bucket> buckets;
        private final Map<String, RegionView> regions = new ConcurrentHashMap<>();

        private AccountView(Account account) {
            this.account = account;
            this.buckets = new Series<>(account.buckets().stream()
                    .sorted(Comparator.comparing(Bucket::name))
                    .toList());
        }

        String id() {
            return account.id();
        }

        Account account() {
            return account;
        }

        /** Buckets in the order of their names. */
        Series<Bucket> buckets() {
            return buckets;
        }

        RegionView region(String name) {
            return regions.computeIfAbsent(
                    name,
                    key -> new RegionView(
                            account,
                            key,
                            buckets.where(bucket -> regionOf(bucket).equals(key))));
        }
    }
}
