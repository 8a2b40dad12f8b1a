package dev.atrest.embeddedaws.services;

import dev.atrest.embeddedaws.estate.Bucket;
import dev.atrest.embeddedaws.estate.Changed;
import dev.atrest.embeddedaws.estate.Numbered;
import dev.atrest.embeddedaws.wire.AwsError;
import dev.atrest.embeddedaws.wire.Service;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.FailureInfo;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagResourcesRequest;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.TagResourcesResponse;

/** EC2 and Resource Groups Tagging: tags beside those that are there. */
final class TagWrites {

    void register(Writes writes) {
        writes.on(Service.EC2, CreateTagsRequest.class, this::createTags)
                .on(Service.TAGGING, TagResourcesRequest.class, this::tagResources);
    }

    private CreateTagsResponse createTags(Call call, CreateTagsRequest request) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (Tag tag : request.tags()) {
            tags.put(tag.key(), String.valueOf(tag.value()));
        }
        if (tags.isEmpty()) {
            throw new AwsError("MissingParameter", "The request must contain the parameter tag", 400);
        }
        requireUnreserved(tags, "InvalidParameterValue");
        for (String id : request.resources()) {
            if (!tag(call, id, tags)) {
                throw new AwsError("InvalidID", "The ID '" + id + "' is not valid", 400);
            }
        }
        return CreateTagsResponse.builder().build();
    }

    private TagResourcesResponse tagResources(Call call, TagResourcesRequest request) {
        requireUnreserved(request.tags(), "InvalidParameterException");
        Map<String, FailureInfo> failed = new LinkedHashMap<>();
        for (String arn : request.resourceARNList()) {
            String id = arn.substring(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
            boolean tagged = arn.equals(call.region().bucketArn(id))
                    ? tagBucket(call, id, request.tags())
                    : tag(call, id, request.tags());
            if (!tagged) {
                failed.put(
                        arn,
                        FailureInfo.builder()
                                .errorCode("InvalidParameterException")
                                .statusCode(400)
                                .errorMessage("The resource does not exist in this region")
                                .build());
            }
        }
        return TagResourcesResponse.builder().failedResourcesMap(failed).build();
    }

    private static void requireUnreserved(Map<String, String> tags, String code) {
        if (tags.keySet().stream().anyMatch(key -> key.startsWith("aws:"))) {
            throw new AwsError(code, "Tag keys starting with 'aws:' are reserved for internal use", 400);
        }
    }

    private static boolean tagBucket(Call call, String name, Map<String, String> tags) {
        Optional<Bucket> bucket = call.region().buckets().find(name);
        bucket.ifPresent(_ -> call.account()
                .change(account -> Changed.with(
                        account,
                        "buckets",
                        new Series<>(account.buckets())
                                .changed(
                                        name,
                                        found -> Optional.of(
                                                Changed.with(found, "tags", together(found.tags(), tags)))))));
        return bucket.isPresent();
    }

    /** Tags a volume or a snapshot; false when there is none with this id. */
    private static boolean tag(Call call, String id, Map<String, String> tags) {
        RegionView region = call.region();
        boolean volume = region.volumes().find(id).isPresent();
        boolean snapshot = region.snapshots().find(id).isPresent();
        call.change(before -> {
            var volumes =
                    tagged(before.volumes(), id, found -> Changed.with(found, "tags", together(found.tags(), tags)));
            var snapshots =
                    tagged(before.snapshots(), id, found -> Changed.with(found, "tags", together(found.tags(), tags)));
            return Changed.with(Changed.with(before, "volumes", volumes), "snapshots", snapshots);
        });
        return volume || snapshot;
    }

    private static <T extends Numbered<T>> List<T> tagged(
            List<T> resources, String id, java.util.function.UnaryOperator<T> change) {
        return new Series<>(resources).changed(id, found -> Optional.of(change.apply(found)));
    }

    private static Map<String, String> together(Map<String, String> before, Map<String, String> added) {
        Map<String, String> all = new LinkedHashMap<>(before);
        all.putAll(added);
        return all;
    }
}
