package dev.atrest.endtoend;

import dev.atrest.endtoend.Tally.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the formats for other programs tell by rule, account, waiver and control, and of the coverage. */
final class MachineNumbers {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern REMARKS = Pattern.compile(
            "[A-Z_]+: (\\d+) findings fail, (\\d+) were not assessed, (\\d+) are waived, (\\d+) pass\\.");
    private static final Pattern GAP =
            Pattern.compile("Coverage of .* in account (\\d+), region .*, is ([A-Z]+)(:.*)?");

    private MachineNumbers() {}

    static Map<String, Tally> read(Path folder) throws Exception {
        return Map.of(
                "jsonl", jsonLines(folder.resolve("findings.jsonl")),
                "ocsf", ocsf(folder.resolve("findings.ocsf.jsonl")),
                "asff", asff(folder.resolve("findings.asff.jsonl")),
                "oscal", oscal(folder.resolve("assessment-results.oscal.json")),
                "sarif", sarif(folder.resolve("findings.sarif.json")),
                "junit", junit(folder.resolve("junit.xml")));
    }

    private static Tally jsonLines(Path file) throws IOException {
        var tally = new Tally();
        lines(file).forEach(finding -> {
            tally.one(Topic.RULES, text(finding, "ruleId"), text(finding, "status"));
            tally.one(Topic.ACCOUNTS, text(finding, "accountId"), text(finding, "status"));
            if (finding.get("waiver").isObject()) {
                tally.one(Topic.WAIVED_BY, text(finding, "waiver", "id"));
            }
        });
        return tally;
    }

    private static Tally ocsf(Path file) throws IOException {
        var tally = new Tally();
        lines(file).forEach(event -> {
            String status = switch (event.at("/compliance/status_id").intValue()) {
                case 1 -> "PASS";
                case 2 -> "NOT_ASSESSED";
                default -> event.get("status_id").intValue() == 3 ? "WAIVED" : "FAIL";
            };
            tally.one(Topic.ACCOUNTS, text(event, "cloud", "account", "uid"), status);
        });
        return tally;
    }

    private static Tally asff(Path file) throws IOException {
        var tally = new Tally();
        lines(file).flatMap(MachineNumbers::items).forEach(finding -> {
            String status = text(finding, "ProductFields", "atrest/Status");
            tally.one(Topic.RULES, text(finding, "GeneratorId").replace("atrest/", ""), status);
            tally.one(Topic.ACCOUNTS, text(finding, "AwsAccountId"), status);
        });
        return tally;
    }

    private static Tally oscal(Path file) {
        var tally = new Tally();
        JsonNode result = JSON.readTree(file.toFile()).at("/assessment-results/results/0");
        tally.add(Topic.FIGURES, Long.parseLong(property(result, "resources")), "resources");
        tally.add(Topic.FIGURES, Long.parseLong(property(result, "coverage-gaps")), "gaps");
        items(result.path("observations")).forEach(observation -> {
            String rule = property(observation, "rule");
            for (String status : List.of("PASS", "FAIL", "NOT_ASSESSED", "WAIVED")) {
                long count = Long.parseLong(property(observation, "count-" + status));
                tally.add(Topic.RULES, count, rule, status);
                if (!status.equals("PASS")) {
                    tally.add(Topic.FIGURES, count, status);
                }
            }
        });
        return tally;
    }

    /** Of the controls that rules decide, as OSCAL has no others. */
    static Tally oscalControls(Path folder) {
        var tally = new Tally();
        JsonNode results =
                JSON.readTree(folder.resolve("assessment-results.oscal.json").toFile());
        items(results.at("/assessment-results/results/0/findings")).forEach(finding -> control(finding, tally));
        return tally;
    }

    private static void control(JsonNode finding, Tally tally) {
        String control = text(finding, "title").replace("\\", "");
        Matcher counts = REMARKS.matcher(text(finding, "target", "status", "remarks"));
        if (!counts.matches()) {
            throw new AssertionError("no counts in " + finding);
        }
        List<String> statuses = List.of("FAIL", "NOT_ASSESSED", "WAIVED", "PASS");
        for (int i = 0; i < statuses.size(); i++) {
            long count = Long.parseLong(counts.group(i + 1));
            tally.add(Topic.CONTROLS, count, control, statuses.get(i));
            if (!statuses.get(i).equals("NOT_ASSESSED")) {
                tally.add(Topic.CONTROLS, count, control, "TESTED");
            }
        }
    }

    private static Tally sarif(Path file) {
        var tally = new Tally();
        JsonNode run = JSON.readTree(file.toFile()).at("/runs/0");
        items(run.get("results")).forEach(result -> {
            String decided = result.has("suppressions") ? "WAIVED" : "FAIL";
            tally.one(
                    Topic.RULES_NOT_PASSED,
                    text(result, "ruleId"),
                    text(result, "kind").equals("open") ? "NOT_ASSESSED" : decided);
        });
        items(run.at("/invocations/0/toolExecutionNotifications")).forEach(notification -> {
            Matcher gap = GAP.matcher(text(notification, "message", "text"));
            if (!gap.matches()) {
                throw new AssertionError("no gap: " + notification);
            }
            tally.one(Topic.ACCOUNT_GAPS, gap.group(1));
        });
        return tally;
    }

    private static Tally junit(Path file) throws Exception {
        var tally = new Tally();
        Element root;
        try (var in = Files.newInputStream(file)) {
            root = DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
        }
        NodeList suites = root.getElementsByTagName("testsuite");
        for (int i = 0; i < suites.getLength(); i++) {
            Element suite = (Element) suites.item(i);
            String rule = suite.getAttribute("name");
            NodeList skipped = suite.getElementsByTagName("skipped");
            long all = Long.parseLong(suite.getAttribute("tests"));
            long failed = Long.parseLong(suite.getAttribute("failures"));
            tally.add(Topic.RULES, failed, rule, "FAIL");
            tally.add(Topic.RULES, all - failed - Long.parseLong(suite.getAttribute("skipped")), rule, "PASS");
            for (int j = 0; j < skipped.getLength(); j++) {
                String message = ((Element) skipped.item(j)).getAttribute("message");
                tally.one(Topic.RULES, rule, message.substring(0, message.indexOf(' ')));
            }
        }
        return tally;
    }

    private static Stream<JsonNode> lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(JSON::readTree).toList().stream();
        }
    }

    private static Stream<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String text(JsonNode node, String... path) {
        JsonNode at = node;
        for (String name : path) {
            at = at.get(name);
        }
        return at.stringValue();
    }

    private static String property(JsonNode node, String name) {
        return items(node.get("props"))
                .filter(property -> text(property, "name").equals(name))
                .map(property -> text(property, "value"))
                .findFirst()
                .orElseThrow();
    }
}
