package dev.atrest.bench;

import dev.atrest.writers.AssessmentReport;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Jackson's generator, a token at a time and one for the whole file. */
final class JsonPeer implements Peer {

    private final JsonFactory json = new JsonFactory();

    @Override
    public void record(AssessmentReport report, Path file, Path recording) throws IOException {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), file);
                var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(recording), 1 << 16))) {
            JsonTokens.record(parser, out);
            JsonTokens.end(out);
        }
    }

    @Override
    public void write(Path recording, Path file) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(recording), 1 << 16));
                var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), out)) {
            JsonTokens.write(in, generator);
        }
    }
}
