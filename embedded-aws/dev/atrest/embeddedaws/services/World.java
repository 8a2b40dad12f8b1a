package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Account;
import dev.atrest.embeddedaws.estate.Bucket;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.embeddedaws.estate.Partition;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** The estate, indexed for answering, and what writing calls have made of it. The estate itself stays as it is. */
public final class World {

    private final Estate estate;
    private final Map<String, AccountView> accounts = new LinkedHashMap<>();
    private final AtomicLong made = new AtomicLong();

    public World(Estate estate) {
        this.estate = estate;
        estate.accounts().forEach(account -> accounts.put(account.id(), new AccountView(account)));
    }

    public Estate estate() {
        return estate;
    }

    Partition partition() {
        return estate.partition();
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

    /** A number for something that a call makes: the same after the same calls. */
    long nextNumber() {
        return made.incrementAndGet();
    }

    /** One account. */
    final class AccountView {

        private volatile Contents contents;

        private AccountView(Account account) {
            this.contents = new Contents(account);
        }

        String id() {
            return account().id();
        }

        Account account() {
            return contents.account;
        }

        /** Buckets in the order of their names. */
        Series<Bucket> buckets() {
            return contents.buckets;
        }

        RegionView region(String name) {
            return contents.region(name);
        }

        /** Makes something else of the account, from now on. */
        synchronized void change(UnaryOperator<Account> change) {
            contents = new Contents(change.apply(account()));
        }
    }

    /** What is in an account between two changes. */
    private final class Contents {

        private final Account account;
        private final Series<Bucket> buckets;
        private final Map<String, RegionView> regions = new ConcurrentHashMap<>();

        private Contents(Account account) {
            this.account = account;
            this.buckets = new Series<>(account.buckets().stream()
                    .sorted(Comparator.comparing(Bucket::name))
                    .toList());
        }

        private RegionView region(String name) {
            return regions.computeIfAbsent(
                    name,
                    key -> new RegionView(
                            estate.partition(),
                            account,
                            key,
                            buckets.where(bucket -> regionOf(bucket).equals(key))));
        }
    }
}
