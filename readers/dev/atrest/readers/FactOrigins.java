package dev.atrest.readers;

import static dev.atrest.readers.AwsCall.DESCRIBE_ALARMS;
import static dev.atrest.readers.AwsCall.DESCRIBE_KEY;
import static dev.atrest.readers.AwsCall.DESCRIBE_METRIC_FILTERS;
import static dev.atrest.readers.AwsCall.DESCRIBE_ORGANIZATION;
import static dev.atrest.readers.AwsCall.DESCRIBE_SNAPSHOTS;
import static dev.atrest.readers.AwsCall.DESCRIBE_SNAPSHOT_ATTRIBUTE;
import static dev.atrest.readers.AwsCall.DESCRIBE_TRAILS;
import static dev.atrest.readers.AwsCall.DESCRIBE_VOLUMES;
import static dev.atrest.readers.AwsCall.GET_ACCOUNT_PUBLIC_ACCESS_BLOCK;
import static dev.atrest.readers.AwsCall.GET_BUCKET_ENCRYPTION;
import static dev.atrest.readers.AwsCall.GET_BUCKET_LOGGING;
import static dev.atrest.readers.AwsCall.GET_BUCKET_POLICY;
import static dev.atrest.readers.AwsCall.GET_BUCKET_POLICY_STATUS;
import static dev.atrest.readers.AwsCall.GET_BUCKET_PUBLIC_ACCESS_BLOCK;
import static dev.atrest.readers.AwsCall.GET_BUCKET_TAGGING;
import static dev.atrest.readers.AwsCall.GET_BUCKET_VERSIONING;
import static dev.atrest.readers.AwsCall.GET_EBS_DEFAULT_KMS_KEY_ID;
import static dev.atrest.readers.AwsCall.GET_EBS_ENCRYPTION_BY_DEFAULT;
import static dev.atrest.readers.AwsCall.GET_EVENT_SELECTORS;
import static dev.atrest.readers.AwsCall.GET_KEY_POLICY;
import static dev.atrest.readers.AwsCall.GET_KEY_ROTATION_STATUS;
import static dev.atrest.readers.AwsCall.GET_RESOURCES;
import static dev.atrest.readers.AwsCall.GET_SNAPSHOT_BLOCK_PUBLIC_ACCESS_STATE;
import static dev.atrest.readers.AwsCall.GET_TRAIL_STATUS;
import static dev.atrest.readers.AwsCall.LIST_ACCOUNTS;
import static dev.atrest.readers.AwsCall.LIST_ALIASES;
import static dev.atrest.readers.AwsCall.LIST_BUCKETS;
import static dev.atrest.readers.AwsCall.LIST_GRANTS;
import static dev.atrest.readers.AwsCall.LIST_KEYS;
import static dev.atrest.readers.AwsCall.LIST_RESOURCE_TAGS;
import static dev.atrest.readers.AwsCall.LIST_RULES;
import static dev.atrest.readers.AwsCall.LIST_SUBSCRIPTIONS_BY_TOPIC;
import static dev.atrest.readers.AwsCall.LIST_TARGETS_BY_RULE;
import static dev.atrest.readers.AwsCall.LOOKUP_EVENTS;

import dev.atrest.model.ResourceType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which API operations tell which facts, for people who read a rule; what a resource was really told is in its facts. */
public final class FactOrigins {

    private static final String LISTING = "";
    private static final Map<ResourceType, Map<String, List<String>>> CALLS = Map.of(
            ResourceType.S3_BUCKET,
            told(LISTING, LIST_BUCKETS)
                    .and("tags", GET_RESOURCES, GET_BUCKET_TAGGING)
                    .and("encryption", GET_BUCKET_ENCRYPTION)
                    .and("policy", GET_BUCKET_POLICY)
                    .and("policyPublic", GET_BUCKET_POLICY_STATUS, GET_BUCKET_POLICY)
                    .and("publicAccessBlock", GET_BUCKET_PUBLIC_ACCESS_BLOCK)
                    .and("versioning", GET_BUCKET_VERSIONING)
                    .and("logging", GET_BUCKET_LOGGING)
                    .calls,
            ResourceType.EBS_VOLUME,
            told(LISTING, DESCRIBE_VOLUMES).calls,
            ResourceType.EBS_SNAPSHOT,
            told(LISTING, DESCRIBE_SNAPSHOTS)
                    .and("publiclyRestorable", DESCRIBE_SNAPSHOTS, DESCRIBE_SNAPSHOT_ATTRIBUTE)
                    .and("sharedWith", DESCRIBE_SNAPSHOT_ATTRIBUTE)
                    .calls,
            ResourceType.KMS_KEY,
            told(LISTING, LIST_KEYS)
                    .and("aliases", LIST_ALIASES)
                    .and("metadata", DESCRIBE_KEY)
                    .and("rotation", GET_KEY_ROTATION_STATUS, DESCRIBE_KEY)
                    .and("policy", GET_KEY_POLICY, DESCRIBE_KEY)
                    .and("grants", LIST_GRANTS)
                    .and("tags", GET_RESOURCES, LIST_RESOURCE_TAGS)
                    .calls,
            ResourceType.TRAIL,
            told(LISTING, DESCRIBE_TRAILS)
                    .and("logging", GET_TRAIL_STATUS)
                    .and("eventSelectors", GET_EVENT_SELECTORS)
                    .and("advancedEventSelectors", GET_EVENT_SELECTORS)
                    .calls,
            ResourceType.ACCOUNT_SETTINGS,
            told(LISTING, GET_ACCOUNT_PUBLIC_ACCESS_BLOCK)
                    .and("organization", DESCRIBE_ORGANIZATION)
                    .and("organizationAccounts", LIST_ACCOUNTS)
                    .calls,
            ResourceType.REGION_SETTINGS,
            told(LISTING, GET_EBS_ENCRYPTION_BY_DEFAULT)
                    .and("ebsDefaultKey", GET_EBS_DEFAULT_KMS_KEY_ID)
                    .and("snapshotBlockPublicAccess", GET_SNAPSHOT_BLOCK_PUBLIC_ACCESS_STATE)
                    .and("trails", DESCRIBE_TRAILS, GET_TRAIL_STATUS, GET_EVENT_SELECTORS)
                    .and(
                            "trailLogGroups",
                            DESCRIBE_METRIC_FILTERS,
                            DESCRIBE_TRAILS,
                            DESCRIBE_ALARMS,
                            LIST_SUBSCRIPTIONS_BY_TOPIC)
                    .and("eventRules", LIST_RULES, LIST_TARGETS_BY_RULE)
                    .and("sensitiveContexts", LOOKUP_EVENTS)
                    .calls);

    private final Map<String, List<String>> calls = new HashMap<>();

    private FactOrigins() {}

    private static FactOrigins told(String fact, AwsCall... calls) {
        return new FactOrigins().and(fact, calls);
    }

    private FactOrigins and(String fact, AwsCall... by) {
        calls.put(fact, Arrays.stream(by).map(AwsCall::operation).toList());
        return this;
    }

    /** Operations, as {@code service:Operation}, that tell the fact at this path, alone or together; the usual one first. */
    public static List<String> of(ResourceType type, String path) {
        var byFact = CALLS.get(type);
        int end = path.indexOf('.');
        var own = byFact.get(end < 0 ? path : path.substring(0, end));
        return own != null ? own : byFact.get(LISTING);
    }
}
