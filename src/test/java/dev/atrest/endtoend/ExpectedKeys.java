package dev.atrest.endtoend;

import dev.atrest.endtoend.EstateYaml.Entry;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an assessment of the estate can know of the KMS key that a resource names. */
final class ExpectedKeys {

    private static final Pattern ARN = Pattern.compile("arn:aws:kms:([^:]+):(\\d{12}):(?:key/)?(.+)");
    private static final String AWS_ALIAS = "alias/aws/";

    /** For an alias without a key, and one that AWS manages, which nobody judges. */
    private static final String NO_KEY = "";

    private final EstateYaml estate;

    ExpectedKeys(EstateYaml estate) {
        this.estate = estate;
    }

    /** @param state as KMS says, or NOT_FOUND when there is no such key */
    record Key(String manager, String state) {

        static final Key AWS_MANAGED = new Key("AWS", "Enabled");
        static final Key NOT_FOUND = new Key("NONE", "NOT_FOUND");

        boolean customerManaged() {
            return manager.equals("CUSTOMER");
        }

        boolean usable() {
            return state.equals("Enabled");
        }
    }

    /** The key that a bucket names, just as it stands in the file: S3 answers it to the letter. Empty when unread. */
    Optional<Key> named(String account, String region, String reference) {
        return find(account, region, reference, true);
    }

    /** The key of a volume, snapshot or trail: AWS answers its ARN, so that no alias need be resolved. Empty when unread. */
    Optional<Key> answeredAsArn(String account, String region, String reference) {
        return find(account, region, reference, false);
    }

    private Optional<Key> find(String account, String region, String reference, boolean aliasMustBeListed) {
        Matcher arn = ARN.matcher(reference);
        if (arn.matches()) {
            return findIn(arn.group(2), arn.group(1), arn.group(3), aliasMustBeListed);
        }
        return findIn(account, region, reference, aliasMustBeListed);
    }

    private Optional<Key> findIn(String account, String region, String name, boolean aliasMustBeListed) {
        // The prefix is AWS's own, and says so without any listing where it stands in the answer.
        if (aliasMustBeListed && name.startsWith(AWS_ALIAS)) {
            return Optional.of(Key.AWS_MANAGED);
        }
        boolean unseen = !estate.scannedAccounts().contains(account)
                || !estate.regions().contains(region)
                || estate.denied(account, region, "kms:ListKeys");
        boolean alias = name.startsWith("alias/");
        if (unseen || alias && aliasMustBeListed && estate.denied(account, region, "kms:ListAliases")) {
            return Optional.empty();
        }
        if (name.startsWith(AWS_ALIAS)) {
            if (estate.denied(account, region, "kms:DescribeKey")) {
                throw new IllegalArgumentException("no id is known here of the keys that AWS makes in " + region);
            }
            return Optional.of(Key.AWS_MANAGED);
        }
        List<Entry> keys = estate.regional(account, region, "keys");
        Optional<Entry> found = keys.stream()
                .filter(key -> alias
                        ? key.texts("aliases").contains(name)
                        : key.text("id", "").equals(name))
                .findFirst();
        return found.isEmpty() ? Optional.of(Key.NOT_FOUND) : described(found.get());
    }

    /** ARN of the key that a bucket names, or {@link #NO_KEY}; empty when an alias cannot be looked up. */
    Optional<String> arnNamed(Entry bucket, String reference) {
        return arn(bucket, reference, true);
    }

    /** ARN of the key that AWS answers for a volume, snapshot, trail or setting, or {@link #NO_KEY}. */
    Optional<String> arnAnswered(Entry user, String reference) {
        return arn(user, reference, false);
    }

    private Optional<String> arn(Entry user, String reference, boolean aliasMustBeListed) {
        Matcher arn = ARN.matcher(reference);
        String account = arn.matches() ? arn.group(2) : user.account();
        String region = arn.matches() ? arn.group(1) : user.region();
        String name = arn.matches() ? arn.group(3) : reference;
        if (!name.startsWith("alias/")) {
            return Optional.of("arn:aws:kms:%s:%s:key/%s".formatted(region, account, name));
        }
        if (aliasMustBeListed
                && (!estate.scannedAccounts().contains(account)
                        || estate.denied(account, region, "kms:ListKeys")
                        || estate.denied(account, region, "kms:ListAliases"))) {
            return Optional.empty();
        }
        return Optional.of(estate.regional(account, region, "keys").stream()
                .filter(key -> key.texts("aliases").contains(name))
                .map(Arns::key)
                .findFirst()
                .orElse(NO_KEY));
    }

    /** What DescribeKey tells of a key that stands in the file; empty when the call is denied. */
    Optional<Key> described(Entry key) {
        return estate.denied(key.account(), key.region(), "kms:DescribeKey", key.text("id", ""))
                ? Optional.empty()
                : Optional.of(new Key(key.text("manager", "CUSTOMER"), state(key)));
    }

    private static String state(Entry key) {
        return key.text("state", key.has("deletionDate") ? "PendingDeletion" : "Enabled");
    }
}
