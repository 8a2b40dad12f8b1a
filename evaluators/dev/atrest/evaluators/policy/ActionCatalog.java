package dev.atrest.evaluators.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The actions that a key or bucket policy can be about, by what they let a caller do. */
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

    private static final Map<ResourceContext.Kind, Set<String>> ON_RESOURCE = inLowerCase(ActionCatalog::onResource);
    private static final Map<ResourceContext.Kind, Set<String>> ON_CONTENT = inLowerCase(ActionCatalog::onContent);

    private ActionCatalog() {}

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

    static Set<String> onResourceInLowerCase(ResourceContext.Kind kind) {
        return ON_RESOURCE.get(kind);
    }

    static Set<String> onContentInLowerCase(ResourceContext.Kind kind) {
        return ON_CONTENT.get(kind);
    }

    private static Map<ResourceContext.Kind, Set<String>> inLowerCase(
            Function<ResourceContext.Kind, List<String>> actions) {
        return Arrays.stream(ResourceContext.Kind.values())
                .collect(Collectors.toUnmodifiableMap(
                        kind -> kind,
                        kind -> actions.apply(kind).stream()
                                .map(action -> action.toLowerCase(Locale.ROOT))
                                .collect(Collectors.toUnmodifiableSet())));
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
