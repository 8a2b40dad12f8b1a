package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Partition;
import dev.atrest.embeddedaws.estate.Region;
import dev.atrest.embeddedaws.estate.Regions;
import dev.atrest.embeddedaws.estate.Volume;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Operations;
import dev.atrest.embeddedaws.wire.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GetEbsDefaultKmsKeyIdRequest;
import software.amazon.awssdk.services.ec2.model.GetEbsDefaultKmsKeyIdResponse;
import software.amazon.awssdk.services.ec2.model.GetEbsEncryptionByDefaultRequest;
import software.amazon.awssdk.services.ec2.model.GetEbsEncryptionByDefaultResponse;
import software.amazon.awssdk.services.ec2.model.GetSnapshotBlockPublicAccessStateRequest;
import software.amazon.awssdk.services.ec2.model.GetSnapshotBlockPublicAccessStateResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/** EC2: regions, volumes and EBS settings. */
final class Ec2Operations {

    /** Regions that an account has to opt in to. */
    private static final Set<String> OPT_IN = Set.of(
            "af-south-1",
            "ap-east-1",
            "ap-east-2",
            "ap-south-2",
            "ap-southeast-3",
            "ap-southeast-4",
            "ap-southeast-5",
            "ap-southeast-6",
            "ap-southeast-7",
            "ca-west-1",
            "eu-central-2",
            "eu-south-1",
            "eu-south-2",
            "il-central-1",
            "me-central-1",
            "me-south-1",
            "mx-central-1");

    void register(Operations<Call> operations) {
        operations
                .on(Service.EC2, DescribeRegionsRequest.class, this::describeRegions)
                .on(Service.EC2, DescribeVolumesRequest.class, this::describeVolumes)
                .on(Service.EC2, GetEbsEncryptionByDefaultRequest.class, this::encryptionByDefault)
                .on(Service.EC2, GetEbsDefaultKmsKeyIdRequest.class, this::defaultKey)
                .on(Service.EC2, GetSnapshotBlockPublicAccessStateRequest.class, this::blockPublicAccess);
    }

    private DescribeRegionsResponse describeRegions(Call call, DescribeRegionsRequest request) {
        Regions regions = call.world().estate().regions();
        Partition partition = call.world().partition();
        Set<String> names = Set.copyOf(request.regionNames());
        Stream<String> shown = Boolean.TRUE.equals(request.allRegions())
                ? Stream.concat(regions.enabled().stream(), regions.notOptedIn().stream())
                : regions.enabled().stream();
        return DescribeRegionsResponse.builder()
                .regions(shown.filter(name -> names.isEmpty() || names.contains(name))
                        .map(name -> software.amazon.awssdk.services.ec2.model.Region.builder()
                                .regionName(name)
                                .endpoint("ec2." + name + "." + partition.dnsSuffix())
                                .optInStatus(optInStatus(name, regions))
                                .build())
                        .filter(region -> matches(
                                request.filters(),
                                Map.of(
                                        "region-name", ignored -> region.regionName(),
                                        "opt-in-status", ignored -> region.optInStatus(),
                                        "endpoint", ignored -> region.endpoint()),
                                region))
                        .toList())
                .build();
    }

    private static String optInStatus(String region, Regions regions) {
        if (regions.notOptedIn().contains(region)) {
            return "not-opted-in";
        }
        return OPT_IN.contains(region) ? "opted-in" : "opt-in-not-required";
    }

    private DescribeVolumesResponse describeVolumes(Call call, DescribeVolumesRequest request) {
        RegionView region = call.region();
        Pages.Page<Volume> page;
        if (!request.volumeIds().isEmpty()) {
            page = new Pages.Page<>(
                    request.volumeIds().stream()
                            .map(id -> region.volumes().find(id).orElseThrow(() -> notFound("Volume", "volume", id)))
                            .toList(),
                    null);
        } else {
            Series<Volume> volumes = request.filters().isEmpty()
                    ? region.volumes()
                    : region.volumes()
                            .where(volume -> matches(
                                    request.filters(),
                                    Map.of(
                                            "encrypted", v -> v.encrypted().toString(),
                                            "status", Volume::state,
                                            "volume-type", Volume::type,
                                            "size", v -> v.sizeGiB().toString(),
                                            "snapshot-id", Volume::snapshot),
                                    volume));
            page = Pages.page(
                    volumes,
                    call.scope("DescribeVolumes"),
                    request.nextToken(),
                    pageSize(request.maxResults()),
                    Ec2Operations::invalidToken);
        }
        return DescribeVolumesResponse.builder()
                .volumes(page.items().stream()
                        .map(volume -> answer(volume, region))
                        .toList())
                .nextToken(page.next())
                .build();
    }

    private static software.amazon.awssdk.services.ec2.model.Volume answer(Volume volume, RegionView region) {
        return software.amazon.awssdk.services.ec2.model.Volume.builder()
                .volumeId(volume.id())
                .availabilityZone(volume.zone().orElse(region.name() + "a"))
                .size(volume.sizeGiB())
                .volumeType(volume.type())
                .state(volume.state())
                .encrypted(volume.encrypted())
                .kmsKeyId(volume.encrypted() ? region.keyArn(volume.key().orElse(RegionView.EBS_ALIAS)) : null)
                .snapshotId(volume.snapshot())
                .createTime(volume.created())
                .attachments(volume.attachedTo().stream()
                        .map(instance -> VolumeAttachment.builder()
                                .instanceId(instance)
                                .volumeId(volume.id())
                                .state("attached")
                                .device("/dev/xvda")
                                .attachTime(volume.created())
                                .build())
                        .toList())
                .tags(tags(volume.tags()))
                .build();
    }

    private GetEbsEncryptionByDefaultResponse encryptionByDefault(Call call, GetEbsEncryptionByDefaultRequest request) {
        return GetEbsEncryptionByDefaultResponse.builder()
                .ebsEncryptionByDefault(ebs(call).encryptionByDefault())
                .sseType("sse-ebs")
                .build();
    }

    private GetEbsDefaultKmsKeyIdResponse defaultKey(Call call, GetEbsDefaultKmsKeyIdRequest request) {
        String key = ebs(call).defaultKey();
        return GetEbsDefaultKmsKeyIdResponse.builder()
                .kmsKeyId(key.equals(RegionView.EBS_ALIAS) ? key : call.region().keyArn(key))
                .build();
    }

    private GetSnapshotBlockPublicAccessStateResponse blockPublicAccess(
            Call call, GetSnapshotBlockPublicAccessStateRequest request) {
        return GetSnapshotBlockPublicAccessStateResponse.builder()
                .state(ebs(call).snapshotBlockPublicAccess())
                .managedBy("account")
                .build();
    }

    private static Region.EbsSettings ebs(Call call) {
        return call.region().region().ebs();
    }

    static List<Tag> tags(Map<String, String> tags) {
        List<Tag> answer = new ArrayList<>(tags.size());
        tags.forEach(
                (key, value) -> answer.add(Tag.builder().key(key).value(value).build()));
        return answer;
    }

    /**
     * Whether an object passes EC2's filters.
     *
     * @param known the filters that this operation knows, besides tags
     */
    static <T> boolean matches(List<Filter> filters, Map<String, Function<T, String>> known, T object) {
        for (Filter filter : filters) {
            Function<T, String> value = known.get(filter.name());
            if (value == null) {
                throw new AwsError("InvalidParameterValue", "The filter '" + filter.name() + "' is invalid", 400);
            }
            if (filter.values().stream().noneMatch(value.apply(object)::equals)) {
                return false;
            }
        }
        return true;
    }

    static int pageSize(@Nullable Integer asked) {
        return Pages.size(
                asked,
                5,
                1000,
                1000,
                bound -> new AwsError(
                        "InvalidParameterValue",
                        "Value ( %s ) for parameter maxResults is invalid. Expecting a value %s."
                                .formatted(asked, bound),
                        400));
    }

    static AwsError invalidToken() {
        return new AwsError("InvalidParameterValue", "Invalid value for parameter nextToken", 400);
    }

    static AwsError notFound(String type, String word, String id) {
        return new AwsError("Invalid" + type + ".NotFound", "The %s '%s' does not exist.".formatted(word, id), 400);
    }
}
