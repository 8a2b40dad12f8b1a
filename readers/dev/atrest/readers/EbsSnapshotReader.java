package dev.atrest.readers;

import static dev.atrest.readers.AccountContext.text;
import static dev.atrest.readers.AwsCall.DESCRIBE_SNAPSHOTS;
import static dev.atrest.readers.AwsCall.DESCRIBE_SNAPSHOT_ATTRIBUTE;

import dev.atrest.model.Coverage;
import dev.atrest.model.EbsSnapshot;
import dev.atrest.model.Fact;
import dev.atrest.model.KeyReference;
import dev.atrest.model.Unread;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateVolumePermission;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.PermissionGroup;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotAttributeName;

/** EBS snapshots that the account owns. Sharing takes a call a snapshot; without it, one listing a
 * region tells the public ones. */
final class EbsSnapshotReader implements ResourceReader<EbsSnapshotReader.Item> {

    private static final int PAGE = 1000;

    private final AccountContext account;
    private final Memo<String, Set<String>> publicSnapshots = new Memo<>(this::listPublic);

    EbsSnapshotReader(AccountContext account) {
        this.account = account;
    }

    /** What the listing tells, which is all but with whom the snapshot is shared. */
    record Item(
            String snapshotId,
            String volumeId,
            int volumeSizeGiB,
            String state,
            Instant startedAt,
            boolean encrypted,
            Fact<KeyReference> key,
            Map<String, String> tags)
            implements Page.Item {}

    @Override
    public AwsCall listingCall() {
        return DESCRIBE_SNAPSHOTS;
    }

    @Override
    public Class<Item> itemType() {
        return Item.class;
    }

    @Override
    public Listed<Item> list(String region, @Nullable String token) {
        var ec2 = account.clients().ec2(region);
        var answer = DESCRIBE_SNAPSHOTS.request(() -> ec2.describeSnapshots(
                request -> request.ownerIds("self").maxResults(PAGE).nextToken(token)));
        return new Listed<>(
                DESCRIBE_SNAPSHOTS.listed(answer.hasSnapshots(), answer.snapshots(), "Snapshots").stream()
                        .filter(this::own)
                        .map(EbsSnapshotReader::item)
                        .toList(),
                answer.nextToken());
    }

    /** Not every endpoint heeds that only the account's own snapshots are asked for. */
    private boolean own(Snapshot snapshot) {
        return snapshot.ownerId() == null
                || snapshot.ownerId().equals(account.account().id());
    }

    @Override
    public boolean asksForEach() {
        return account.scope().snapshotSharing();
    }

    @Override
    public Optional<Described> describe(String region, Item item, FactCalls calls) {
        Fact<Sharing> sharing = sharing(region, item.snapshotId());
        var facts = new EbsSnapshot(
                item.snapshotId(),
                item.volumeId(),
                item.volumeSizeGiB(),
                item.state(),
                item.startedAt(),
                item.encrypted(),
                item.key(),
                item.tags(),
                publiclyRestorable(region, item.snapshotId(), sharing),
                switch (sharing) {
                    case Fact.Known<Sharing>(var known, var call) -> Fact.known(known.accountIds(), call);
                    case Fact.Missing<Sharing>(var reason) -> new Fact.Missing<>(reason);
                });
        // ARNs of snapshots name no account.
        String arn = account.arn("ec2", region, "", "snapshot/" + item.snapshotId());
        return Optional.of(new Described(arn, region, Ec2Tags.name(item.tags(), item.snapshotId()), facts));
    }

    private static Item item(Snapshot snapshot) {
        return new Item(
                DESCRIBE_SNAPSHOTS.required(snapshot.snapshotId(), "SnapshotId"),
                text(snapshot.volumeId()),
                DESCRIBE_SNAPSHOTS.required(snapshot.volumeSize(), "VolumeSize"),
                text(snapshot.stateAsString()),
                DESCRIBE_SNAPSHOTS.required(snapshot.startTime(), "StartTime"),
                DESCRIBE_SNAPSHOTS.required(snapshot.encrypted(), "Encrypted"),
                EbsKeys.of(DESCRIBE_SNAPSHOTS, snapshot.encrypted(), snapshot.kmsKeyId()),
                Ec2Tags.of(snapshot.tags()));
    }

    private Set<String> listPublic(String region) {
        var ec2 = account.clients().ec2(region);
        var ids = new HashSet<String>();
        DESCRIBE_SNAPSHOTS.everyPage(
                token -> ec2.describeSnapshots(request -> request.ownerIds("self")
                        .restorableByUserIds("all")
                        .maxResults(PAGE)
                        .nextToken(token)),
                DescribeSnapshotsResponse::nextToken,
                page -> DESCRIBE_SNAPSHOTS
                        .listed(page.hasSnapshots(), page.snapshots(), "Snapshots")
                        .forEach(snapshot -> ids.add(publicOne(snapshot))));
        return ids;
    }

    /** Not every endpoint heeds that only public snapshots are asked for; one that is encrypted cannot be public. */
    private static String publicOne(Snapshot snapshot) {
        if (AccountContext.on(snapshot.encrypted())) {
            throw new ReadException(
                    new Coverage.Gap(
                            DESCRIBE_SNAPSHOTS.operation(),
                            AwsError.FILTER_IGNORED,
                            "asked for public snapshots, the endpoint tells of encrypted ones"),
                    false,
                    null);
        }
        return DESCRIBE_SNAPSHOTS.required(snapshot.snapshotId(), "SnapshotId");
    }

    /**
     * Where the snapshot itself was not asked, the listing of public ones answers for it. An endpoint that does not heed that only
     * those are asked for names all snapshots, so what the listing names is asked itself; if it does not tell, the listing stands.
     */
    private Fact<Boolean> publiclyRestorable(String region, String snapshotId, Fact<Sharing> sharing) {
        if (sharing instanceof Fact.Known<Sharing>(var known, var call)) {
            return Fact.known(known.withEveryone(), call);
        }
        Fact<Boolean> listed =
                DESCRIBE_SNAPSHOTS.fact(() -> publicSnapshots.get(region).contains(snapshotId));
        boolean named = listed instanceof Fact.Known<Boolean> known && known.value();
        boolean asked = account.scope().snapshotSharing();
        return named && !asked && askForSharing(region, snapshotId) instanceof Fact.Known<Sharing>(var told, var how)
                ? Fact.known(told.withEveryone(), how)
                : listed;
    }

    private Fact<Sharing> sharing(String region, String snapshotId) {
        if (!account.scope().snapshotSharing()) {
            return Fact.unread(DESCRIBE_SNAPSHOT_ATTRIBUTE.operation(), Unread.NOT_REQUESTED);
        }
        return askForSharing(region, snapshotId);
    }

    private Fact<Sharing> askForSharing(String region, String snapshotId) {
        var ec2 = account.clients().ec2(region);
        return DESCRIBE_SNAPSHOT_ATTRIBUTE.fact(
                () -> ec2.describeSnapshotAttribute(request ->
                        request.snapshotId(snapshotId).attribute(SnapshotAttributeName.CREATE_VOLUME_PERMISSION)),
                answer -> Sharing.of(DESCRIBE_SNAPSHOT_ATTRIBUTE.listed(
                        answer.hasCreateVolumePermissions(),
                        answer.createVolumePermissions(),
                        "CreateVolumePermissions")));
    }

    /** Who may make volumes of a snapshot. */
    private record Sharing(boolean withEveryone, List<String> accountIds) {

        static Sharing of(List<CreateVolumePermission> permissions) {
            return new Sharing(
                    permissions.stream().anyMatch(permission -> permission.group() == PermissionGroup.ALL),
                    permissions.stream()
                            .map(CreateVolumePermission::userId)
                            .filter(Objects::nonNull)
                            .sorted()
                            .toList());
        }
    }
}
