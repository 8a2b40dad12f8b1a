package dev.atrest.evaluators;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import dev.atrest.evaluators.policy.Policy;
import dev.atrest.evaluators.policy.PolicyAnalysis;
import dev.atrest.evaluators.policy.PolicyResult;
import dev.atrest.evaluators.policy.ResourceContext;
import dev.atrest.model.Resource;
import dev.atrest.model.ResourceType;

/**
 * Policies with the answers they gave, kept while they are met again: many keys of an account have the default policy or the
 * same from a template, many buckets have none, and about one key more than its rules ask. Holds so many characters of policies
 * at most. Safe for use by many threads.
 */
final class KnownPolicies {

    /** What a bucket without a policy has. */
    static final String NO_STATEMENTS = "{\"Version\": \"2012-10-17\", \"Statement\": []}";

    private static final int MOST_CHARACTERS = 4_000_000;

    /** What came of a policy's text. */
    sealed interface Known {
        /** A policy ready to be asked. */
        record Asked(AskedPolicy policy) implements Known {}

        /** Nothing that can be understood. */
        record Unparsable(String reason) implements Known {}
    }

    /**
     * A policy and all that its answers depend on.
     *
     * @param on the resource, or where any is meant one that stands for all of its account and region
     */
    private record Place(String text, ResourceContext on, boolean any) {}

    /** Of a policy for any resource whose answers depend on which it is. */
    private record Particular() implements Read {}

    private record Usable(Known known) implements Read {}

    private sealed interface Read {}

    private final LoadingCache<Place, Read> read = CacheBuilder.newBuilder()
            .maximumWeight(MOST_CHARACTERS)
            .<Place, Read>weigher((place, _) -> place.text().length())
            .build(CacheLoader.from(KnownPolicies::read));

    /** What a key's or bucket's policy is. */
    Known of(Resource resource, String text) {
        boolean key = resource.type() == ResourceType.KMS_KEY;
        var on = key
                ? ResourceContext.key(resource.arn(), resource.accountId())
                : ResourceContext.bucket(resource.arn(), resource.accountId());
        // The policy of a bucket names the bucket, and is asked by the bucket's rules alone.
        if (!key && !text.equals(NO_STATEMENTS) || resource.arn().split(":", 6).length < 6) {
            return known(Policy.parse(text), on);
        }
        String any = resource.arn().substring(0, resource.arn().lastIndexOf(':') + 1) + "any";
        var anywhere = new Place(text, new ResourceContext(on.kind(), any, on.accountId(), on.organizationId()), true);
        return switch (read.getUnchecked(anywhere)) {
            case Usable(Known known) -> known;
            case Particular() ->
                read.getUnchecked(new Place(text, on, false)) instanceof Usable(Known known)
                        ? known
                        : known(Policy.parse(text), on);
        };
    }

    private static Read read(Place place) {
        var result = Policy.parse(place.text());
        return place.any() && result instanceof PolicyResult.Parsed(Policy policy) && !policy.isAlikeOnEveryResource()
                ? new Particular()
                : new Usable(known(result, place.on()));
    }

    private static Known known(PolicyResult result, ResourceContext on) {
        return switch (result) {
            case PolicyResult.Parsed(Policy policy) -> new Known.Asked(new AskedPolicy(new PolicyAnalysis(policy, on)));
            case PolicyResult.Unparsable(String reason) -> new Known.Unparsable(reason);
        };
    }
}
