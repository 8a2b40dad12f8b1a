package dev.atrest.readers;

import static dev.atrest.readers.AwsCall.GET_RESOURCES;

import dev.atrest.model.Fact;
import dev.atrest.model.ResourceType;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;

/** Tags of the buckets and keys of an account, asked for by the region and not one by one. */
final class BulkTags {

    private static final int PAGE = 100;
    private static final Map<ResourceType, String> FILTERS =
            Map.of(ResourceType.S3_BUCKET, "s3", ResourceType.KMS_KEY, "kms:key");

    private final AwsClients clients;
    private final CallLedger calls;
    private final Set<String> filters;
    private final Memo<String, Map<String, Map<String, String>>> byRegion = new Memo<>(this::readForAllTypes);

    BulkTags(AwsClients clients, CallLedger calls, Set<ResourceType> types) {
        this.clients = clients;
        this.calls = calls;
        this.filters = FILTERS.entrySet().stream()
                .filter(filter -> types.contains(filter.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The tags of one resource.
     *
     * @param single asks for this resource alone, when the bulk call was refused or failed
     */
    Fact<Map<String, String>> of(String region, String arn, Supplier<Fact<Map<String, String>>> single) {
        try {
            // Resources without tags are absent from the answer.
            return Fact.known(byRegion.get(region).getOrDefault(arn, Map.of()), GET_RESOURCES.operation());
        } catch (ReadException e) {
            return single.get();
        }
    }

    private Map<String, Map<String, String>> readForAllTypes(String region) {
        return calls.forRegion(region, () -> read(region));
    }

    private Map<String, Map<String, String>> read(String region) {
        ResourceGroupsTaggingApiClient tagging = clients.tagging(region);
        var tags = new HashMap<String, Map<String, String>>();
        GET_RESOURCES.everyPage(
                token -> tagging.getResources(request -> request.resourceTypeFilters(filters)
                        .resourcesPerPage(PAGE)
                        .paginationToken(token)),
                GetResourcesResponse::paginationToken,
                page -> GET_RESOURCES
                        .listed(
                                page.hasResourceTagMappingList(),
                                page.resourceTagMappingList(),
                                "ResourceTagMappingList")
                        .forEach(resource -> tags.put(resource.resourceARN(), tagsOf(resource))));
        return tags;
    }

    private static Map<String, String> tagsOf(ResourceTagMapping resource) {
        return resource.tags().stream()
                .collect(Collectors.toMap(Tag::key, Tag::value, (_, last) -> last, TreeMap::new));
    }
}
