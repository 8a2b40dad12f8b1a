package dev.atrest.jobs.seal;

import dev.atrest.evaluators.CatalogDocument;
import dev.atrest.writers.VisibleText;
import dev.atrest.writers.seal.LinesDigest;
import dev.atrest.writers.seal.MalformedSeal;
import dev.atrest.writers.seal.Manifest;
import dev.atrest.writers.seal.ManifestFormat;
import dev.atrest.writers.seal.PublicKeys;
import dev.atrest.writers.seal.Seal;
import dev.atrest.writers.seal.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An archive of evidence, which may come from anyone. Nothing of it is ever written to a file; what it holds is given out only
 * when it is exactly what its seal says: no entry more, none less, none larger.
 */
public final class EvidenceArchive implements AutoCloseable {

    private static final int LARGEST_MANIFEST = 64 << 20;
    private static final int LARGEST_KEY = 16 << 10;
    private static final int LARGEST_DOCUMENT = 4 << 20;

    /** What the database takes for one resource, and some more. */
    private static final int LONGEST_LINE = 4 << 20;

    /** Inventories deflate to a tenth or a thirtieth; a bomb to a thousandth. */
    private static final long MOST_INFLATION = 200;

    private static final long HARMLESS = 1 << 20;

    /** A path that stays below its folder, on every system. */
    private static final Pattern PATH =
            Pattern.compile("(?!.*(?:^|/)\\.{1,2}(?:/|$))[^/\\\\:\\p{Cntrl}]+(?:/[^/\\\\:\\p{Cntrl}]+)*");

    /** Names a row and a folder of reports: anything else could name a folder that is somebody else's. */
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z-]{1,40}");

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new HashMap<>();
    private final Seal seal;
    private final Manifest manifest;
    private final PublicKey key;

    private EvidenceArchive(ZipFile zip, Optional<PublicKey> trusted) throws IOException {
        this.zip = zip;
        zip.stream().forEach(entry -> {
            if (entries.put(entry.getName(), entry) != null) {
                throw new EvidenceRefused("it has two entries '" + VisibleText.of(entry.getName()) + "'");
            }
        });
        this.seal = new Seal(
                small(Manifest.FILE, LARGEST_MANIFEST),
                small(Manifest.SIGNATURE, LARGEST_KEY),
                small(Manifest.PUBLIC_KEY, LARGEST_KEY));
        this.manifest = read(seal.manifest());
        this.key = key(trusted);
        requireAssessment(manifest.assessment());
    }

    /**
     * Opens an archive and compares all of it with its seal.
     *
     * @param trusted the key that must have signed; empty for the one in the archive
     * @throws EvidenceRefused with all that differs
     * @throws IOException when the file cannot be read
     */
    public static EvidenceArchive open(Path file, Optional<PublicKey> trusted) throws IOException {
        try {
            var zip = new ZipFile(file.toFile());
            try {
                var archive = new EvidenceArchive(zip, trusted);
                archive.requireIntact();
                return archive;
            } catch (IOException | RuntimeException e) {
                zip.close();
                throw e;
            }
        } catch (ZipException e) {
            throw new EvidenceRefused(file + " is no archive of evidence, or a damaged one: " + e.getMessage());
        }
    }

    Manifest manifest() {
        return manifest;
    }

    Seal seal() {
        return seal;
    }

    PublicKey key() {
        return key;
    }

    private static Manifest read(byte[] json) {
        try {
            return ManifestFormat.read(json);
        } catch (MalformedSeal e) {
            throw new EvidenceRefused(Manifest.FILE + " was changed: " + VisibleText.of(e.getMessage()));
        }
    }

    private PublicKey key(Optional<PublicKey> trusted) {
        PublicKey signer;
        try {
            PublicKey found = PublicKeys.parse(seal.publicKey());
            signer = trusted.orElse(found);
        } catch (MalformedSeal e) {
            throw new EvidenceRefused(Manifest.PUBLIC_KEY + " was changed: " + e.getMessage());
        }
        if (!PublicKeys.verify(signer, seal.manifest(), seal.signature())) {
            throw new EvidenceRefused(Manifest.FILE + ", " + Manifest.SIGNATURE + " or " + Manifest.PUBLIC_KEY
                    + " was changed, or signed by another key than "
                    + PublicKeys.described(signer).id());
        }
        return signer;
    }

    /** What a seal says of its assessment is as good as its key, and without a key that is known as good as nothing. */
    private static void requireAssessment(Manifest.Run run) {
        if (!ID.matcher(run.id()).matches()) {
            throw new EvidenceRefused("'" + VisibleText.of(run.id()) + "' is no id of an assessment");
        }
        for (Instant time : List.of(run.startedAt(), run.evaluatedAt(), run.sealedAt())) {
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw new EvidenceRefused(time + " is no time of an assessment");
            }
        }
    }

    private void requireIntact() throws IOException {
        var differences = new ArrayList<String>();
        var expected = new TreeMap<String, Manifest.Content>();
        expected.put(EvidenceEntry.ACCOUNTS, content(manifest.accounts()));
        expected.put(EvidenceEntry.COVERAGE, content(manifest.coverage()));
        expected.put(EvidenceEntry.INVENTORY, content(manifest.inventory().all()));
        for (Manifest.Document document : manifest.catalog().documents()) {
            if (!PATH.matcher(document.path()).matches()
                    || document.layer() < 0
                    || document.bytes() > LARGEST_DOCUMENT) {
                throw new EvidenceRefused("'" + VisibleText.of(document.path()) + "' is no file of rules");
            }
            if (expected.put(EvidenceEntry.of(document), new Manifest.Content(document.sha256(), document.bytes()))
                    != null) {
                throw new EvidenceRefused("'" + VisibleText.of(document.path()) + "' is sealed twice");
            }
        }
        for (var entry : expected.entrySet()) {
            difference(entry.getKey(), entry.getValue()).ifPresent(differences::add);
        }
        entries.keySet().stream()
                .filter(name -> !expected.containsKey(name))
                .filter(name -> !List.of(Manifest.FILE, Manifest.SIGNATURE, Manifest.PUBLIC_KEY)
                        .contains(name))
                .sorted()
                .forEach(name -> differences.add("'" + VisibleText.of(name) + "' was added"));
        if (!differences.isEmpty()) {
            throw new EvidenceRefused(differences);
        }
    }

    private static Manifest.Content content(Manifest.Lines lines) {
        return new Manifest.Content(lines.sha256(), lines.bytes());
    }

    private Optional<String> difference(String name, Manifest.Content sealed) throws IOException {
        ZipEntry entry = entries.get(name);
        String shown = VisibleText.of(name);
        if (entry == null) {
            return Optional.of(shown + " is missing");
        }
        if (sealed.bytes() > HARMLESS && sealed.bytes() / MOST_INFLATION > entry.getCompressedSize()) {
            return Optional.of(shown + " is refused: it inflates to more than " + MOST_INFLATION
                    + " times its size, which no inventory does");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            var digest = new LinesDigest();
            var into = digest.asStream();
            var buffer = new byte[1 << 16];
            long bytes = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                if (bytes > sealed.bytes()) {
                    return Optional.of(
                            shown + " was changed: %d bytes were sealed, it has more".formatted(sealed.bytes()));
                }
                into.write(buffer, 0, read);
            }
            return digest.lines().sha256().equals(sealed.sha256())
                    ? Optional.empty()
                    : Optional.of(shown + " was changed");
        } catch (ZipException e) {
            return Optional.of(shown + " was changed: it is damaged");
        }
    }

    private byte[] small(String name, int limit) throws IOException {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new EvidenceRefused(name + " is missing: this is no archive of evidence");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes(limit + 1);
            if (content.length > limit) {
                throw new EvidenceRefused(name + " is refused: it has more than " + limit + " bytes");
            }
            return content;
        } catch (ZipException e) {
            throw new EvidenceRefused(name + " was changed: it is damaged");
        }
    }

    /** The files that the run was judged by. */
    List<CatalogDocument> documents() throws IOException {
        var documents = new ArrayList<CatalogDocument>();
        for (Manifest.Document document : manifest.catalog().documents()) {
            byte[] content = small(EvidenceEntry.of(document), LARGEST_DOCUMENT);
            if (!Sha256.of(content).equals(document.sha256())) {
                throw new EvidenceRefused(VisibleText.of(document.name()) + " was changed while it was read");
            }
            documents.add(new CatalogDocument(document.layer(), document.folder(), document.path(), content));
        }
        return documents;
    }

    /** Somebody who takes a line. */
    interface Taker {
        void take(byte[] line) throws IOException;
    }

    /** The lines of an entry, one after the other. */
    void lines(String name, Taker taker) throws IOException {
        try (InputStream in = zip.getInputStream(entries.get(name))) {
            var lines = new LineSplitter(LONGEST_LINE, taker);
            var buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                lines.add(buffer, read);
            }
            lines.end();
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
