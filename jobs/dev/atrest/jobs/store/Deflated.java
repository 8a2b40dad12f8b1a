package dev.atrest.jobs.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Bytes as a column holds them. */
final class Deflated {

    private Deflated() {}

    static byte[] of(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws ZipException when that is not what {@link #of} made */
    static byte[] inflated(byte[] body) throws ZipException {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        } catch (ZipException e) {
            throw e;
        } catch (EOFException e) {
            throw new ZipException("it ends too early");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
