package dev.atrest.readers;

import dev.atrest.model.Account;
import dev.atrest.model.Fact;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of one account share.
 *
 * @param partition aws, aws-cn or aws-us-gov
 * @param homeRegion region for calls that belong to none
 * @param calls counts the calls by what they are made for
 * @param organizationAccounts ids of all accounts of the account's organisation
 * @param inScope whether a region where something was found is looked at
 */
record AccountContext(
        Account account,
        String partition,
        String homeRegion,
        Scope scope,
        AwsClients clients,
        BulkTags tags,
        AccountTrails trails,
        CallLedger calls,
        Supplier<Fact<List<String>>> organizationAccounts,
        Predicate<String> inScope) {

    String arn(String service, String region, String accountId, String resource) {
        return String.join(":", "arn", partition, service, region, accountId, resource);
    }

    /** AWS leaves out texts that are empty. */
    static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** AWS leaves out switches that are off. */
    static boolean on(@Nullable Boolean on) {
        return Boolean.TRUE.equals(on);
    }
}
