package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Changed;
import dev.atrest.embeddedaws.estate.Snapshot;
import dev.atrest.embeddedaws.estate.Volume;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.AttachVolumeResponse;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DetachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DetachVolumeResponse;

/** EC2: volumes are made, put in another's place and deleted. Everything is done as soon as it is answered. */
final class VolumeWrites {

    void register(Writes writes) {
        writes.on(Service.EC2, CreateVolumeRequest.class, this::create)
                .on(Service.EC2, DeleteVolumeRequest.class, this::delete)
                .on(Service.EC2, AttachVolumeRequest.class, this::attach)
                .on(Service.EC2, DetachVolumeRequest.class, this::detach);
    }

    private CreateVolumeResponse create(Call call, CreateVolumeRequest request) {
        Optional<Snapshot> source = Optional.ofNullable(request.snapshotId())
                .map(id -> call.region()
                        .snapshots()
                        .find(id)
                        .orElseThrow(() -> Ec2Operations.notFound("Snapshot", "snapshot", id)));
        String zone = String.valueOf(request.availabilityZone());
        if (!zone.matches(call.regionName() + "[a-z]")) {
            throw new AwsError(
                    "InvalidParameterValue", "Value (" + zone + ") for parameter availabilityZone is invalid", 400);
        }
        String type = request.volumeType() == null ? "gp2" : request.volumeTypeAsString();
        if (type.startsWith("io") && request.iops() == null) {
            throw new AwsError(
                    "MissingParameter", "The parameter iops must be specified for " + type + " volumes.", 400);
        }
        Encryption encryption = Encryption.of(
                call,
                Boolean.TRUE.equals(request.encrypted()),
                request.kmsKeyId(),
                source.filter(Snapshot::encrypted).flatMap(Snapshot::key),
                source.filter(Snapshot::encrypted).isPresent());
        Volume made = new Volume(
                call.newId("vol-"),
                1,
                Optional.of(zone),
                Optional.ofNullable(request.size())
                        .or(() -> source.map(Snapshot::sizeGiB))
                        .orElseThrow(() -> new AwsError(
                                "MissingParameter", "The request must contain the parameter size or snapshotId", 400)),
                type,
                "available",
                encryption.encrypted(),
                encryption.key(),
                source.map(Snapshot::id).orElse(""),
                List.of(),
                Map.of(),
                Instant.now());
        set(call, volumes -> {
            volumes.add(made);
            return volumes;
        });
        return CreateVolumeResponse.builder()
                .volumeId(made.id())
                .state("creating")
                .availabilityZone(zone)
                .size(made.sizeGiB())
                .volumeType(type)
                .encrypted(made.encrypted())
                .snapshotId(made.snapshot())
                .createTime(made.created())
                .build();
    }

    private DeleteVolumeResponse delete(Call call, DeleteVolumeRequest request) {
        Volume volume = find(call, request.volumeId());
        if (!volume.attachedTo().isEmpty()) {
            throw inUse(volume);
        }
        change(call, volume, _ -> Optional.empty());
        return DeleteVolumeResponse.builder().build();
    }

    private static AwsError inUse(Volume volume) {
        return new AwsError(
                "VolumeInUse",
                "Volume %s is currently attached to %s"
                        .formatted(volume.id(), volume.attachedTo().getFirst()),
                400);
    }

    private AttachVolumeResponse attach(Call call, AttachVolumeRequest request) {
        Volume volume = find(call, request.volumeId());
        if (!volume.attachedTo().isEmpty()) {
            throw inUse(volume);
        }
        if (request.device() == null) {
            throw new AwsError("MissingParameter", "The request must contain the parameter device", 400);
        }
        change(
                call,
                volume,
                found -> Optional.of(Changed.with(
                        Changed.with(found, "attachedTo", List.of(request.instanceId())), "state", "in-use")));
        return AttachVolumeResponse.builder()
                .volumeId(volume.id())
                .instanceId(request.instanceId())
                .device(request.device())
                .state("attaching")
                .build();
    }

    private DetachVolumeResponse detach(Call call, DetachVolumeRequest request) {
        Volume volume = find(call, request.volumeId());
        if (volume.attachedTo().isEmpty()) {
            throw new AwsError("IncorrectState", "Volume '" + volume.id() + "' is in the 'available' state.", 400);
        }
        change(
                call,
                volume,
                found -> Optional.of(Changed.with(Changed.with(found, "attachedTo", List.of()), "state", "available")));
        return DetachVolumeResponse.builder()
                .volumeId(volume.id())
                .instanceId(volume.attachedTo().getFirst())
                .state("detaching")
                .build();
    }

    static Volume find(Call call, @Nullable String id) {
        return call.region()
                .volumes()
                .find(String.valueOf(id))
                .orElseThrow(() -> Ec2Operations.notFound("Volume", "volume", String.valueOf(id)));
    }

    private static void change(Call call, Volume volume, Function<Volume, Optional<Volume>> change) {
        set(call, volumes -> new Series<>(volumes).changed(volume.id(), change));
    }

    private static void set(Call call, Function<List<Volume>, List<Volume>> change) {
        call.change(region -> Changed.with(region, "volumes", change.apply(new ArrayList<>(region.volumes()))));
    }

    /**
     * What EBS encrypts a new volume or a copy with: what was asked for, else what the source has, else the region's default.
     *
     * @param key empty for the AWS-managed one, and where nothing is encrypted
     */
    record Encryption(boolean encrypted, Optional<String> key) {

        static Encryption of(
                Call call,
                boolean asked,
                @Nullable String askedKey,
                Optional<String> sourceKey,
                boolean sourceEncrypted) {
            var settings = call.region().region().ebs();
            if (askedKey != null && !asked) {
                throw new AwsError(
                        "InvalidParameterDependency",
                        "The parameter KmsKeyId requires the parameter Encrypted to be set.",
                        400);
            }
            if (!asked && !sourceEncrypted && !settings.encryptionByDefault()) {
                return new Encryption(false, Optional.empty());
            }
            if (askedKey != null) {
                LocatedKey found = KeyLookup.any(call, askedKey);
                if (!found.key().state().equals("Enabled")) {
                    throw new AwsError(
                            "InvalidKmsKeyId.Invalid",
                            found.arn() + " is " + found.key().state(),
                            400);
                }
                return new Encryption(true, Optional.of(found.arn()));
            }
            Optional<String> byDefault = settings.defaultKey().equals(RegionView.EBS_ALIAS)
                    ? Optional.empty()
                    : Optional.of(settings.defaultKey());
            return new Encryption(true, sourceEncrypted ? sourceKey : byDefault);
        }
    }
}
