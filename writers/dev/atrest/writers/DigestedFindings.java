package dev.atrest.writers;

import dev.atrest.model.Finding;
import dev.atrest.model.Waiver;
import dev.atrest.writers.seal.LinesDigest;
import dev.atrest.writers.seal.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * Writes findings as {@code findings.jsonl} has them, and computes the digest that they are sealed with, which is over the lines
 * without their {@code provenance}: each is made once for both.
 */
public final class DigestedFindings {

    /** Ends a line without provenance. */
    private static final byte[] END = {'}', '\n'};

    private static final byte[] PROVENANCE_END = {'"', '}', '}', '\n'};

    private final Map<String, Waiver> waivers;
    private final OutputStream out;
    /** Up to the time. */
    private final byte[] provenance;

    private final LinesDigest digest = new LinesDigest();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 12);

    /** @param waivers that a finding may name, by id */
    public DigestedFindings(String assessmentId, Map<String, Waiver> waivers, OutputStream out) {
        this.waivers = waivers;
        this.out = out;
        this.provenance = (",\"provenance\":{\"assessmentId\":\"" + escaped(assessmentId) + "\",\"readAt\":\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsCharArray(VisibleText.wellFormed(text)));
    }

    public void write(Finding finding) throws IOException {
        line.reset();
        FindingsJsonLines.writeLine(finding, waivers, line);
        byte[] whole = line.toByteArray();
        digest.addWhole(whole);
        out.write(whole, 0, whole.length - END.length);
        out.write(provenance);
        out.write(finding.readAt().toString().getBytes(StandardCharsets.UTF_8));
        out.write(PROVENANCE_END);
    }

    /** Of what was written; nothing can be written after. */
    public Manifest.Lines digest() {
        return digest.lines();
    }
}
