package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Changed;
import dev.atrest.embeddedaws.estate.Snapshot;
import dev.atrest.embeddedaws.estate.Volume;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CopySnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CopySnapshotResponse;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.ModifySnapshotAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifySnapshotAttributeResponse;
import software.amazon.awssdk.services.ec2.model.OperationType;
import software.amazon.awssdk.services.ec2.model.SnapshotAttributeName;

/** EC2: snapshots are made, copied, shared and deleted. Everything is done as soon as it is answered. */
final class SnapshotWrites {

    void register(Writes writes) {
        writes.on(Service.EC2, CreateSnapshotRequest.class, this::create)
                .on(Service.EC2, CopySnapshotRequest.class, this::copy)
                .on(Service.EC2, DeleteSnapshotRequest.class, this::delete)
                .on(Service.EC2, ModifySnapshotAttributeRequest.class, this::share);
    }

    /** A snapshot has the encryption of its volume, and none of its tags. */
    private CreateSnapshotResponse create(Call call, CreateSnapshotRequest request) {
        Volume volume = VolumeWrites.find(call, request.volumeId());
        Snapshot made = made(
                call,
                volume.id(),
                volume.sizeGiB(),
                new VolumeWrites.Encryption(volume.encrypted(), volume.key()),
                request.description());
        return CreateSnapshotResponse.builder()
                .snapshotId(made.id())
                .volumeId(volume.id())
                .volumeSize(volume.sizeGiB())
                .state("pending")
                .progress("0%")
                .startTime(made.started())
                .ownerId(call.account().id())
                .encrypted(made.encrypted())
                .build();
    }

    /** A copy knows no volume, and has no tags. */
    private CopySnapshotResponse copy(Call call, CopySnapshotRequest request) {
        String sourceRegion = String.valueOf(request.sourceRegion());
        Snapshot source = call.account()
                .region(sourceRegion)
                .snapshots()
                .find(String.valueOf(request.sourceSnapshotId()))
                .orElseThrow(() -> Ec2Operations.notFound("Snapshot", "snapshot", request.sourceSnapshotId()));
        Optional<String> sourceKey = sourceRegion.equals(call.regionName()) ? source.key() : Optional.empty();
        Snapshot made = made(
                call,
                "vol-ffffffff",
                source.sizeGiB(),
                VolumeWrites.Encryption.of(
                        call,
                        Boolean.TRUE.equals(request.encrypted()),
                        request.kmsKeyId(),
                        sourceKey,
                        source.encrypted()),
                request.description());
        return CopySnapshotResponse.builder().snapshotId(made.id()).build();
    }

    private static Snapshot made(
            Call call, String volume, int sizeGiB, VolumeWrites.Encryption encryption, @Nullable String description) {
        Snapshot made = new Snapshot(
                call.newId("snap-"),
                1,
                volume,
                sizeGiB,
                "completed",
                encryption.encrypted(),
                encryption.key(),
                description,
                Map.of(),
                Instant.now(),
                false,
                List.of(),
                "standard");
        set(call, snapshots -> {
            snapshots.add(made);
            return snapshots;
        });
        return made;
    }

    private DeleteSnapshotResponse delete(Call call, DeleteSnapshotRequest request) {
        Snapshot snapshot = find(call, request.snapshotId());
        set(call, snapshots -> new Series<>(snapshots).changed(snapshot.id(), _ -> Optional.empty()));
        return DeleteSnapshotResponse.builder().build();
    }

    private ModifySnapshotAttributeResponse share(Call call, ModifySnapshotAttributeRequest request) {
        Snapshot snapshot = find(call, request.snapshotId());
        if (request.attribute() != SnapshotAttributeName.CREATE_VOLUME_PERMISSION) {
            throw new AwsError("InvalidParameterValue", "Value for parameter attribute is invalid.", 400);
        }
        boolean add = request.operationType() == OperationType.ADD;
        if (!add && request.operationType() != OperationType.REMOVE) {
            throw new AwsError("InvalidParameterValue", "Value for parameter operationType is invalid.", 400);
        }
        boolean everyone = request.groupNames().contains("all");
        if (add && everyone && (snapshot.encrypted() || !isUnblocked(call))) {
            throw new AwsError("OperationNotPermitted", "The snapshot cannot be shared publicly", 400);
        }
        Set<String> accounts = new LinkedHashSet<>(snapshot.sharedWith());
        if (add) {
            accounts.addAll(request.userIds());
        } else {
            request.userIds().forEach(accounts::remove);
        }
        boolean isPublic = everyone ? add : snapshot.isPublic();
        set(
                call,
                snapshots -> new Series<>(snapshots)
                        .changed(
                                snapshot.id(),
                                found -> Optional.of(Changed.with(
                                        Changed.with(found, "sharedWith", List.copyOf(accounts)),
                                        "isPublic",
                                        isPublic))));
        return ModifySnapshotAttributeResponse.builder().build();
    }

    private static boolean isUnblocked(Call call) {
        return call.region().region().ebs().snapshotBlockPublicAccess().equals("unblocked");
    }

    private static Snapshot find(Call call, @Nullable String id) {
        return call.region()
                .snapshots()
                .find(String.valueOf(id))
                .orElseThrow(() -> Ec2Operations.notFound("Snapshot", "snapshot", String.valueOf(id)));
    }

    private static void set(Call call, Function<List<Snapshot>, List<Snapshot>> change) {
        call.change(region -> Changed.with(region, "snapshots", change.apply(new ArrayList<>(region.snapshots()))));
    }
}
