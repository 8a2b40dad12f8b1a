package dev.atrest.jobs.seal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Cuts bytes into lines, none longer than a limit. */
final class LineSplitter {

    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 13);
    private final int longest;
    private final EvidenceArchive.Taker taker;

    LineSplitter(int longest, EvidenceArchive.Taker taker) {
        this.longest = longest;
        this.taker = taker;
    }

    void add(byte[] bytes, int length) throws IOException {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, start, i - start);
                taker.take(line.toByteArray());
                line.reset();
                start = i + 1;
            }
        }
        line.write(bytes, start, length - start);
        if (line.size() > longest) {
            throw new EvidenceRefused("a line has more than " + longest + " bytes");
        }
    }

    /** The last line ends with a line feed, too. */
    void end() {
        if (line.size() > 0) {
            throw new EvidenceRefused("the last line is cut off");
        }
    }
}
