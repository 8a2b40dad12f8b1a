package dev.atrest.readers;

import dev.atrest.model.Account;
import dev.atrest.model.DataProtectionClass;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The accounts to assess as a YAML file says: a section {@code accounts} (or nothing but that list), whose entries are account
 * ids or mappings, and a section {@code organization}. With the latter the accounts are those of the organisation that it lets
 * through and those listed; what the list says of an account goes before what the organisation and the command line say.
 *
 * @param organization which accounts of the organisation are looked at; empty when only those listed are
 * @param entries the listed accounts by id, in the order of the file
 */
record AccountsFile(Optional<AccountFilter> organization, Map<String, Entry> entries) {

    /**
     * One account of the file.
     *
     * @param name empty for that of the organisation
     * @param role name or ARN of the role to assume there; empty for that of {@link AwsAccess}
     * @param externalId empty for that of {@link AwsAccess}
     * @param regions regions to look at in this account; empty for all of the scope
     * @param sessionDuration empty for that of {@link AwsAccess}
     * @param defaultClass data protection class of what carries none; empty for that of the rules
     * @param owner who answers for the account; may be empty
     * @param criticality in the user's words; may be empty
     */
    record Entry(
            String id,
            Optional<String> name,
            Optional<String> role,
            Optional<String> externalId,
            Set<String> regions,
            Optional<Duration> sessionDuration,
            Optional<DataProtectionClass> defaultClass,
            String owner,
            String criticality) {

        /** An account of which no more than the id is said. */
        static Entry of(String id) {
            return new Entry(
                    id,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    "",
                    "");
        }

        /** The account with what the file says of it. */
        Account over(Account found) {
            return new Account(
                    found.id(),
                    name.orElse(found.name()),
                    found.status(),
                    found.organizationalUnit(),
                    owner,
                    criticality,
                    defaultClass);
        }
    }

    /** @throws AccessException naming file and line, what was found and what is allowed */
    static AccountsFile read(Path file) {
        return AccountsFileParser.parse(file);
    }

    Account over(Account found) {
        return Optional.ofNullable(entries.get(found.id()))
                .map(entry -> entry.over(found))
                .orElse(found);
    }
}
