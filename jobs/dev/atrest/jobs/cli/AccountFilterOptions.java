package dev.atrest.jobs.cli;

import dev.atrest.readers.AccountFilter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which accounts of the organisation are meant, where none is named. */
final class AccountFilterOptions {

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            split = ",",
            description = "Only accounts in these organisational units and below: paths such as Workloads/Prod, or"
                    + " ids. Default: all.")
    private List<String> units = List.of();

    @Option(
            names = "--exclude-unit",
            paramLabel = "UNIT",
            split = ",",
            description = "Leave out the accounts in these organisational units and below.")
    private List<String> excludedUnits = List.of();

    @Option(
            names = "--account-tag",
            paramLabel = "KEY=VALUE",
            description = "Only accounts with this tag in the organisation, * for any value; may be repeated.")
    private Map<String, String> accountTags = Map.of();

    AccountFilter filter() {
        return new AccountFilter(units, excludedUnits, accountTags);
    }
}
