package dev.atrest.jobs.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/** Records as the JSON that the database holds. */
final class Json {

    // Values are small and many: a pool that threads share costs as much as a tenth of writing one.
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .recyclerPool(JsonRecyclerPools.threadLocalPool())
                    .build())
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private Json() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static <T> T read(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    static byte[] line(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** Many lines as one deflated text. */
    static byte[] deflated(List<byte[]> lines) {
        // The lines are much alike, so that the fastest level is good enough.
        var deflater = new Deflater(Deflater.BEST_SPEED);
        var bytes = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(bytes, deflater, 1 << 13)) {
            for (byte[] line : lines) {
                out.write(line);
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    /** The values of a text that {@link #deflated} made. */
    static <T> List<T> inflated(byte[] text, Class<T> type) {
        return inflated(text, json -> {
            try (MappingIterator<T> values = MAPPER.readerFor(type).readValues(json)) {
                return values.readAll();
            }
        });
    }

    /** What is read of such a text, of which the parser is at the begin. */
    static <T> T inflated(byte[] text, Function<JsonParser, T> read) {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(text));
                JsonParser json = MAPPER.createParser(in)) {
            return read.apply(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
