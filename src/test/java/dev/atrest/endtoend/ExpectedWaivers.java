package dev.atrest.endtoend;

import dev.atrest.endtoend.DemoExpectations.Case;
import dev.atrest.model.FindingStatus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the waivers of the demo do to expected findings, by a reading of their file that shares no code with the product. */
final class ExpectedWaivers {

    private static final int MOST_DAYS = 365;

    private final List<JsonNode> waivers;
    private final Map<String, String> accounts = new HashMap<>();
    private final Map<String, Map<String, String>> tags = new HashMap<>();

    /** @param waivers a file with days that are counted from the day of the assessment, as {@code -20d} */
    ExpectedWaivers(Path estateYaml, Path waivers) {
        this.waivers = YAMLMapper.builder()
                .build()
                .readTree(waivers.toFile())
                .path("waivers")
                .valueStream()
                .toList();
        EstateYaml estate = EstateYaml.read(estateYaml);
        for (String account : estate.scannedAccounts()) {
            estate.buckets(account).forEach(bucket -> accounts.put(Arns.bucket(bucket), account));
        }
        // Waivers of the demo ask for the tags of volumes only, and those are never unread.
        estate.regional("volumes").forEach(volume -> tags.put(Arns.volume(volume), volume.tags()));
        estate.regional("snapshots").forEach(snapshot -> accounts.put(Arns.snapshot(snapshot), snapshot.account()));
    }

    /** The findings with what a waiver in force covers. */
    Map<Case, FindingStatus> applied(Map<Case, FindingStatus> findings) {
        var waived = new TreeMap<>(findings);
        waived.replaceAll((found, status) -> status == FindingStatus.FAIL
                        && waivers.stream().anyMatch(waiver -> inForce(waiver) && covers(waiver, found))
                ? FindingStatus.WAIVED
                : status);
        return waived;
    }

    /** How many failures each waiver covers, or would if it were in force. */
    Map<String, Long> counts(Map<Case, FindingStatus> findings) {
        Map<Case, FindingStatus> applied = applied(findings);
        return waivers.stream()
                .collect(Collectors.toMap(
                        waiver -> waiver.path("id").asString(),
                        waiver -> applied.entrySet().stream()
                                .filter(finding -> finding.getValue()
                                        == (inForce(waiver) ? FindingStatus.WAIVED : FindingStatus.FAIL))
                                .filter(finding -> covers(waiver, finding.getKey()))
                                .count()));
    }

    private static boolean inForce(JsonNode waiver) {
        int granted = days(waiver, "granted");
        int expires = days(waiver, "expires");
        return granted <= 0 && expires >= 0 && expires - granted <= MOST_DAYS;
    }

    private static int days(JsonNode waiver, String key) {
        return Integer.parseInt(waiver.path(key).asString().replace("d", ""));
    }

    private boolean covers(JsonNode waiver, Case found) {
        String arn = found.resourceArn();
        return like(waiver.path("rule").asString(), found.ruleId())
                && like(waiver.path("resource").asString("*"), arn)
                && like(waiver.path("account").asString("*"), accounts.getOrDefault(arn, accountIn(arn)))
                && waiver.path("tags").properties().stream()
                        .allMatch(tag -> tags.getOrDefault(arn, Map.of()).containsKey(tag.getKey())
                                && like(tag.getValue().asString(), tags.get(arn).get(tag.getKey())));
    }

    private static String accountIn(String arn) {
        return arn.split(":", -1)[4];
    }

    private static boolean like(String pattern, String text) {
        String regex = Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
    }
}
