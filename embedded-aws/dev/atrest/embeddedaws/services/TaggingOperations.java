package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Numbered;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Operations;
import dev.atrest.embeddedaws.wire.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagFilter;

/** Resource Groups Tagging: the tagged buckets, keys, volumes and snapshots of a region. */
final class TaggingOperations {

    private static final int MOST_ARNS = 100;

    void register(Operations<Call> operations) {
        operations.on(Service.TAGGING, GetResourcesRequest.class, this::getResources);
    }

    private GetResourcesResponse getResources(Call call, GetResourcesRequest request) {
        RegionView region = call.region();
        if (!request.resourceARNList().isEmpty()) {
            return named(region, request);
        }
        List<Pages.Source<ResourceTagMapping>> sources = new ArrayList<>();
        if (wanted(request, "s3", "bucket")) {
            sources.add(tagged(
                    request, region.buckets(), bucket -> bucket.tags(), bucket -> region.bucketArn(bucket.name())));
        }
        if (wanted(request, "kms", "key")) {
            sources.add(tagged(request, region.keys(), key -> key.tags(), key -> region.keyIdArn(key.id())));
        }
        if (wanted(request, "ec2", "volume")) {
            sources.add(tagged(
                    request,
                    region.volumes(),
                    volume -> volume.tags(),
                    volume -> region.arn("ec2", "volume/" + volume.id())));
        }
        if (wanted(request, "ec2", "snapshot")) {
            sources.add(tagged(
                    request,
                    region.snapshots(),
                    snapshot -> snapshot.tags(),
                    snapshot -> region.arn("ec2", "snapshot/" + snapshot.id())));
        }
        int size = Pages.size(
                request.resourcesPerPage(),
                1,
                100,
                50,
                bound -> new AwsError("InvalidParameterException", "ResourcesPerPage must be " + bound, 400));
        var page = Pages.page(
                Pages.Source.concat(sources),
                call.scope("GetResources" + request.resourceTypeFilters() + request.tagFilters()),
                request.paginationToken(),
                size,
                () -> new AwsError("InvalidParameterException", "Invalid PaginationToken", 400));
        // The last page's token is an empty text, not an absent one.
        return GetResourcesResponse.builder()
                .resourceTagMappingList(page.items())
                .paginationToken(page.next() == null ? "" : page.next())
                .build();
    }

    /** Resources that are not there, or have no tags, are left out. */
    private static GetResourcesResponse named(RegionView region, GetResourcesRequest request) {
        if (request.resourcesPerPage() != null || request.paginationToken() != null) {
            throw new AwsError(
                    "InvalidParameterException", "ResourceARNList cannot be combined with paging parameters", 400);
        }
        if (request.resourceARNList().size() > MOST_ARNS) {
            throw new AwsError(
                    "InvalidParameterException", "ResourceARNList holds at most " + MOST_ARNS + " ARNs", 400);
        }
        return GetResourcesResponse.builder()
                .resourceTagMappingList(request.resourceARNList().stream()
                        .flatMap(arn -> tags(region, arn).filter(tags -> !tags.isEmpty()).stream()
                                .map(tags -> mapping(arn, tags)))
                        .toList())
                .paginationToken("")
                .build();
    }

    private static Optional<Map<String, String>> tags(RegionView region, String arn) {
        String id = arn.substring(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
        if (arn.equals(region.bucketArn(id))) {
            return region.buckets().find(id).map(bucket -> bucket.tags());
        }
        if (arn.equals(region.keyIdArn(id))) {
            return region.keys().find(id).map(key -> key.tags());
        }
        if (arn.equals(region.arn("ec2", "volume/" + id))) {
            return region.volumes().find(id).map(volume -> volume.tags());
        }
        return arn.equals(region.arn("ec2", "snapshot/" + id))
                ? region.snapshots().find(id).map(snapshot -> snapshot.tags())
                : Optional.empty();
    }

    private static ResourceTagMapping mapping(String arn, Map<String, String> tags) {
        return ResourceTagMapping.builder()
                .resourceARN(arn)
                .tags(tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    private static boolean wanted(GetResourcesRequest request, String service, String type) {
        List<String> filters = request.resourceTypeFilters();
        // S3 knows buckets by the service's name alone.
        return filters.isEmpty() || filters.contains(service) || filters.contains(service + ":" + type);
    }

    private static <T extends Numbered<T>> Pages.Source<ResourceTagMapping> tagged(
            GetResourcesRequest request,
            Series<T> resources,
            Function<T, Map<String, String>> tags,
            Function<T, String> arn) {
        return resources
                .where(resource -> !tags.apply(resource).isEmpty()
                        && request.tagFilters().stream().allMatch(filter -> matches(filter, tags.apply(resource))))
                .map(resource -> mapping(arn.apply(resource), tags.apply(resource)));
    }

    private static boolean matches(TagFilter filter, Map<String, String> tags) {
        String value = tags.get(filter.key());
        return value != null && (filter.values().isEmpty() || filter.values().contains(value));
    }
}
