package dev.atrest.evaluators;

import dev.atrest.evaluators.policy.Grantee;
import dev.atrest.evaluators.policy.Policy;
import dev.atrest.evaluators.policy.PolicyAnalysis;
import dev.atrest.evaluators.policy.PolicyResult;
import dev.atrest.evaluators.policy.ResourceContext;
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

    private KeyAccess() {}

    /** Of these types those whose resources may use the key from accounts that are not its own. */
    static Set<ResourceType> fromOtherAccounts(Resource key, Set<ResourceType> users) {
        if (!(key.facts().values().get("policy") instanceof String text)
                || !(Policy.parse(text) instanceof PolicyResult.Parsed(Policy parsed))
                || !grantsStay(key)) {
            return users;
        }
        var policy = new PolicyAnalysis(parsed, ResourceContext.key(key.arn(), key.accountId()));
        if (!policy.onlyTrustedAccounts(Set.of(), Set.of()).isTrue()) {
            return users;
        }
        boolean services =
                policy.whoMay(TRAIL_ACTION).stream().anyMatch(grantee -> grantee.kind() == Grantee.Kind.SERVICE);
        return services && users.contains(ResourceType.TRAIL) ? Set.of(ResourceType.TRAIL) : Set.of();
    }

    private static boolean grantsStay(Resource key) {
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
