package dev.atrest.embeddedaws.estate;

import java.util.List;

/** What an account has in one region. */
public record Region(
        EbsSettings ebs,
        List<Volume> volumes,
        List<Snapshot> snapshots,
        List<Key> keys,
        List<Trail> trails,
        List<ApiEvent> events,
        List<MetricFilter> metricFilters,
        List<Alarm> alarms,
        List<Topic> topics,
        List<EventRule> rules) {

    /** Nothing at all. */
    public static final Region EMPTY = new Region(null, null, null, null, null, null, null, null, null, null);

    public Region {
        ebs = Defaults.or(ebs, EbsSettings.DEFAULT);
        volumes = Defaults.list(volumes);
        snapshots = Defaults.list(snapshots);
        keys = Defaults.list(keys);
        trails = Defaults.list(trails);
        events = Defaults.list(events);
        metricFilters = Defaults.list(metricFilters);
        alarms = Defaults.list(alarms);
        topics = Defaults.list(topics);
        rules = Defaults.list(rules);
    }

    /**
     * EBS settings of the region.
     *
     * @param encryptionByDefault off unless said otherwise, as in AWS
     * @param defaultKey key id, ARN or alias; {@code alias/aws/ebs} unless said otherwise
     * @param snapshotBlockPublicAccess unblocked, block-new-sharing or block-all-sharing
     */
    public record EbsSettings(Boolean encryptionByDefault, String defaultKey, String snapshotBlockPublicAccess) {

        static final EbsSettings DEFAULT = new EbsSettings(null, null, null);

        public EbsSettings {
            encryptionByDefault = Defaults.or(encryptionByDefault, false);
            defaultKey = Defaults.or(defaultKey, "alias/aws/ebs");
            snapshotBlockPublicAccess = Defaults.oneOf(
                    Defaults.or(snapshotBlockPublicAccess, "unblocked"),
                    "snapshotBlockPublicAccess",
                    "unblocked",
                    "block-new-sharing",
                    "block-all-sharing");
        }
    }
}
