package dev.atrest.readers;

import static dev.atrest.readers.AccountContext.text;
import static dev.atrest.readers.AwsCall.DESCRIBE_KEY;
import static dev.atrest.readers.AwsCall.GET_KEY_POLICY;
import static dev.atrest.readers.AwsCall.GET_KEY_ROTATION_STATUS;
import static dev.atrest.readers.AwsCall.LIST_ALIASES;
import static dev.atrest.readers.AwsCall.LIST_GRANTS;
import static dev.atrest.readers.AwsCall.LIST_KEYS;
import static dev.atrest.readers.AwsCall.LIST_RESOURCE_TAGS;

import dev.atrest.model.Fact;
import dev.atrest.model.KmsKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.GetKeyRotationStatusResponse;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.ListAliasesResponse;
import software.amazon.awssdk.services.kms.model.ListGrantsResponse;
import software.amazon.awssdk.services.kms.model.ListResourceTagsResponse;

/** KMS keys, the AWS-managed ones too. Aliases and tags come by the region; the rest takes calls of each key. */
final class KmsKeyReader implements ResourceReader<KmsKeyReader.Item> {

    private static final int KEYS_PAGE = 1000;
    private static final int PAGE = 100;
    private static final int TAGS_PAGE = 50;
    private static final String SYMMETRIC = "SYMMETRIC_DEFAULT";
    private static final String ENCRYPT = "ENCRYPT_DECRYPT";
    /** The only policy that a key can have. */
    private static final String POLICY_NAME = "default";
    /** KMS's period where none was chosen, and that of AWS-managed keys. */
    private static final int YEAR = 365;

    private final AccountContext account;
    private final Memo<String, Map<String, List<String>>> aliases = new Memo<>(this::listAliases);

    KmsKeyReader(AccountContext account) {
        this.account = account;
    }

    record Item(String keyId, String arn, BulkTags.OfPage tags) implements Page.Item {}

    @Override
    public AwsCall listingCall() {
        return LIST_KEYS;
    }

    @Override
    public Class<Item> itemType() {
        return Item.class;
    }

    @Override
    public Listed<Item> list(String region, @Nullable String token) {
        KmsClient kms = account.clients().kms(region);
        var answer = LIST_KEYS.request(
                () -> kms.listKeys(request -> request.limit(KEYS_PAGE).marker(token)));
        List<KeyListEntry> keys = LIST_KEYS.listed(answer.hasKeys(), answer.keys(), "Keys");
        var tags = account.tags()
                .ofPage(keys.stream().collect(Collectors.toMap(KmsKeyReader::arn, _ -> region, (same, _) -> same)));
        return new Listed<>(
                keys.stream()
                        .map(key -> new Item(LIST_KEYS.required(key.keyId(), "KeyId"), arn(key), tags))
                        .toList(),
                answer.nextMarker());
    }

    private static String arn(KeyListEntry key) {
        return LIST_KEYS.required(key.keyArn(), "KeyArn");
    }

    @Override
    public Optional<Described> describe(String region, Item item, FactCalls calls) {
        KmsClient kms = account.clients().kms(region);
        String keyId = item.keyId();
        var metadata = calls.start(() -> DESCRIBE_KEY.fact(
                () -> kms.describeKey(request -> request.keyId(keyId)), answer -> metadata(answer.keyMetadata())));
        var rotation = calls.startAfter(metadata, known -> rotation(kms, keyId, known));
        var policy = calls.startAfter(metadata, known -> policy(kms, keyId, known));
        var grants = calls.start(() -> LIST_GRANTS.fact(() -> grants(kms, keyId)));
        // Of these most were told of another key: while the calls above are under way is soon enough.
        Fact<Map<String, String>> tags =
                item.tags().of(item.arn(), () -> LIST_RESOURCE_TAGS.fact(() -> tags(kms, keyId)));
        Fact<List<String>> names = LIST_ALIASES.fact(() -> aliases.get(region).getOrDefault(keyId, List.of()));
        var facts = new KmsKey(keyId, names, metadata.get(), rotation.get(), policy.get(), grants.get(), tags);
        return Optional.of(new Described(item.arn(), region, name(facts), facts));
    }

    /** The first alias by the alphabet, without {@code alias/}; the key id where there is none. */
    private static String name(KmsKey key) {
        return key.aliases() instanceof Fact.Known<List<String>> aliases
                        && !aliases.value().isEmpty()
                ? aliases.value().getFirst().replaceFirst("^alias/", "")
                : key.keyId();
    }

    private static KmsKey.Metadata metadata(@Nullable KeyMetadata answer) {
        KeyMetadata key = DESCRIBE_KEY.required(answer, "KeyMetadata");
        // Older endpoints know the key spec by its first name only.
        @Nullable
        String spec = key.keySpecAsString() == null ? key.customerMasterKeySpecAsString() : key.keySpecAsString();
        // The only usage of symmetric encryption keys, which some endpoints therefore leave out.
        @Nullable String usage = key.keyUsage() == null && SYMMETRIC.equals(spec) ? ENCRYPT : key.keyUsageAsString();
        var multiRegion = key.multiRegionConfiguration();
        return new KmsKey.Metadata(
                DESCRIBE_KEY.required(key.keyManagerAsString(), "KeyManager"),
                DESCRIBE_KEY.required(key.keyStateAsString(), "KeyState"),
                DESCRIBE_KEY.required(spec, "KeySpec"),
                DESCRIBE_KEY.required(usage, "KeyUsage"),
                DESCRIBE_KEY.required(key.originAsString(), "Origin"),
                multiRegion == null || multiRegion.multiRegionKeyType() == null
                        ? "NONE"
                        : multiRegion.multiRegionKeyTypeAsString(),
                text(key.description()),
                DESCRIBE_KEY.required(key.creationDate(), "CreationDate"),
                Optional.ofNullable(key.deletionDate()),
                Optional.ofNullable(key.validTo()));
    }

    private static Fact<KmsKey.Rotation> rotation(KmsClient kms, String keyId, Fact<KmsKey.Metadata> metadata) {
        return switch (metadata) {
            case Fact.Missing<KmsKey.Metadata>(var reason) -> new Fact.Missing<>(reason);
            // KMS documents that it rotates its own keys every year and that nobody can change that.
            case Fact.Known<KmsKey.Metadata>(var key, var call)
            when isAwsManaged(key) -> Fact.known(new KmsKey.Rotation(false, true, YEAR), call);
            case Fact.Known<KmsKey.Metadata>(var key, var call)
            when !canRotate(key) -> Fact.known(new KmsKey.Rotation(false, false, 0), call);
            case Fact.Known<KmsKey.Metadata> customerManaged ->
                GET_KEY_ROTATION_STATUS.fact(
                        () -> kms.getKeyRotationStatus(request -> request.keyId(keyId)), KmsKeyReader::rotation);
        };
    }

    private static KmsKey.Rotation rotation(GetKeyRotationStatusResponse answer) {
        boolean enabled = GET_KEY_ROTATION_STATUS.required(answer.keyRotationEnabled(), "KeyRotationEnabled");
        int period = answer.rotationPeriodInDays() == null ? YEAR : answer.rotationPeriodInDays();
        return new KmsKey.Rotation(true, enabled, enabled ? period : 0);
    }

    private static boolean isAwsManaged(KmsKey.Metadata key) {
        return key.manager().equals("AWS");
    }

    private static boolean canRotate(KmsKey.Metadata key) {
        return key.spec().equals(SYMMETRIC)
                && key.origin().equals("AWS_KMS")
                && !key.multiRegion().equals("REPLICA");
    }

    private static Fact<String> policy(KmsClient kms, String keyId, Fact<KmsKey.Metadata> metadata) {
        return switch (metadata) {
            case Fact.Missing<KmsKey.Metadata>(var reason) -> new Fact.Missing<>(reason);
            case Fact.Known<KmsKey.Metadata>(var key, var call) when isAwsManaged(key) -> Fact.known("", call);
            case Fact.Known<KmsKey.Metadata> customerManaged ->
                GET_KEY_POLICY.fact(
                        () -> kms.getKeyPolicy(request -> request.keyId(keyId).policyName(POLICY_NAME)),
                        answer -> GET_KEY_POLICY.policy(answer.policy()));
        };
    }

    private static List<KmsKey.Grant> grants(KmsClient kms, String keyId) {
        var grants = new ArrayList<KmsKey.Grant>();
        LIST_GRANTS.everyPage(
                token -> kms.listGrants(
                        request -> request.keyId(keyId).limit(PAGE).marker(token)),
                ListGrantsResponse::nextMarker,
                page -> LIST_GRANTS.listed(page.hasGrants(), page.grants(), "Grants").stream()
                        .map(KmsKeyReader::grant)
                        .forEach(grants::add));
        return List.copyOf(grants);
    }

    private static KmsKey.Grant grant(GrantListEntry grant) {
        return new KmsKey.Grant(
                text(grant.granteePrincipal()),
                text(grant.retiringPrincipal()),
                grant.operationsAsStrings().stream().sorted().toList());
    }

    private static Map<String, String> tags(KmsClient kms, String keyId) {
        var tags = new TreeMap<String, String>();
        LIST_RESOURCE_TAGS.everyPage(
                token -> kms.listResourceTags(
                        request -> request.keyId(keyId).limit(TAGS_PAGE).marker(token)),
                ListResourceTagsResponse::nextMarker,
                page -> LIST_RESOURCE_TAGS
                        .listed(page.hasTags(), page.tags(), "Tags")
                        .forEach(tag -> tags.put(tag.tagKey(), text(tag.tagValue()))));
        return tags;
    }

    private Map<String, List<String>> listAliases(String region) {
        KmsClient kms = account.clients().kms(region);
        var entries = new ArrayList<AliasListEntry>();
        LIST_ALIASES.everyPage(
                token -> kms.listAliases(request -> request.limit(PAGE).marker(token)),
                ListAliasesResponse::nextMarker,
                page -> entries.addAll(LIST_ALIASES.listed(page.hasAliases(), page.aliases(), "Aliases")));
        var byKey = new HashMap<String, List<String>>();
        entries.stream()
                // Names that AWS reserved for keys that it has not made yet.
                .filter(entry -> entry.targetKeyId() != null)
                .sorted(Comparator.comparing(AliasListEntry::aliasName))
                .forEach(entry -> byKey.computeIfAbsent(entry.targetKeyId(), _ -> new ArrayList<>())
                        .add(Objects.requireNonNull(entry.aliasName())));
        return byKey;
    }
}
