package dev.atrest.writers;

import dev.atrest.model.FindingStatus;
import dev.atrest.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many findings of each status and severity a report file tells of, as one learns it who knows the file's format and
 * nothing of the report it was made from.
 */
public final class ReadBack {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Map<FindingStatus, Map<Severity, Long>> counts = new EnumMap<>(FindingStatus.class);

    private ReadBack() {}

    /** The figures of a summary in the same form: without what there is none of. */
    public static Map<FindingStatus, Map<Severity, Long>> of(AssessmentSummary summary) {
        var read = new ReadBack();
        for (FindingStatus status : FindingStatus.values()) {
            for (Severity severity : Severity.values()) {
                read.add(status, severity, summary.findings(status, severity));
            }
        }
        return read.counts;
    }

    public static Map<FindingStatus, Map<Severity, Long>> jsonLines(Path file) throws IOException {
        var read = new ReadBack();
        lines(
                file,
                line -> read.add(
                        FindingStatus.valueOf(line.get("status").stringValue()),
                        Severity.valueOf(line.get("severity").stringValue()),
                        1));
        return read.counts;
    }

    public static Map<FindingStatus, Map<Severity, Long>> ocsf(Path file) throws IOException {
        var read = new ReadBack();
        lines(file, event -> {
            boolean suppressed = event.get("status_id").intValue() == 3;
            FindingStatus status =
                    switch (event.get("compliance").get("status_id").intValue()) {
                        case 1 -> FindingStatus.PASS;
                        case 2 -> FindingStatus.NOT_ASSESSED;
                        default -> suppressed ? FindingStatus.WAIVED : FindingStatus.FAIL;
                    };
            read.add(status, Severity.values()[5 - event.get("severity_id").intValue()], 1);
        });
        return read.counts;
    }

    public static Map<FindingStatus, Map<Severity, Long>> asff(Path file) throws IOException {
        var read = new ReadBack();
        lines(
                file,
                batch -> batch.forEach(finding -> {
                    boolean suppressed = text(finding, "Workflow", "Status").equals("SUPPRESSED");
                    FindingStatus status = switch (text(finding, "Compliance", "Status")) {
                        case "PASSED" -> FindingStatus.PASS;
                        case "NOT_AVAILABLE" -> FindingStatus.NOT_ASSESSED;
                        default -> suppressed ? FindingStatus.WAIVED : FindingStatus.FAIL;
                    };
                    read.add(status, Severity.valueOf(text(finding, "Severity", "Original")), 1);
                }));
        return read.counts;
    }

    public static Map<FindingStatus, Map<Severity, Long>> oscal(Path file) throws IOException {
        var read = new ReadBack();
        JsonNode result = JSON.readTree(file.toFile())
                .get("assessment-results")
                .get("results")
                .get(0);
        items(result.path("observations")).forEach(observation -> {
            Severity severity = Severity.valueOf(property(observation, "severity"));
            read.add(FindingStatus.PASS, severity, Long.parseLong(property(observation, "count-PASS")));
            items(observation.path("subjects"))
                    .forEach(subject -> read.add(
                            FindingStatus.valueOf(property(subject, "status")),
                            Severity.valueOf(property(subject, "severity")),
                            1));
        });
        return read.counts;
    }

    public static Map<FindingStatus, Map<Severity, Long>> sarif(Path file) throws IOException {
        var read = new ReadBack();
        JsonNode run = JSON.readTree(file.toFile()).get("runs").get(0);
        run.get("results").forEach(result -> {
            FindingStatus decided = result.has("suppressions") ? FindingStatus.WAIVED : FindingStatus.FAIL;
            read.add(
                    text(result, "kind").equals("open") ? FindingStatus.NOT_ASSESSED : decided,
                    Severity.valueOf(text(result, "properties", "severity")),
                    1);
        });
        run.get("properties")
                .get("passed")
                .properties()
                .forEach(severity -> read.add(
                        FindingStatus.PASS,
                        Severity.valueOf(severity.getKey()),
                        severity.getValue().longValue()));
        return read.counts;
    }

    public static Map<FindingStatus, Map<Severity, Long>> junit(Path file) throws IOException {
        var read = new ReadBack();
        try (var in = Files.newInputStream(file)) {
            var xml = XMLInputFactory.newDefaultFactory().createXMLStreamReader(in);
            var severity = Severity.INFORMATIONAL;
            var status = FindingStatus.PASS;
            while (xml.hasNext()) {
                int event = xml.next();
                String element = event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT
                        ? xml.getLocalName()
                        : "";
                if (event == XMLStreamConstants.START_ELEMENT) {
                    switch (element) {
                        case "property" ->
                            severity = xml.getAttributeValue(null, "name").equals("severity")
                                    ? Severity.valueOf(xml.getAttributeValue(null, "value"))
                                    : severity;
                        case "testcase" -> status = FindingStatus.PASS;
                        case "failure" -> status = FindingStatus.FAIL;
                        case "skipped" ->
                            status = FindingStatus.valueOf(
                                    xml.getAttributeValue(null, "message").split(" ")[0]);
                        default -> {}
                    }
                } else if (element.equals("testcase")) {
                    read.add(status, severity, 1);
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        return read.counts;
    }

    private void add(FindingStatus status, Severity severity, long count) {
        if (count > 0) {
            counts.computeIfAbsent(status, _ -> new EnumMap<>(Severity.class)).merge(severity, count, Long::sum);
        }
    }

    private static void lines(Path file, java.util.function.Consumer<JsonNode> line) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            lines.map(JSON::readTree).forEach(line);
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
