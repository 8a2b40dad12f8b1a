package dev.atrest.embeddedaws.wire;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A body that is sent with its length when it is small, and in chunks once it outgrows the buffer. */
final class LateBody extends OutputStream {

    private final HttpExchange exchange;
    private final int status;
    private final int limit;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
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
        buffer.write(b); // what writes XML writes most of it byte by byte
        sendWhenFull();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        buffer.write(bytes, offset, length);
        sendWhenFull();
    }

    private void sendWhenFull() throws IOException {
        if (buffer.size() > limit) {
            if (chunks == null) {
                exchange.sendResponseHeaders(status, 0);
                chunks = exchange.getResponseBody();
            }
            buffer.writeTo(chunks);
            buffer.reset();
        }
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (cut) {
            exchange.sendResponseHeaders(status, Math.max(1, buffer.size()));
            exchange.getResponseBody().write(buffer.toByteArray(), 0, buffer.size() / 2);
            exchange.getResponseBody().flush();
            return;
        }
        if (chunks == null) {
            exchange.sendResponseHeaders(status, buffer.size() == 0 ? -1 : buffer.size());
            chunks = exchange.getResponseBody();
        }
        buffer.writeTo(chunks);
        chunks.close();
    }
}
