package dev.atrest.bench;

import java.util.Random;

/**
 * An organisation of chosen size: 5 % of its resources are buckets, 45 % volumes, 45 % snapshots and 5 % keys, spread evenly
 * over accounts and regions. Half of the buckets have a policy, all keys are customer-managed.
 *
 * @param accounts accounts besides the management account, which is the caller's and holds nothing
 * @param regions enabled regions; at most {@link #MOST_REGIONS}
 * @param resources buckets, volumes, snapshots and keys together
 * @param seed picks which classes of data the accounts hold
 */
record ScanEstate(int accounts, int regions, int resources, long seed) {

    private static final String[] REGIONS = {
        "eu-central-1",
        "eu-west-1",
        "us-east-1",
        "us-west-2",
        "eu-north-1",
        "eu-west-2",
        "eu-west-3",
        "us-east-2",
        "us-west-1",
        "ca-central-1",
        "sa-east-1",
        "ap-south-1",
        "ap-northeast-1",
        "ap-northeast-2",
        "ap-northeast-3",
        "ap-southeast-1",
        "ap-southeast-2"
    };
    static final int MOST_REGIONS = REGIONS.length;
    static final String HOME = REGIONS[0];

    private static final String[] CLASSES = {"PUBLIC", "INTERNAL", "CONFIDENTIAL", ""};
    private static final String TLS_ONLY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\","
                    + "\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"Bool\":{\"aws:SecureTransport\":\"false\"}}}]}";

    ScanEstate {
        if (accounts < 1 || regions < 1 || regions > MOST_REGIONS || resources < 0) {
            throw new IllegalArgumentException(
                    "accounts and regions are 1 or more, regions at most " + MOST_REGIONS + ", resources 0 or more");
        }
    }

    int buckets() {
        return (int) (resources * 5L / 100);
    }

    int keys() {
        return (int) (resources * 5L / 100);
    }

    int volumes() {
        return (int) (resources * 45L / 100);
    }

    int snapshots() {
        return resources - buckets() - keys() - volumes();
    }

    /** How many of so many resources are in one place, of so many places. */
    static int share(int all, int place, int places) {
        return all / places + (place < all % places ? 1 : 0);
    }

    /**
     * The most resources of a kind that one place holds.
     *
     * @param places accounts, or regions of all accounts
     */
    static int most(int all, int places) {
        return share(all, 0, places);
    }

    /** As the embedded endpoint reads it. */
    String yaml() {
        var random = new Random(seed);
        var yaml = new StringBuilder("""
                organization: { managementAccount: "100000000000" }
                regions: { enabled: [%s] }
                accounts:
                  - { id: "100000000000", name: Management }
                """.formatted(String.join(", ", java.util.Arrays.copyOf(REGIONS, regions))));
        for (int account = 0; account < accounts; account++) {
            yaml.append("""
                      - id: "2%011d"
                        name: Account %d
                    """.formatted(account, account));
            buckets(yaml, account, random);
            yaml.append("    regions:\n");
            for (int region = 0; region < regions; region++) {
                region(yaml, account, region, random);
            }
        }
        return yaml.toString();
    }

    private void buckets(StringBuilder yaml, int account, Random random) {
        int here = share(buckets(), account, accounts);
        yaml.append(here == 0 ? "" : "    buckets:\n");
        int groups = 2 * regions;
        for (int group = 0; group < groups; group++) {
            int count = share(here, group, groups);
            if (count > 0) {
                yaml.append("      - { name: \"bench-%06d-%02d-{n}\", count: %d, region: %s%s%s }\n"
                        .formatted(
                                account,
                                group,
                                count,
                                REGIONS[group / 2],
                                tags(random),
                                group % 2 == 0 ? "" : ", policy: '" + TLS_ONLY + "'"));
            }
        }
    }

    private void region(StringBuilder yaml, int account, int region, Random random) {
        int place = account * regions + region;
        int places = accounts * regions;
        int keysHere = share(keys(), place, places);
        int volumesHere = share(volumes(), place, places);
        int snapshotsHere = share(snapshots(), place, places);
        yaml.append("      ").append(REGIONS[region]).append(":\n");
        yaml.append("        ebs: { encryptionByDefault: ")
                .append(random.nextBoolean())
                .append(" }\n");
        if (keysHere > 0) {
            yaml.append("        keys:\n          - { id: \"%s\", count: %d, rotationDays: 365%s }\n"
                    .formatted(key("{n}"), keysHere, tags(random)));
        }
        String key = keysHere > 0 ? ", key: \"" + key("00000000") + "\"" : ", encrypted: true";
        if (volumesHere > 0) {
            yaml.append("        volumes:\n");
            for (int group = 0; group < 2; group++) {
                int count = share(volumesHere, group, 2);
                if (count > 0) {
                    yaml.append("          - { id: \"vol-%d%08x{n}\", count: %d%s%s }\n"
                            .formatted(group, place, count, group == 0 ? "" : key, tags(random)));
                }
            }
        }
        if (snapshotsHere > 0) {
            yaml.append("        snapshots:\n");
            for (int group = 0; group < 2; group++) {
                int count = share(snapshotsHere, group, 2);
                if (count > 0) {
                    yaml.append("          - { id: \"snap-%d%08x{n}\", volume: \"vol-%d%08x{n}\", count: %d%s%s }\n"
                            .formatted(group, place, group, place, count, group == 0 ? "" : key, tags(random)));
                }
            }
        }
    }

    private static String key(String number) {
        return "00000000-0000-4000-8000-0000" + number;
    }

    private static String tags(Random random) {
        String dataClass = CLASSES[random.nextInt(CLASSES.length)];
        return dataClass.isEmpty()
                ? ", tags: { team: bench }"
                : ", tags: { DataProtectionClass: " + dataClass + ", team: bench }";
    }
}
