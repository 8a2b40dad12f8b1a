package dev.atrest.embeddedaws.wire;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A body that is sent with its length when it is small, and in chunks once it outgrows the buffer. One thread writes it, for
 * the most part byte by byte.
 */
final class LateBody extends OutputStream {

    private final HttpExchange exchange;
    private final int status;
    private final int limit;
    private byte[] buffer = new byte[1024];
    private int size;
    private @Nullable OutputStream chunks;
    private final boolean cut;
    private boolean closed;

    LateBody(HttpExchange exchange, int status, int limit) {
        this(exchange, status, limit, false);
    }

    private LateBody(HttpExchange exchange, int status, int limit, boolean cut) {
        this.cut = cut;
        this.exchange = exchange;
        this.status = status;
        this.limit = limit;
    }

    /** Says its length and ends half-way. */
    static LateBody cut(HttpExchange exchange, int status) {
        return new LateBody(exchange, status, Integer.MAX_VALUE, true);
    }

    @Override
    public void write(int b) throws IOException {
        if (size == buffer.length) {
            makeRoom(1);
        }
        buffer[size++] = (byte) b;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.length - size) {
            makeRoom(length);
        }
        System.arraycopy(bytes, offset, buffer, size, length);
        size += length;
    }

    private void makeRoom(int length) throws IOException {
        if (size >= limit) {
            if (chunks == null) {
                exchange.sendResponseHeaders(status, 0);
                chunks = exchange.getResponseBody();
            }
            chunks.write(buffer, 0, size);
            size = 0;
        }
        if (length > buffer.length - size) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, Math.addExact(size, length)));
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (cut) {
            exchange.sendResponseHeaders(status, Math.max(1, size));
            exchange.getResponseBody().write(buffer, 0, size / 2);
            exchange.getResponseBody().flush();
            return;
        }
        if (chunks == null) {
            exchange.sendResponseHeaders(status, size == 0 ? -1 : size);
            chunks = exchange.getResponseBody();
        }
        chunks.write(buffer, 0, size);
        chunks.close();
    }
}
