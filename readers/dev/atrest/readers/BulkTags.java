package dev.atrest.readers;

import static dev.atrest.readers.AwsCall.GET_RESOURCES;

import dev.atrest.model.Coverage;
import dev.atrest.model.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;

/**
 * Tags of the buckets and keys of an account, a hundred with a call. A region where the bulk call was refused or failed is not
 * asked so again.
 */
final class BulkTags {

    /** The most ARNs that GetResources takes. */
    private static final int MOST = 100;

    private final AwsClients clients;
    private final Set<String> refusing = ConcurrentHashMap.newKeySet();

    BulkTags(AwsClients clients) {
        this.clients = clients;
    }

    /** @param regions the resources of a page of a listing: regions by ARN */
    OfPage ofPage(Map<String, String> regions) {
        return new OfPage(regions);
    }

    /** The tags of the resources of one page, asked for when first needed. They leave the memory with the page. */
    final class OfPage {

        private final Map<String, Batch> batches = new HashMap<>();
        private final Memo<Batch, Map<String, Map<String, String>>> answers =
                new Memo<>(batch -> GET_RESOURCES.understood(() -> read(batch)));

        private OfPage(Map<String, String> regions) {
            var open = new LinkedHashMap<String, Batch>();
            regions.forEach((arn, region) -> {
                Batch batch = open.compute(
                        region,
                        (_, current) -> current == null || current.arns().size() == MOST
                                ? new Batch(region, new ArrayList<>())
                                : current);
                batch.arns().add(arn);
                batches.put(arn, batch);
            });
        }

        /**
         * The tags of one resource.
         *
         * @param single asks for this resource alone, when the bulk call was refused or failed
         */
        Fact<Map<String, String>> of(String arn, Supplier<Fact<Map<String, String>>> single) {
            Batch batch = batches.get(arn);
            if (batch == null || refusing.contains(batch.region())) {
                return single.get();
            }
            try {
                // Resources without tags are absent from the answer.
                return Fact.known(answers.get(batch).getOrDefault(arn, Map.of()), GET_RESOURCES.operation());
            } catch (ReadException e) {
                refusing.add(batch.region());
                return single.get();
            }
        }

        private Map<String, Map<String, String>> read(Batch batch) {
            var tagging = clients.tagging(batch.region());
            var answer =
                    GET_RESOURCES.request(() -> tagging.getResources(request -> request.resourceARNList(batch.arns())));
            if (answer.paginationToken() != null && !answer.paginationToken().isEmpty()) {
                // Not heeding what it was asked for, the endpoint tells of other resources first.
                throw new ReadException(
                        new Coverage.Gap(
                                GET_RESOURCES.operation(),
                                AwsError.INCOMPLETE_ANSWER,
                                "the endpoint pages what it was asked for by name"),
                        false,
                        null);
            }
            return GET_RESOURCES
                    .listed(
                            answer.hasResourceTagMappingList(),
                            answer.resourceTagMappingList(),
                            "ResourceTagMappingList")
                    .stream()
                    .collect(Collectors.toMap(
                            mapping -> GET_RESOURCES.required(mapping.resourceARN(), "ResourceARN"),
                            BulkTags::tags,
                            (_, last) -> last));
        }
    }

    /** Equal to itself alone: what its ARNs are is not looked at. */
    private static final class Batch {

        private final String region;
        private final List<String> arns;

        Batch(String region, List<String> arns) {
            this.region = region;
            this.arns = arns;
        }

        String region() {
            return region;
        }

        List<String> arns() {
            return arns;
        }
    }

    private static Map<String, String> tags(ResourceTagMapping resource) {
        return resource.tags().stream()
                .collect(Collectors.toMap(
                        Tag::key, tag -> AccountContext.text(tag.value()), (_, last) -> last, TreeMap::new));
    }
}
