package dev.atrest.bench;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Tokens of JSON, as they are noted and written anew. */
final class JsonTokens {

    private static final JsonToken[] TOKENS = JsonToken.values();
    private static final int END = -1;

    private JsonTokens() {}

    /** Notes all that is left to parse. */
    static void record(JsonParser parser, DataOutputStream out) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            out.writeByte(token.ordinal());
            if (token == JsonToken.PROPERTY_NAME || token.isScalarValue()) {
                out.writeUTF(parser.getString());
            }
        }
    }

    /** After the last token. */
    static void end(DataOutputStream out) throws IOException {
        out.writeByte(END);
    }

    /** Writes what was noted up to the end. */
    static void write(DataInputStream in, JsonGenerator out) throws IOException {
        for (int ordinal = in.readByte(); ordinal != END; ordinal = in.readByte()) {
            write(TOKENS[ordinal], in, out);
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
