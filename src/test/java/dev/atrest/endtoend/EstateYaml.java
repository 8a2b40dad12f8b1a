package dev.atrest.endtoend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * An estate file as a plain tree, read without the endpoint's own loader so that what is expected of an assessment does not
 * rest on the code that plays AWS. Copies of an entry with a count are spelled out.
 */
final class EstateYaml {

    private static final int DIGITS = 8;

    private final JsonNode estate;

    private EstateYaml(JsonNode estate) {
        this.estate = estate;
    }

    static EstateYaml read(Path file) {
        JsonNode estate = YAMLMapper.builder().build().readTree(file.toFile());
        for (JsonNode account : estate.path("accounts")) {
            if (account.has("count") || account.toString().contains("{account}")) {
                throw new IllegalArgumentException(
                        file + ": accounts with a count or {account} are not understood here");
            }
        }
        for (JsonNode fault : estate.path("faults")) {
            for (String property : List.of("probability", "every", "after", "times")) {
                if (fault.path("fault").asString("").equals("deny") && fault.has(property)) {
                    throw new IllegalArgumentException(
                            file + ": a denial that comes and goes cannot be expected: " + fault);
                }
            }
        }
        return new EstateYaml(estate);
    }

    /**
     * One resource as it stands in the file.
     *
     * @param number of the copy, where the entry has a count
     */
    record Entry(String account, String region, JsonNode node, int number) {

        String text(String property, String otherwise) {
            return numbered(node.path(property).asString(otherwise));
        }

        boolean flag(String property) {
            return node.path(property).asBoolean(false);
        }

        boolean has(String property) {
            return node.has(property);
        }

        List<String> texts(String property) {
            return node.path(property).valueStream().map(JsonNode::asString).toList();
        }

        Map<String, String> tags() {
            var tags = new TreeMap<String, String>();
            node.path("tags")
                    .properties()
                    .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asString()));
            return tags;
        }

        private String numbered(String text) {
            return text.replace("{n}", ("%0" + DIGITS + "d").formatted(number));
        }
    }

    List<String> regions() {
        return estate.path("regions")
                .path("enabled")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /** Regions that no account has opted in to. */
    List<String> notOptedIn() {
        return estate.path("regions")
                .path("notOptedIn")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    /** A service control policy denies the account everything in the region. */
    boolean closedByPolicy(String account, String region) {
        return estate.path("regions")
                        .path("denied")
                        .valueStream()
                        .anyMatch(denied -> denied.asString().equals(region))
                && !account.equals(managementAccount());
    }

    /** Where calls go that belong to no region. */
    String homeRegion() {
        return regions().getFirst();
    }

    /** The organisation's id. */
    String organization() {
        return estate.path("organization").path("id").asString();
    }

    /** All accounts of the organisation. */
    List<String> accounts() {
        return estate.path("accounts").valueStream().map(EstateYaml::id).toList();
    }

    /** Whether the account is neither closed nor closing; nobody scans one that is. */
    boolean isActive(String account) {
        return account(account).path("status").asString("ACTIVE").equals("ACTIVE");
    }

    /** Active accounts whose role can be assumed. */
    List<String> scannedAccounts() {
        return accounts().stream()
                .filter(this::isActive)
                .filter(id -> account(id).path("assumable").asBoolean(true))
                .toList();
    }

    JsonNode account(String id) {
        return estate.path("accounts")
                .valueStream()
                .filter(account -> id(account).equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no account " + id));
    }

    List<Entry> buckets(String account) {
        return entries(account, "", account(account).path("buckets")).stream()
                .map(bucket -> new Entry(account, bucket.text("region", homeRegion()), bucket.node(), bucket.number()))
                .toList();
    }

    /** The buckets of an account; empty when they cannot be listed. */
    Optional<List<Entry>> listedBuckets(String account) {
        return denied(account, homeRegion(), "s3:ListBuckets") ? Optional.empty() : Optional.of(buckets(account));
    }

    /** @param kind {@code volumes}, {@code snapshots}, {@code keys} or {@code trails} */
    List<Entry> regional(String account, String region, String kind) {
        return entries(account, region, region(account, region).path(kind));
    }

    /** The regional entries of all scanned accounts and regions. */
    Stream<Entry> regional(String kind) {
        return scannedAccounts().stream()
                .flatMap(account -> regions().stream().flatMap(region -> regional(account, region, kind).stream()));
    }

    /** EBS settings of a region; empty where the file leaves them out. */
    Entry ebsSettings(String account, String region) {
        return new Entry(account, region, region(account, region).path("ebs"), 0);
    }

    /**
     * Whether AWS refuses a call: by service control policy, which does not bind the management account, or by a fault.
     *
     * @param call {@code service:Operation}
     * @param texts what the request names: a bucket, a key, a snapshot
     */
    boolean denied(String account, String region, String call, String... texts) {
        return closedByPolicy(account, region) || deniedByFault(account, region, call, texts);
    }

    /** Whether AWS refuses a call by other than a service control policy. */
    private boolean deniedByFault(String account, String region, String call, String... texts) {
        return estate.path("faults")
                .valueStream()
                .filter(fault -> fault.path("fault").asString().equals("deny"))
                .filter(fault -> like(fault, "account", account) && like(fault, "region", region))
                .filter(fault -> like(fault, "action", call))
                .anyMatch(fault ->
                        !fault.has("resource") || Stream.of(texts).anyMatch(text -> like(fault, "resource", text)));
    }

    private String managementAccount() {
        return estate.path("organization")
                .path("managementAccount")
                .asString(accounts().getFirst());
    }

    private JsonNode region(String account, String region) {
        return account(account).path("regions").path(region);
    }

    private static String id(JsonNode account) {
        return account.path("id").asString();
    }

    private static List<Entry> entries(String account, String region, JsonNode list) {
        var entries = new ArrayList<Entry>();
        for (JsonNode entry : list) {
            IntStream.range(0, entry.path("count").asInt(1))
                    .forEach(number -> entries.add(new Entry(account, region, entry, number)));
        }
        return entries;
    }

    private static boolean like(JsonNode fault, String property, String text) {
        String pattern = Stream.of(fault.path(property).asString("*").split("\\*", -1))
                .map(Pattern::quote)
                .collect(Collectors.joining(".*"));
        return Pattern.compile(pattern, Pattern.DOTALL).matcher(text).matches();
    }
}
