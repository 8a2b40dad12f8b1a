package dev.atrest.evaluators;

import dev.atrest.evaluators.KnownPolicies.Known;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * From where a key can be used. KMS lets nobody of another account use a key whose own policy and grants do not; what is not
 * certain counts as let in.
 */
final class KeyAccess {

    /** What CloudTrail, in its own name, needs to encrypt log files. */
    private static final String TRAIL_ACTION = "kms:GenerateDataKey";

    private static final Pattern SERVICE = Pattern.compile("[a-z0-9.-]+[.]amazonaws[.]com([.]cn)?");

    private final KnownPolicies policies;

    KeyAccess(KnownPolicies policies) {
        this.policies = policies;
    }

    /** Of these types those whose resources may use the key from accounts that are not its own. */
    Set<ResourceType> fromOtherAccounts(Resource key, Set<ResourceType> users) {
        if (!(key.facts().values().get("policy") instanceof String text)
                || !grantsStay(key)
                || !(policies.of(key, text) instanceof Known.Asked(AskedPolicy policy))
                || !policy.onlyTrusted(Set.of(), Set.of()).answer().isTrue()) {
            return users;
        }
        return users.contains(ResourceType.TRAIL) && policy.mayLetServices(TRAIL_ACTION)
                ? Set.of(ResourceType.TRAIL)
                : Set.of();
    }

    /** Whether all grants that were read are for the key's own account or for services. */
    static boolean grantsStay(Resource key) {
        return key.facts().values().get("grants") instanceof Collection<?> grants
                && grants.stream()
                        .allMatch(grant -> grant instanceof Map<?, ?> given
                                && given.get("granteePrincipal") instanceof String grantee
                                && isOfAccount(grantee, key.accountId()));
    }

    /** A service works for the account that made the grant. */
    private static boolean isOfAccount(String grantee, String accountId) {
        List<String> parts = List.of(grantee.split(":", 6));
        return grantee.startsWith("arn:")
                ? parts.size() == 6 && parts.get(4).equals(accountId)
                : grantee.equals(accountId) || SERVICE.matcher(grantee).matches();
    }
}
