package dev.atrest.evaluators.policy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What decides a condition key's value: who can choose it, and what it says of the caller. */
enum ContextKey {
    CALLER_ACCOUNT("aws:PrincipalAccount, kms:CallerAccount"),
    CALLER_ARN("aws:PrincipalArn"),
    CALLER_ORGANIZATION("aws:PrincipalOrgID"),
    CALLER_ORGANIZATION_PATH("aws:PrincipalOrgPaths"),
    CALLER_ID("aws:userid"),
    CALLER_NAME("aws:username"),
    CALLER_TYPE("aws:PrincipalType"),
    /** The caller's administrator chooses: whoever has an account can have any of these. */
    CALLER_PROPERTY("aws:PrincipalTag/, aws:FederatedProvider, aws:SourceIdentity, aws:TokenIssueTime"),
    CALLER_IS_SERVICE("aws:PrincipalIsAWSService"),
    CALLER_SERVICE_NAME("aws:PrincipalServiceName, aws:PrincipalServiceNamesList"),
    MFA_PRESENT("aws:MultiFactorAuthPresent"),
    MFA_AGE("aws:MultiFactorAuthAge"),
    /** The account, resource or organisation for which a service makes the request. */
    SOURCE_ACCOUNT("aws:SourceAccount, aws:SourceOwner"),
    SOURCE_ARN("aws:SourceArn"),
    SOURCE_ORGANIZATION("aws:SourceOrgID"),
    SOURCE_ORGANIZATION_PATH("aws:SourceOrgPaths"),
    ADDRESS("aws:SourceIp"),
    NETWORK("aws:SourceVpc, aws:SourceVpce, aws:SourceVpcArn, aws:VpcSourceIp"),
    NETWORK_ACCOUNT("aws:VpceAccount"),
    NETWORK_ORGANIZATION("aws:VpceOrgID"),
    NETWORK_ORGANIZATION_PATH("aws:VpceOrgPaths"),
    ACCESS_POINT_ACCOUNT("s3:DataAccessPointAccount"),
    ACCESS_POINT_ARN("s3:DataAccessPointArn"),
    TRANSPORT("aws:SecureTransport"),
    OWNER_ACCOUNT("aws:ResourceAccount, s3:ResourceAccount"),
    OWNER_ORGANIZATION("aws:ResourceOrgID"),
    REGION("aws:RequestedRegion"),
    /** The caller writes these into the request, or chooses the way it takes. */
    REQUEST("aws:Referer, aws:UserAgent, aws:ViaAWSService, aws:CalledViaFirst, aws:CalledViaLast, aws:CalledVia,"
            + " aws:RequestTag/, aws:TagKeys,"
            + " kms:BypassPolicyLockoutSafetyCheck, kms:DataKeyPairSpec, kms:EncryptionAlgorithm,"
            + " kms:EncryptionContext:, kms:EncryptionContextKeys, kms:ExpirationModel, kms:GrantConstraintType,"
            + " kms:GrantIsForAWSResource, kms:GrantOperations, kms:GranteePrincipal, kms:KeyAgreementAlgorithm,"
            + " kms:MacAlgorithm, kms:MessageType, kms:PrimaryRegion, kms:ReEncryptOnSameKey, kms:ReplicaRegion,"
            + " kms:RequestAlias, kms:RetiringPrincipal, kms:RotationPeriodInDays,"
            + " kms:ScheduleKeyDeletionPendingWindowInDays, kms:SigningAlgorithm, kms:ValidTo, kms:ViaService,"
            + " kms:WrappingAlgorithm, kms:WrappingKeySpec,"
            + " s3:authType, s3:delimiter, s3:DataAccessPointName, s3:max-keys, s3:prefix, s3:RequestObjectTag/,"
            + " s3:RequestObjectTagKeys, s3:signatureAge, s3:signatureversion, s3:TlsVersion, s3:VersionId,"
            + " s3:LocationConstraint, s3:object-lock-legal-hold, s3:object-lock-mode,"
            + " s3:object-lock-remaining-retention-days, s3:object-lock-retain-until-date, s3:x-amz-acl,"
            + " s3:x-amz-content-sha256, s3:x-amz-copy-source, s3:x-amz-grant-full-control, s3:x-amz-grant-read,"
            + " s3:x-amz-grant-read-acp, s3:x-amz-grant-write, s3:x-amz-grant-write-acp,"
            + " s3:x-amz-metadata-directive, s3:x-amz-object-ownership, s3:x-amz-server-side-encryption,"
            + " s3:x-amz-server-side-encryption-customer-algorithm, s3:x-amz-storage-class,"
            + " s3:x-amz-website-redirect-location, s3:if-match, s3:if-none-match, s3:ObjectCreationOperation"),
    /** Free for the caller to write, but S3 counts it as a confinement, as KMS must let the caller use the key. */
    WRITE_KEY("s3:x-amz-server-side-encryption-aws-kms-key-id"),
    /** Some objects may have it and others not. */
    OBJECT_TAG("s3:ExistingObjectTag/"),
    CLOCK("aws:CurrentTime, aws:EpochTime"),
    RESOURCE_PROPERTY("aws:ResourceTag/, aws:ResourceOrgPaths, s3:BucketTag/, kms:CustomerMasterKeySpec,"
            + " kms:CustomerMasterKeyUsage, kms:KeyOrigin, kms:KeySpec, kms:KeyUsage, kms:MultiRegion,"
            + " kms:MultiRegionKeyType, kms:ResourceAliases, kms:RecipientAttestation:"),
    /** Not in AWS's references as far as this catalogue goes. */
    UNFAMILIAR("");

    private static final Map<String, ContextKey> BY_NAME = new HashMap<>();
    private static final Map<String, ContextKey> BY_PREFIX = new HashMap<>();

    static {
        for (ContextKey key : values()) {
            for (String name : key.names) {
                (name.endsWith("/") || name.endsWith(":") ? BY_PREFIX : BY_NAME).put(name, key);
            }
        }
    }

    private final String[] names;

    ContextKey(String names) {
        this.names = Arrays.stream(names.toLowerCase(java.util.Locale.ROOT).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toArray(String[]::new);
    }

    /** @param name the key in lower case */
    static ContextKey of(String name) {
        ContextKey known = BY_NAME.get(name);
        if (known != null) {
            return known;
        }
        int slash = name.indexOf('/');
        int colon = name.indexOf(':', name.indexOf(':') + 1);
        int end = slash >= 0 && (colon < 0 || slash < colon) ? slash : colon;
        return end < 0 ? UNFAMILIAR : BY_PREFIX.getOrDefault(name.substring(0, end + 1), UNFAMILIAR);
    }

    /** Names who the caller is: what tells one named principal from another. */
    boolean tellsCallersApart() {
        return this == CALLER_ACCOUNT || this == CALLER_ARN || this == CALLER_NAME;
    }

    boolean namesSource() {
        return name().startsWith("SOURCE_");
    }
}
