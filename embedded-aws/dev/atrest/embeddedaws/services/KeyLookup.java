package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Key;
import dev.atrest.embeddedaws.wire.AwsError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the keys that requests name. */
final class KeyLookup {

    private static final Pattern ARN =
            Pattern.compile("arn:([a-z-]+):kms:([a-z0-9-]+):(\\d{12}):(?:key/(.+)|(alias/.+))");

    private KeyLookup() {}

    /** By id, key ARN, alias name or alias ARN, as DescribeKey takes them. */
    static LocatedKey any(Call call, @Nullable String reference) {
        if (reference == null) {
            throw new AwsError("ValidationException", "1 validation error detected: Value null at 'keyId'", 400);
        }
        Matcher arn = ARN.matcher(reference);
        if (!arn.matches()) {
            return find(call.account(), call.region(), reference)
                    .orElseThrow(() -> missing(
                            reference.startsWith("alias/")
                                    ? "Alias " + call.region().arn("kms", reference) + " is not found."
                                    : "Key '" + call.region().keyIdArn(reference) + "' does not exist"));
        }
        if (!arn.group(1).equals(call.world().partition().id()) || !arn.group(2).equals(call.regionName())) {
            throw missing("Invalid arn " + arn.group(2));
        }
        String inside = arn.group(4) == null ? arn.group(5) : arn.group(4);
        Optional<LocatedKey> found = call.world()
                .account(arn.group(3))
                .flatMap(owner -> find(owner, owner.region(call.regionName()), inside));
        boolean own = arn.group(3).equals(call.account().id());
        if (own || found.filter(key -> isOpenTo(call, key)).isPresent()) {
            return found.orElseThrow(() -> missing("Key '" + reference + "' does not exist"));
        }
        throw new AwsError(
                "AccessDeniedException",
                "User: %s is not authorized to access this resource %s because the resource does not exist in this"
                                .formatted(call.identity().arn(), reference)
                        + " Region, no resource-based policies allow access, or a resource-based policy explicitly"
                        + " denies access",
                400);
    }

    /** By id or key ARN, as all other operations take them. */
    static LocatedKey byIdOrArn(Call call, @Nullable String reference) {
        if (reference != null && reference.startsWith("alias/")) {
            throw missing("Invalid keyId '" + reference + "'");
        }
        if (reference != null && reference.contains(":alias/")) {
            throw new AwsError("InvalidArnException", reference + " is not a key ARN", 400);
        }
        return any(call, reference);
    }

    private static Optional<LocatedKey> find(World.AccountView owner, RegionView region, String idOrAlias) {
        return region.key(idOrAlias).map(key -> new LocatedKey(key, owner.id(), region));
    }

    /** Another account's key answers when its policy speaks of the caller's account; a rough cut of what AWS evaluates. */
    private static boolean isOpenTo(Call call, LocatedKey found) {
        Key key = found.key();
        return key.policy()
                .filter(policy -> policy.text().contains(call.account().id()))
                .isPresent();
    }

    private static AwsError missing(String message) {
        return new AwsError("NotFoundException", message, 400);
    }
}
