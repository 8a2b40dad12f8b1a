package dev.atrest.writers.excel;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.poi.util.DefaultTempFileCreationStrategy;
import org.apache.poi.util.TempFile;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the parts that are written before a workbook is put together. They say what the report says, so they are kept
 * where it will be, for its owner only, and whoever clears away half a report after a kill finds them: POI's own place, the
 * system's folder of temporary files, would keep them for anyone to wonder about.
 *
 * <p>Each part is compressed, and encrypted with a key that only this process knows: a workbook with a password is never on the
 * disk without it, and what a kill leaves behind tells nothing.
 */
final class TemporaryParts implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    private TemporaryParts(Path folder) {
        this.folder = folder;
    }

    /** What is to be done may fail to write. */
    interface Writing {
        void run() throws IOException;
    }

    /** @param unfinished the hidden file that becomes the report; the folder is named after it */
    static TemporaryParts beside(Path unfinished) throws IOException {
        Path absolute = unfinished.toAbsolutePath();
        // The hidden name ends as that of an unfinished report does; temporary folders are their owner's only.
        Path moved = Files.createTempDirectory(absolute.getParent(), ".report.xlsx.");
        return new TemporaryParts(Files.move(moved, moved.resolveSibling(moved.getFileName() + ".tmp")));
    }

    /** Does something with POI's own temporary files in this folder. */
    void within(Writing writing) throws IOException {
        try {
            TempFile.withStrategy(new DefaultTempFileCreationStrategy(folder.toFile()), () -> {
                try {
                    writing.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return Boolean.TRUE;
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** A new file in this folder. */
    Path file(String name) throws IOException {
        return Files.createTempFile(folder, name, ".part");
    }

    /** A new part, to be written once and then read. */
    Part part() throws IOException {
        byte[] key = new byte[16];
        random.nextBytes(key);
        return new Part(file("part"), new SecretKeySpec(key, "AES"));
    }

    @Override
    public void close() throws IOException {
        try (var left = Files.newDirectoryStream(folder)) {
            for (Path part : left) {
                Files.delete(part);
            }
        }
        Files.delete(folder);
    }

    /** Text that is written first and becomes a piece of the workbook later. */
    static final class Part {

        private final Path file;
        private final SecretKey key;
        private Piece.@Nullable Out out;

        private Part(Path file, SecretKey key) {
            this.file = file;
            this.key = key;
        }

        /** Writes the part as UTF-8; it is complete when the writer is closed. */
        Writer writer() throws IOException {
            out = new Piece.Out(new CipherOutputStream(
                    new BufferedOutputStream(Files.newOutputStream(file), BUFFER), cipher(Cipher.ENCRYPT_MODE)));
            return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER);
        }

        /** The complete part. */
        Piece piece() {
            if (out == null) {
                throw new IllegalStateException("Nothing was written to " + file);
            }
            return out.piece(() -> new CipherInputStream(Files.newInputStream(file), cipher(Cipher.DECRYPT_MODE)));
        }

        /** A key is used for one part only, so the counter may begin with nothing. */
        private Cipher cipher(int mode) throws IOException {
            try {
                Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
                cipher.init(mode, key, new IvParameterSpec(new byte[16]));
                return cipher;
            } catch (GeneralSecurityException e) {
                throw new IOException("This Java cannot encrypt with AES: " + e.getMessage(), e);
            }
        }
    }
}
