package dev.atrest.writers.excel;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.poifs.nio.DataSource;

/**
 * A file that is read and written in blocks, mapped into memory in big pieces. POI's own way maps each block of 512 bytes: of
 * these an operating system allows only so many.
 */
final class MappedFile extends DataSource implements Closeable {

    /** A whole number of blocks, of whichever size. */
    private static final int PIECE = 1 << 24;

    private final FileChannel channel;
    private final List<ByteBuffer> pieces = new ArrayList<>();
    private long size;

    MappedFile(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** What is written to the answer is written to the file. */
    @Override
    public ByteBuffer read(int length, long position) {
        if (position + length > size) {
            throw new IndexOutOfBoundsException(position + " + " + length + " is beyond " + size);
        }
        return pieces.get((int) (position / PIECE)).slice((int) (position % PIECE), length);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        int length = source.remaining();
        while (pieces.size() * (long) PIECE < position + length) {
            pieces.add(channel.map(FileChannel.MapMode.READ_WRITE, pieces.size() * (long) PIECE, PIECE));
        }
        pieces.get((int) (position / PIECE)).put((int) (position % PIECE), source, source.position(), length);
        size = Math.max(size, position + length);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void copyTo(OutputStream out) throws IOException {
        var target = Channels.newChannel(out);
        for (long from = 0; from < size; from += PIECE) {
            target.write(pieces.get((int) (from / PIECE)).slice(0, (int) Math.min(PIECE, size - from)));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
