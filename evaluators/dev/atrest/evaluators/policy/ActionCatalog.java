package dev.atrest.evaluators.policy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The actions that a key or bucket policy can be about, by what they let a caller do. Immutable. */
final class ActionCatalog {

    /** Change the key itself or who may use it. Reading its settings and managing grants are not among them. */
    static final List<String> KEY_ADMINISTRATION = kms(
            "CancelKeyDeletion, CreateAlias, DeleteAlias, DeleteImportedKeyMaterial, DisableKey, DisableKeyRotation,"
                    + " EnableKey, EnableKeyRotation, ImportKeyMaterial, PutKeyPolicy, ReplicateKey, RotateKeyOnDemand,"
                    + " ScheduleKeyDeletion, TagResource, UntagResource, UpdateAlias, UpdateKeyDescription,"
                    + " UpdatePrimaryRegion");

    /** Cryptographic operations with the key. */
    static final List<String> KEY_USE =
            kms("Decrypt, DeriveSharedSecret, Encrypt, GenerateDataKey, GenerateDataKeyPair,"
                    + " GenerateDataKeyPairWithoutPlaintext, GenerateDataKeyWithoutPlaintext, GenerateMac,"
                    + " ReEncryptFrom, ReEncryptTo, Sign, Verify, VerifyMac");

    /** Whoever may do all of these has the key in hand; the read-only actions add nothing to it. */
    static final List<String> KEY_FULL = Stream.of(KEY_ADMINISTRATION, KEY_USE, kms("CreateGrant"))
            .flatMap(List::stream)
            .toList();

    private static final List<String> KEY_ALL = Stream.of(
                    KEY_FULL,
                    kms("DescribeKey, GetKeyPolicy, GetKeyRotationStatus, GetParametersForImport, GetPublicKey,"
                            + " ListGrants, ListKeyPolicies, ListKeyRotations, ListResourceTags, RetireGrant,"
                            + " RevokeGrant, SynchronizeMultiRegionKey"))
            .flatMap(List::stream)
            .toList();

    private static final List<String> OBJECT =
            s3("AbortMultipartUpload, BypassGovernanceRetention, DeleteObject, DeleteObjectTagging,"
                    + " DeleteObjectVersion, DeleteObjectVersionTagging, GetObject, GetObjectAcl, GetObjectAttributes,"
                    + " GetObjectLegalHold, GetObjectRetention, GetObjectTagging, GetObjectTorrent, GetObjectVersion,"
                    + " GetObjectVersionAcl, GetObjectVersionAttributes, GetObjectVersionForReplication,"
                    + " GetObjectVersionTagging, GetObjectVersionTorrent, ListMultipartUploadParts,"
                    + " ObjectOwnerOverrideToBucketOwner, PutObject, PutObjectAcl, PutObjectLegalHold,"
                    + " PutObjectRetention, PutObjectTagging, PutObjectVersionAcl, PutObjectVersionTagging,"
                    + " ReplicateDelete, ReplicateObject, ReplicateTags, RestoreObject, UpdateObjectEncryption");

    private static final List<String> BUCKET = s3("CreateBucket, CreateBucketMetadataTableConfiguration, DeleteBucket,"
            + " DeleteBucketMetadataTableConfiguration, DeleteBucketPolicy, DeleteBucketWebsite,"
            + " GetAccelerateConfiguration, GetAnalyticsConfiguration, GetBucketAcl, GetBucketCORS, GetBucketLocation,"
            + " GetBucketLogging, GetBucketMetadataTableConfiguration, GetBucketNotification,"
            + " GetBucketObjectLockConfiguration, GetBucketOwnershipControls, GetBucketPolicy, GetBucketPolicyStatus,"
            + " GetBucketPublicAccessBlock, GetBucketRequestPayment, GetBucketTagging, GetBucketVersioning,"
            + " GetBucketWebsite, GetEncryptionConfiguration, GetIntelligentTieringConfiguration,"
            + " GetInventoryConfiguration, GetLifecycleConfiguration, GetMetricsConfiguration,"
            + " GetReplicationConfiguration, InitiateReplication, ListBucket, ListBucketMultipartUploads,"
            + " ListBucketVersions, PutAccelerateConfiguration, PutAnalyticsConfiguration, PutBucketAcl, PutBucketCORS,"
            + " PutBucketLogging, PutBucketNotification, PutBucketObjectLockConfiguration, PutBucketOwnershipControls,"
            + " PutBucketPolicy, PutBucketPublicAccessBlock, PutBucketRequestPayment, PutBucketTagging,"
            + " PutBucketVersioning, PutBucketWebsite, PutEncryptionConfiguration, PutIntelligentTieringConfiguration,"
            + " PutInventoryConfiguration, PutLifecycleConfiguration, PutMetricsConfiguration,"
            + " PutReplicationConfiguration");

    /** Stands for every action that this catalogue does not know. */
    private static final String OTHER = "ActionThatAwsMayAddLater";

    private static final ActionCatalog OF_KEYS = new ActionCatalog(ResourceContext.Kind.KEY);
    private static final ActionCatalog OF_BUCKETS = new ActionCatalog(ResourceContext.Kind.BUCKET);

    private final String[] sorted;
    private final BitSet onResource = new BitSet();
    private final BitSet onContent = new BitSet();
    /** By name as AWS writes it and in lower case. */
    private final Map<String, Integer> positions = new HashMap<>();

    private ActionCatalog(ResourceContext.Kind kind) {
        sorted = all(kind)
                .map(action -> action.toLowerCase(Locale.ROOT))
                .sorted()
                .toArray(String[]::new);
        all(kind).forEach(action -> {
            String lowerCase = action.toLowerCase(Locale.ROOT);
            int position = Arrays.binarySearch(sorted, lowerCase);
            positions.put(action, position);
            positions.put(lowerCase, position);
            onResource.set(position, !onContent(kind).contains(action));
            onContent.set(
                    position,
                    kind == ResourceContext.Kind.BUCKET && !onResource(kind).contains(action));
        });
    }

    private static Stream<String> all(ResourceContext.Kind kind) {
        return Stream.of(onResource(kind), onContent(kind), List.of(other(kind)))
                .flatMap(List::stream)
                .distinct();
    }

    static ActionCatalog of(ResourceContext.Kind kind) {
        return switch (kind) {
            case KEY -> OF_KEYS;
            case BUCKET -> OF_BUCKETS;
        };
    }

    /** The actions in lower case, sorted. Not to be changed. */
    String[] sorted() {
        return sorted;
    }

    /** Where an action, in any case, is among those sorted; negative for one that is not known. */
    int position(String action) {
        Integer position = positions.get(action);
        return position == null ? positions.getOrDefault(action.toLowerCase(Locale.ROOT), -1) : position;
    }

    /** Whether the action at a position is, or may be, done to the resource itself. */
    boolean isOnResource(int position) {
        return onResource.get(position);
    }

    /** Whether the action at a position is, or may be, done to what the resource holds. */
    boolean isOnContent(int position) {
        return onContent.get(position);
    }

    /** Actions on the resource itself: the key or the bucket. */
    static List<String> onResource(ResourceContext.Kind kind) {
        return switch (kind) {
            case KEY -> KEY_ALL;
            case BUCKET -> BUCKET;
        };
    }

    /** Actions on what the resource holds: objects. */
    static List<String> onContent(ResourceContext.Kind kind) {
        return switch (kind) {
            case KEY -> List.of();
            case BUCKET -> OBJECT;
        };
    }

    /** An action of the service that no policy names. */
    static String other(ResourceContext.Kind kind) {
        return kind.service() + ":" + OTHER;
    }

    private static List<String> kms(String names) {
        return prefixed("kms:", names);
    }

    private static List<String> s3(String names) {
        return prefixed("s3:", names);
    }

    private static List<String> prefixed(String prefix, String names) {
        return Arrays.stream(names.split(","))
                .map(name -> prefix + name.strip())
                .toList();
    }
}
