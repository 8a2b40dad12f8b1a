package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Snapshot;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Operations;
import dev.atrest.embeddedaws.wire.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ec2.model.CreateVolumePermission;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.SnapshotAttributeName;

/** EC2: snapshots, which are seen across accounts when they are shared. */
final class SnapshotOperations {

    private static final String SELF = "self";

    /** A snapshot and the account that it belongs to. */
    private record Owned(Snapshot snapshot, World.AccountView owner) {}

    void register(Operations<Call> operations) {
        operations
                .on(Service.EC2, DescribeSnapshotsRequest.class, this::describeSnapshots)
                .on(Service.EC2, DescribeSnapshotAttributeRequest.class, this::describeAttribute);
    }

    private DescribeSnapshotsResponse describeSnapshots(Call call, DescribeSnapshotsRequest request) {
        Pages.Page<Owned> page = request.snapshotIds().isEmpty()
                ? Pages.page(
                        listing(call, request),
                        call.scope("DescribeSnapshots" + request.ownerIds() + request.restorableByUserIds()),
                        request.nextToken(),
                        Ec2Operations.pageSize(request.maxResults()),
                        Ec2Operations::invalidToken)
                : new Pages.Page<>(
                        request.snapshotIds().stream()
                                .map(id -> visible(call, id))
                                .toList(),
                        null);
        return DescribeSnapshotsResponse.builder()
                .snapshots(page.items().stream()
                        .map(owned -> answer(owned, call.regionName()))
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private static Pages.Source<Owned> listing(Call call, DescribeSnapshotsRequest request) {
        List<Pages.Source<Owned>> sources = new ArrayList<>();
        for (World.AccountView owner : call.world().accounts()) {
            if (isOwner(call, owner, request.ownerIds())) {
                Series<Snapshot> snapshots = owner.region(call.regionName()).snapshots();
                boolean everything = owner == call.account()
                        && request.restorableByUserIds().isEmpty()
                        && request.filters().isEmpty();
                Series<Snapshot> shown = everything ? snapshots : snapshots.where(filter(call, owner, request));
                sources.add(shown.map(snapshot -> new Owned(snapshot, owner)));
            }
        }
        return Pages.Source.concat(sources);
    }

    private static boolean isOwner(Call call, World.AccountView owner, List<String> owners) {
        return owners.isEmpty() || owners.contains(owner.id()) || (owner == call.account() && owners.contains(SELF));
    }

    private static Predicate<Snapshot> filter(Call call, World.AccountView owner, DescribeSnapshotsRequest request) {
        List<String> restorers = request.restorableByUserIds();
        Map<String, java.util.function.Function<Snapshot, String>> filters = Map.of(
                "encrypted", snapshot -> snapshot.encrypted().toString(),
                "owner-id", snapshot -> owner.id(),
                "status", Snapshot::state,
                "storage-tier", Snapshot::tier,
                "volume-id", Snapshot::volume);
        return snapshot -> isVisible(call, owner, snapshot)
                && (restorers.isEmpty() || restorers.stream().anyMatch(who -> mayRestore(call, owner, snapshot, who)))
                && Ec2Operations.matches(request.filters(), filters, snapshot);
    }

    private static boolean mayRestore(Call call, World.AccountView owner, Snapshot snapshot, String who) {
        if (who.equals("all")) {
            return snapshot.isPublic();
        }
        String account = who.equals(SELF) ? call.account().id() : who;
        return owner.id().equals(account) || snapshot.sharedWith().contains(account);
    }

    private static boolean isVisible(Call call, World.AccountView owner, Snapshot snapshot) {
        return owner == call.account()
                || snapshot.isPublic()
                || snapshot.sharedWith().contains(call.account().id());
    }

    private static Owned visible(Call call, String id) {
        for (World.AccountView owner : call.world().accounts()) {
            Optional<Snapshot> snapshot =
                    owner.region(call.regionName()).snapshots().find(id);
            if (snapshot.isPresent() && isVisible(call, owner, snapshot.get())) {
                return new Owned(snapshot.get(), owner);
            }
        }
        throw Ec2Operations.notFound("Snapshot", "snapshot", id);
    }

    private static software.amazon.awssdk.services.ec2.model.Snapshot answer(Owned owned, String region) {
        Snapshot snapshot = owned.snapshot();
        RegionView view = owned.owner().region(region);
        return software.amazon.awssdk.services.ec2.model.Snapshot.builder()
                .snapshotId(snapshot.id())
                .volumeId(snapshot.volume())
                .volumeSize(snapshot.sizeGiB())
                .state(snapshot.state())
                .progress("100%")
                .startTime(snapshot.started())
                .ownerId(owned.owner().id())
                .description(snapshot.description())
                .encrypted(snapshot.encrypted())
                .kmsKeyId(snapshot.encrypted() ? view.keyArn(snapshot.key().orElse(RegionView.EBS_ALIAS)) : null)
                .storageTier(snapshot.tier())
                .tags(Ec2Operations.tags(snapshot.tags()))
                .build();
    }

    private DescribeSnapshotAttributeResponse describeAttribute(Call call, DescribeSnapshotAttributeRequest request) {
        if (request.attribute() != SnapshotAttributeName.CREATE_VOLUME_PERMISSION) {
            throw new AwsError(
                    "InvalidParameterValue",
                    "Value (%s) for parameter attribute is invalid.".formatted(request.attributeAsString()),
                    400);
        }
        Snapshot snapshot = call.region()
                .snapshots()
                .find(String.valueOf(request.snapshotId()))
                .orElseThrow(() -> Ec2Operations.notFound("Snapshot", "snapshot", request.snapshotId()));
        List<CreateVolumePermission> permissions = new ArrayList<>();
        if (snapshot.isPublic()) {
            permissions.add(CreateVolumePermission.builder().group("all").build());
        }
        snapshot.sharedWith()
                .forEach(account -> permissions.add(
                        CreateVolumePermission.builder().userId(account).build()));
        return DescribeSnapshotAttributeResponse.builder()
                .snapshotId(snapshot.id())
                .createVolumePermissions(permissions)
                .build();
    }
}
