package dev.atrest.bench;

import dev.atrest.model.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * An organisation of chosen size, whose resources are spread evenly over accounts and regions. Half of the buckets have a policy, all keys are customer-managed.
 *
 * @param accounts accounts besides the management account, which is the caller's and holds nothing
 * @param regions enabled regions; at most {@link #MOST_REGIONS}
 * @param resources buckets, volumes, snapshots and keys together
 * @param mix how many of these are of which type
 * @param seed picks which classes of data the accounts hold
 */
record ScanEstate(int accounts, int regions, int resources, ScanMix mix, long seed) {

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

    ScanEstate {
        if (accounts < 1 || regions < 1 || regions > MOST_REGIONS || resources < 0) {
            throw new IllegalArgumentException(
                    "%d accounts, %d regions, %d resources; allowed: accounts 1 or more, regions 1 to %d, resources 0 or more"
                            .formatted(accounts, regions, resources, MOST_REGIONS));
        }
    }

    /** Of the usual mix. */
    ScanEstate(int accounts, int regions, int resources, long seed) {
        this(accounts, regions, resources, ScanMix.ofDefault(), seed);
    }

    int buckets() {
        return mix.of(ResourceType.S3_BUCKET, resources);
    }

    int keys() {
        return mix.of(ResourceType.KMS_KEY, resources);
    }

    int volumes() {
        return mix.of(ResourceType.EBS_VOLUME, resources);
    }

    int snapshots() {
        return mix.of(ResourceType.EBS_SNAPSHOT, resources);
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

    /** The regions that the organisation has enabled. */
    static List<String> regions(int count) {
        return List.of(REGIONS).subList(0, count);
    }

    /** All that the organisation holds. */
    List<ScanGroup> groups() {
        var random = new Random(seed);
        var groups = new ArrayList<ScanGroup>();
        for (int account = 0; account < accounts; account++) {
            buckets(groups, account, random);
            for (int region = 0; region < regions; region++) {
                region(groups, account, region, random);
            }
        }
        return List.copyOf(groups);
    }

    static String account(int number) {
        return "2%011d".formatted(number);
    }

    private void buckets(List<ScanGroup> groups, int account, Random random) {
        int here = share(buckets(), account, accounts);
        int parts = 2 * regions;
        for (int part = 0; part < parts; part++) {
            int count = share(here, part, parts);
            if (count > 0) {
                groups.add(new ScanGroup(
                        ResourceType.S3_BUCKET,
                        account(account),
                        REGIONS[part / 2],
                        "bench-%06d-%02d-{n}".formatted(account, part),
                        count,
                        CLASSES[random.nextInt(CLASSES.length)],
                        part % 2 != 0,
                        ""));
            }
        }
    }

    private void region(List<ScanGroup> groups, int account, int region, Random random) {
        int place = account * regions + region;
        int places = accounts * regions;
        int keysHere = share(keys(), place, places);
        if (keysHere > 0) {
            String dataClass = CLASSES[random.nextInt(CLASSES.length)];
            groups.add(new ScanGroup(
                    ResourceType.KMS_KEY,
                    account(account),
                    REGIONS[region],
                    ScanGroup.KEY,
                    keysHere,
                    dataClass,
                    false,
                    ""));
        }
        String key = keysHere > 0 ? ScanGroup.KEY.replace("{n}", "00000000") : "";
        halves(groups, ResourceType.EBS_VOLUME, "vol", share(volumes(), place, places), account, region, key, random);
        halves(
                groups,
                ResourceType.EBS_SNAPSHOT,
                "snap",
                share(snapshots(), place, places),
                account,
                region,
                key,
                random);
    }

    /** Half of them are encrypted where there is a key to do it with: AWS would make one, which nobody made up. */
    private void halves(
            List<ScanGroup> groups,
            ResourceType type,
            String prefix,
            int all,
            int account,
            int region,
            String key,
            Random random) {
        int place = account * regions + region;
        for (int half = 0; half < 2; half++) {
            int count = share(all, half, 2);
            if (count > 0) {
                groups.add(new ScanGroup(
                        type,
                        account(account),
                        REGIONS[region],
                        "%s-%d%08x{n}".formatted(prefix, half, place),
                        count,
                        CLASSES[random.nextInt(CLASSES.length)],
                        half == 1 && !key.isEmpty(),
                        half == 1 ? key : ""));
            }
        }
    }

    /** As the embedded endpoint reads it. */
    String yaml() {
        var yaml = new StringBuilder("""
                organization: { managementAccount: "100000000000" }
                regions: { enabled: [%s] }
                accounts:
                  - { id: "100000000000", name: Management }
                """.formatted(String.join(", ", regions(regions))));
        Map<String, List<ScanGroup>> byAccount = groups().stream().collect(Collectors.groupingBy(ScanGroup::account));
        for (int account = 0; account < accounts; account++) {
            yaml.append("""
                      - id: "%s"
                        name: Account %d
                    """.formatted(account(account), account));
            List<ScanGroup> here = byAccount.getOrDefault(account(account), List.of());
            list(yaml, "    ", "buckets", here, ResourceType.S3_BUCKET);
            yaml.append("    regions:\n");
            for (String region : regions(regions)) {
                List<ScanGroup> inRegion = here.stream()
                        .filter(group -> group.region().equals(region))
                        .toList();
                yaml.append("      ").append(region).append(":\n");
                yaml.append("        ebs: { encryptionByDefault: ")
                        .append(account % 2 == 0)
                        .append(" }\n");
                list(yaml, "        ", "keys", inRegion, ResourceType.KMS_KEY);
                list(yaml, "        ", "volumes", inRegion, ResourceType.EBS_VOLUME);
                list(yaml, "        ", "snapshots", inRegion, ResourceType.EBS_SNAPSHOT);
            }
        }
        return yaml.toString();
    }

    private static void list(
            StringBuilder yaml, String indent, String name, List<ScanGroup> groups, ResourceType type) {
        List<ScanGroup> ofType =
                groups.stream().filter(group -> group.type() == type).toList();
        if (!ofType.isEmpty()) {
            yaml.append(indent).append(name).append(":\n");
            ofType.forEach(group ->
                    yaml.append(indent).append("  - ").append(group.yaml()).append('\n'));
        }
    }
}
