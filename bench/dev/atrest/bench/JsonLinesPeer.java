package dev.atrest.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Jackson's generator, a token at a time and one for the whole file. */
final class JsonLinesPeer implements Peer {

    private static final JsonToken[] TOKENS = JsonToken.values();
    private static final int END = -1;

    private final JsonFactory json = new JsonFactory();

    @Override
    public void record(Path file, Path recording) throws IOException {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), file);
                var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(recording), 1 << 16))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                out.writeByte(token.ordinal());
                if (token == JsonToken.PROPERTY_NAME || token.isScalarValue()) {
                    out.writeUTF(parser.getString());
                }
            }
            out.writeByte(END);
        }
    }

    @Override
    public void write(Path recording, Path file) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(recording), 1 << 16));
                var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), out)) {
            for (int ordinal = in.readByte(); ordinal != END; ordinal = in.readByte()) {
                write(TOKENS[ordinal], in, generator);
            }
        }
    }

    private static void write(JsonToken token, DataInputStream in, JsonGenerator out) throws IOException {
        switch (token) {
            case START_OBJECT -> out.writeStartObject();
            case END_OBJECT -> out.writeEndObject();
            case START_ARRAY -> out.writeStartArray();
            case END_ARRAY -> out.writeEndArray();
            case PROPERTY_NAME -> out.writeName(in.readUTF());
            case VALUE_STRING -> out.writeString(in.readUTF());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(in.readUTF());
            case VALUE_TRUE, VALUE_FALSE -> out.writeBoolean(Boolean.parseBoolean(in.readUTF()));
            case VALUE_NULL -> {
                in.readUTF();
                out.writeNull();
            }
            default -> throw new IOException("no file of JSON has a " + token);
        }
    }
}
