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
    private boolean closed;

    LateBody(HttpExchange exchange, int status, int limit) {
        this.exchange = exchange;
        this.status = status;
        this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        buffer.write(bytes, offset, length);
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
        if (chunks == null) {
            exchange.sendResponseHeaders(status, buffer.size() == 0 ? -1 : buffer.size());
            chunks = exchange.getResponseBody();
        }
        buffer.writeTo(chunks);
        chunks.close();
    }
}
