package dev.atrest.writers;

import dev.atrest.model.Evidence;
import dev.atrest.model.Finding;
import dev.atrest.model.UnreadFact;
import dev.atrest.model.Waiver;
import dev.atrest.model.WaiverUse;
import dev.atrest.writers.seal.Manifest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * All findings as JSON, one object a line, by resource ARN and rule id: {@code findings.jsonl}.
 *
 * <p>Keys always come in the same order and are never left out; {@code dataProtectionClass} is null where it is not known,
 * {@code waiver} where the finding is not WAIVED.
 * Times and ids of the run are in {@code provenance}, so that without it two assessments of the same facts by the same
 * rules are the same bytes.
 */
public final class FindingsJsonLines implements ReportWriter {

    private static final JsonFactory JSON = JsonFactory.builder()
            // flushing is the file's business, not that of each line
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            // a line has a generator of its own: buffers that threads share cost a part of it
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    @Override
    public String fileName() {
        return "findings.jsonl";
    }

    private final Consumer<Manifest.Lines> sealed;

    public FindingsJsonLines() {
        this(_ -> {});
    }

    /** @param sealed is told the digest that the findings are sealed with, when all of them are written */
    public FindingsJsonLines(Consumer<Manifest.Lines> sealed) {
        this.sealed = sealed;
    }

    @Override
    public void write(AssessmentReport report, Path file) throws IOException {
        Map<String, Waiver> waivers = report.waivers().stream()
                .map(WaiverUse::waiver)
                .collect(Collectors.toMap(Waiver::id, waiver -> waiver));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                Stream<Finding> findings = report.findings()) {
            var lines = new DigestedFindings(report.summary().id(), waivers, out);
            for (Finding finding : (Iterable<Finding>) findings::iterator) {
                lines.write(finding);
            }
            sealed.accept(lines.digest());
        } catch (JacksonException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Writes one line without what differs from run to run, {@code provenance}.
     *
     * @param waivers that a finding may name, by id
     */
    public static void writeLine(Finding finding, Map<String, Waiver> waivers, OutputStream out) throws IOException {
        try (JsonGenerator line = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            write(finding, waivers, line);
        }
        out.write('\n');
    }

    private static void write(Finding finding, Map<String, Waiver> waivers, JsonGenerator line) {
        line.writeStartObject();
        text(line, "ruleId", finding.ruleId());
        text(line, "status", finding.status().name());
        text(line, "severity", finding.severity().name());
        text(line, "resourceArn", finding.resourceArn());
        text(line, "resourceType", finding.resourceType().label());
        text(line, "resourceName", finding.resourceName());
        text(line, "accountId", finding.accountId());
        text(line, "region", finding.region());
        finding.dataProtectionClass()
                .ifPresentOrElse(
                        known -> text(line, "dataProtectionClass", known.name()),
                        () -> line.writeNullProperty("dataProtectionClass"));
        text(line, "owner", finding.owner());
        text(line, "message", finding.message());
        line.writeName("evidence");
        evidence(line, finding);
        line.writeName("unread");
        unread(line, finding);
        line.writeName("controls");
        FactJson.write(line, finding.controls());
        line.writeName("waiver");
        waiver(line, finding, waivers);
        line.writeEndObject();
    }

    private static void evidence(JsonGenerator line, Finding finding) {
        line.writeStartObject();
        for (Evidence evidence : finding.evidence()) {
            line.writeName(VisibleText.wellFormed(evidence.fact()));
            line.writeStartObject();
            line.writeName("value");
            FactJson.write(line, evidence.value());
            text(line, "call", evidence.call());
            line.writeEndObject();
        }
        line.writeEndObject();
    }

    private static void unread(JsonGenerator line, Finding finding) {
        line.writeStartArray();
        for (UnreadFact unread : finding.unread()) {
            line.writeStartObject();
            text(line, "fact", unread.fact());
            text(line, "call", unread.call());
            text(line, "error", unread.error());
            line.writeEndObject();
        }
        line.writeEndArray();
    }

    private static void waiver(JsonGenerator line, Finding finding, Map<String, Waiver> waivers) {
        if (finding.waiver().isEmpty()) {
            line.writeNull();
            return;
        }
        Waiver waiver = waivers.get(finding.waiver().get());
        if (waiver == null) {
            throw new IllegalStateException("The report does not tell of the waiver '%s' of %s on %s"
                    .formatted(finding.waiver().get(), finding.ruleId(), finding.resourceArn()));
        }
        line.writeStartObject();
        text(line, "id", waiver.id());
        text(line, "reason", waiver.reason());
        text(line, "approver", waiver.approver());
        text(line, "ticket", waiver.ticket());
        text(line, "expires", waiver.expires().toString());
        line.writeEndObject();
    }

    private static void text(JsonGenerator line, String name, String value) {
        line.writeStringProperty(name, VisibleText.wellFormed(value));
    }
}
