package dev.atrest.writers.pdf;

import dev.atrest.model.Account;
import dev.atrest.writers.MemoryReport;
import java.util.List;
import java.util.stream.IntStream;

/** A report of accounts that were not read, for what their names look like. */
final class SampleAccounts {

    private SampleAccounts() {}

    static MemoryReport named(String... names) {
        List<Account> accounts = IntStream.range(0, names.length)
                .mapToObj(i -> new Account("%012d".formatted(100 + i), names[i], "ACTIVE", names[i]))
                .toList();
        return new MemoryReport("20261122T230004Z", accounts, List.of(), List.of(), List.of(), List.of(), List.of());
    }
}
