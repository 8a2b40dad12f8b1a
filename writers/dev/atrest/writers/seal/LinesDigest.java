package dev.atrest.writers.seal;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 over lines as they come, each with the line feed at its end: what it would be over a file of them. */
public final class LinesDigest {

    private final MessageDigest digest = Sha256.digest();
    private long lines;
    private long bytes;

    /** @param line without its line feed */
    public void add(byte[] line) {
        digest.update(line);
        digest.update((byte) '\n');
        lines++;
        bytes += line.length + 1L;
    }

    /** @param line with its line feed */
    public void addWhole(byte[] line) {
        digest.update(line);
        lines++;
        bytes += line.length;
    }

    /** Takes lines that are written to it, their line feeds with them. */
    public OutputStream asStream() {
        return new OutputStream() {
            @Override
            public void write(int b) {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) {
                digest.update(buffer, offset, length);
                bytes += length;
                for (int i = offset; i < offset + length; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                    }
                }
            }
        };
    }

    /** What has come so far; nothing can come after. */
    public Manifest.Lines lines() {
        return new Manifest.Lines(HexFormat.of().formatHex(digest.digest()), lines, bytes);
    }
}
