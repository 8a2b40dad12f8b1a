package dev.atrest.embeddedaws;

import dev.atrest.embeddedaws.services.Identity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Who may call what, by IAM identity policies; may be changed while the endpoint answers. Users and roles without policies
 * may call everything.
 *
 * <p>A policy is JSON as IAM takes it, of statements that allow actions, each named in full, on the resource {@code "*"}.
 */
public final class Permissions {

    private volatile Optional<List<IdentityPolicy>> ofUsers = Optional.empty();
    private volatile Optional<List<IdentityPolicy>> ofRoles = Optional.empty();

    Permissions() {}

    /**
     * From now on users, of every account, may call what any of these policies allows, and nothing else.
     *
     * @throws IllegalArgumentException when a text is no policy, or one of a form that is not understood
     */
    public Permissions ofUsers(String... policies) {
        ofUsers = Optional.of(parsed(policies));
        return this;
    }

    /**
     * From now on assumed roles, of every account, may call what any of these policies allows, and nothing else.
     *
     * @throws IllegalArgumentException when a text is no policy, or one of a form that is not understood
     */
    public Permissions ofRoles(String... policies) {
        ofRoles = Optional.of(parsed(policies));
        return this;
    }

    /** From now on everyone may call everything. */
    public Permissions clear() {
        ofUsers = Optional.empty();
        ofRoles = Optional.empty();
        return this;
    }

    /** The IAM action that the caller lacks for an operation; empty when the call is allowed. */
    Optional<String> missing(Identity caller, String operation) {
        return (caller.isRole() ? ofRoles : ofUsers)
                .flatMap(policies -> IamActions.permitting(operation)
                        .filter(action -> policies.stream().noneMatch(policy -> policy.allows(action))));
    }

    private static List<IdentityPolicy> parsed(String... policies) {
        return Arrays.stream(policies).map(IdentityPolicy::new).toList();
    }
}
