package dev.atrest.bench;

import dev.atrest.writers.AssessmentReport;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;

/**
 * The page's markup line by line as it is, and Jackson's generator for the data in it, one for each piece, which writes signs
 * of HTML by their numbers as everybody must who puts data into a page.
 */
final class HtmlPeer implements Peer {

    private static final String BEGIN = "<script type=\"application/json\"";
    private static final String END = "</script>";
    private static final int MARKUP = 0;
    private static final int DATA = 1;
    private static final int LAST = 2;

    private final JsonFactory json = JsonFactory.builder()
            .characterEscapes(new Signs())
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .build();

    @Override
    public void record(AssessmentReport report, Path file, Path recording) throws IOException {
        try (var lines = Files.newBufferedReader(file);
                var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(recording), 1 << 16))) {
            boolean inData = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String data = line;
                if (!inData && line.startsWith(BEGIN)) {
                    int begin = line.indexOf('>') + 1;
                    markup(line.substring(0, begin), out);
                    data = line.substring(begin);
                    inData = true;
                    out.writeByte(DATA);
                }
                if (!inData) {
                    markup(line + "\n", out);
                    continue;
                }
                boolean ends = data.endsWith(END);
                data(ends ? data.substring(0, data.length() - END.length()) : data, out);
                if (ends) {
                    JsonTokens.end(out);
                    markup(END + "\n", out);
                    inData = false;
                }
            }
            out.writeByte(LAST);
        }
    }

    private static void markup(String text, DataOutputStream out) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeByte(MARKUP);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private void data(String text, DataOutputStream out) throws IOException {
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), text)) {
            JsonTokens.record(parser, out);
        }
    }

    @Override
    public void write(Path recording, Path file) throws IOException {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(recording), 1 << 16));
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            for (int what = in.readByte(); what != LAST; what = in.readByte()) {
                if (what == MARKUP) {
                    out.write(in.readNBytes(in.readInt()));
                } else {
                    try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), out)) {
                        JsonTokens.write(in, generator);
                    }
                }
            }
        }
    }

    private static final class Signs extends CharacterEscapes {

        private static final long serialVersionUID = 1L;

        private final int[] escapes = standardAsciiEscapesForJSON();

        Signs() {
            "<>&".chars().forEach(sign -> escapes[sign] = ESCAPE_STANDARD);
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return escapes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return null;
        }
    }
}
