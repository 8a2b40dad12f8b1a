package dev.atrest.writers.excel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * A piece of the text of a zip entry, deflated so that another can follow it. What is made of pieces is compressed once, as it is written,
 * and not again when the workbook is put together.
 *
 * @param crc CRC-32 of the text
 * @param size of the text in bytes
 * @param deflatedSize in bytes
 */
record Piece(Source deflated, long crc, long size, long deflatedSize) {

    private static final int BUFFER = 1 << 16;

    /** An empty last block: each piece ends with a block that is not the last one. */
    private static final byte[] END = {3, 0};

    /** Opens the deflated bytes. */
    interface Source {
        InputStream open() throws IOException;
    }

    static Piece of(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new Out(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.close();
            byte[] deflated = bytes.toByteArray();
            return out.piece(() -> new ByteArrayInputStream(deflated));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deflates a piece. */
    static final class Out extends DeflaterOutputStream {

        private final CRC32 crc = new CRC32();
        private boolean closed;
        private long size;
        private long deflatedSize;

        Out(OutputStream out) {
            // A workbook says the same again and again: level 6 takes three times as long and saves an eighth.
            super(out, new Deflater(3, true), BUFFER, true);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            super.write(bytes, offset, length);
            crc.update(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            if (closed) {
                return;
            }
            closed = true;
            try {
                flush();
                size = def.getBytesRead();
                deflatedSize = def.getBytesWritten();
            } finally {
                def.end();
                out.close();
            }
        }

        /** What was written, once this is closed. */
        Piece piece(Source source) {
            return new Piece(source, crc.getValue(), size, deflatedSize);
        }
    }

    /** Writes an entry that is made of these pieces. */
    static void write(String name, List<Piece> pieces, ZipArchiveOutputStream zip) throws IOException {
        long size = 0;
        long deflatedSize = END.length;
        long crc = 0;
        for (Piece piece : pieces) {
            crc = JoinedCrc.of(crc, piece.crc(), piece.size());
            size += piece.size();
            deflatedSize += piece.deflatedSize();
        }
        ZipArchiveEntry whole = StreamedBook.entry(name);
        whole.setMethod(ZipEntry.DEFLATED);
        whole.setCrc(crc);
        whole.setSize(size);
        whole.setCompressedSize(deflatedSize);
        var streams = new ArrayList<InputStream>();
        for (Piece piece : pieces) {
            streams.add(piece.deflated().open());
        }
        streams.add(new ByteArrayInputStream(END));
        try (var all = new SequenceInputStream(Collections.enumeration(streams))) {
            zip.addRawArchiveEntry(whole, all);
        }
    }
}
