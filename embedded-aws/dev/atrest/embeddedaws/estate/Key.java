package dev.atrest.embeddedaws.estate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A KMS key.
 *
 * @param id UUID, or {@code mrk-…} for a multi-region key
 * @param aliases {@code alias/…}
 * @param manager CUSTOMER or AWS
 * @param state Enabled, Disabled, PendingDeletion, PendingImport, PendingReplicaDeletion, Creating, Updating, Unavailable;
 *     PendingDeletion when a deletion date is given, otherwise Enabled, unless said otherwise
 * @param spec SYMMETRIC_DEFAULT unless said otherwise
 * @param usage follows the spec unless said otherwise
 * @param origin AWS_KMS, EXTERNAL, AWS_CLOUDHSM or EXTERNAL_KEY_STORE
 * @param multiRegion NONE, PRIMARY or REPLICA
 * @param primaryRegion region of a replica's primary key
 * @param replicaRegions regions of a primary key's replicas
 * @param rotationDays days between automatic rotations; 0 when rotation is off, as in AWS. An AWS-managed key always
 *     rotates
 * @param policy key policy; KMS's default one (all to the account) unless said otherwise
 * @param validTo when imported key material expires
 */
public record Key(
        String id,
        Integer count,
        List<String> aliases,
        String manager,
        String state,
        String spec,
        String usage,
        String origin,
        String multiRegion,
        Optional<String> primaryRegion,
        List<String> replicaRegions,
        Integer rotationDays,
        Optional<Instant> deletionDate,
        Optional<JsonText> policy,
        List<Grant> grants,
        Map<String, String> tags,
        String description,
        Optional<Instant> validTo,
        Instant created)
        implements Numbered<Key> {

    public Key {
        id = Defaults.required(id, "key id");
        count = Numbered.checked(count, id, "key id");
        aliases = Defaults.list(aliases);
        manager = Defaults.oneOf(Defaults.or(manager, "CUSTOMER"), "manager", "CUSTOMER", "AWS");
        deletionDate = Defaults.or(deletionDate, Optional.empty());
        state = Defaults.oneOf(
                Defaults.or(state, deletionDate.isPresent() ? "PendingDeletion" : "Enabled"),
                "state",
                "Enabled",
                "Disabled",
                "PendingDeletion",
                "PendingImport",
                "PendingReplicaDeletion",
                "Creating",
                "Updating",
                "Unavailable");
        spec = Defaults.or(spec, "SYMMETRIC_DEFAULT");
        usage = Defaults.or(usage, usageOf(spec));
        origin = Defaults.oneOf(
                Defaults.or(origin, "AWS_KMS"), "origin", "AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE");
        multiRegion = Defaults.oneOf(Defaults.or(multiRegion, "NONE"), "multiRegion", "NONE", "PRIMARY", "REPLICA");
        primaryRegion = Defaults.or(primaryRegion, Optional.empty());
        replicaRegions = Defaults.list(replicaRegions);
        rotationDays = Defaults.or(rotationDays, 0);
        policy = Defaults.or(policy, Optional.empty());
        grants = Defaults.list(grants);
        tags = Defaults.map(tags);
        description = Defaults.or(description, "");
        validTo = Defaults.or(validTo, Optional.empty());
        created = Defaults.or(created, Defaults.CREATED);
        if (multiRegion.equals("REPLICA") && primaryRegion.isEmpty()) {
            throw new IllegalArgumentException("key '" + id + "' is a REPLICA and must name its primaryRegion");
        }
        for (String alias : aliases) {
            if (!alias.startsWith("alias/")) {
                throw new IllegalArgumentException("alias '" + alias + "' must begin with alias/");
            }
        }
    }

    /** A key that AWS made for one of its services. */
    public static Key serviceKey(String id, String alias, String description) {
        return new Key(
                id,
                1,
                List.of(alias),
                "AWS",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                description,
                null,
                null);
    }

    private static String usageOf(String spec) {
        if (spec.startsWith("HMAC_")) {
            return "GENERATE_VERIFY_MAC";
        }
        return spec.startsWith("ECC_") || spec.startsWith("ML_DSA_") ? "SIGN_VERIFY" : "ENCRYPT_DECRYPT";
    }

    @Override
    public Key copy(int n) {
        return new Key(
                Numbered.number(id, n),
                1,
                aliases.stream().map(alias -> Numbered.number(alias, n)).toList(),
                manager,
                state,
                spec,
                usage,
                origin,
                multiRegion,
                primaryRegion,
                replicaRegions,
                rotationDays,
                deletionDate,
                policy,
                grants,
                tags,
                description,
                validTo,
                created);
    }

    /** Whether the key material is AWS's affair. */
    public boolean awsManaged() {
        return manager.equals("AWS");
    }

    /**
     * A grant on the key.
     *
     * @param id made from its place in the list when the YAML names none
     * @param grantee principal ARN or service
     * @param retiring principal that may retire the grant
     * @param operations Decrypt, CreateGrant, …
     */
    public record Grant(
            String id,
            String name,
            String grantee,
            Optional<String> retiring,
            List<String> operations,
            Instant created) {

        public Grant {
            id = Defaults.or(id, "");
            name = Defaults.or(name, "");
            grantee = Defaults.required(grantee, "grantee of a grant");
            retiring = Defaults.or(retiring, Optional.empty());
            operations = operations == null ? List.of("Decrypt", "GenerateDataKey") : List.copyOf(operations);
            created = Defaults.or(created, Defaults.CREATED);
        }
    }
}
