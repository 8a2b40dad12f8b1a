package dev.atrest.writers;

import dev.atrest.model.Calls;
import dev.atrest.model.Coverage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The coverage ledger as JSON, one object a line, by account, region and type: {@code coverage.jsonl}.
 *
 * <p>Keys always come in the same order and are never left out; {@code reason} and {@code error} are null where there is none.
 * What differs from run to run (calls, times, request ids, AWS's words, which name the session) is in {@code provenance}.
 */
public final class CoverageJsonLines implements ReportWriter {

    private final JsonFactory json = JsonFactory.builder()
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    @Override
    public String fileName() {
        return "coverage.jsonl";
    }

    @Override
    public void write(AssessmentReport report, Path file) throws IOException {
        String assessmentId = report.summary().id();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                Stream<Coverage> coverage = report.coverage()) {
            for (Coverage row : (Iterable<Coverage>) coverage::iterator) {
                try (JsonGenerator line = json.createGenerator(ObjectWriteContext.empty(), out)) {
                    write(row, assessmentId, line);
                }
                out.write('\n');
            }
        } catch (JacksonException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        }
    }

    private static void write(Coverage row, String assessmentId, JsonGenerator line) {
        line.writeStartObject();
        text(line, "accountId", row.accountId());
        text(line, "region", row.region());
        text(line, "resourceType", row.type().label());
        text(line, "status", row.status().name());
        line.writeName("reason");
        row.reason().ifPresentOrElse(reason -> line.writeString(reason.name()), line::writeNull);
        line.writeNumberProperty("resources", row.resources());
        line.writeNumberProperty("unreadFacts", row.unreadFacts());
        line.writeName("error");
        row.error()
                .ifPresentOrElse(
                        gap -> {
                            line.writeStartObject();
                            text(line, "call", gap.call());
                            text(line, "code", gap.error());
                            line.writeEndObject();
                        },
                        line::writeNull);
        line.writeName("provenance");
        line.writeStartObject();
        text(line, "assessmentId", assessmentId);
        calls(line, row.calls());
        text(line, "errorDetail", row.error().map(Coverage.Gap::detail).orElse(""));
        text(line, "requestId", row.error().map(Coverage.Gap::requestId).orElse(""));
        text(
                line,
                "extendedRequestId",
                row.error().map(Coverage.Gap::extendedRequestId).orElse(""));
        line.writeEndObject();
        line.writeEndObject();
    }

    private static void calls(JsonGenerator line, Calls calls) {
        line.writeNumberProperty("calls", calls.made());
        line.writeNumberProperty("retries", calls.retries());
        line.writeNumberProperty("throttled", calls.throttled());
        time(line, "firstCallAt", calls.first());
        time(line, "lastCallAt", calls.last());
    }

    private static void time(JsonGenerator line, String name, Optional<Instant> time) {
        line.writeName(name);
        time.ifPresentOrElse(known -> line.writeString(known.toString()), line::writeNull);
    }

    private static void text(JsonGenerator line, String name, String value) {
        line.writeStringProperty(name, VisibleText.wellFormed(value));
    }
}
