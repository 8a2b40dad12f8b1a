package dev.atrest.jobs.seal;

import dev.atrest.evaluators.CatalogDocument;
import dev.atrest.jobs.Progress;
import dev.atrest.jobs.store.AssessmentStore;
import dev.atrest.jobs.store.DocumentStore;
import dev.atrest.jobs.store.EvidenceLines;
import dev.atrest.jobs.store.InventoryStore;
import dev.atrest.jobs.store.StoredResource;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.seal.Manifest;
import dev.atrest.writers.seal.ManifestFormat;
import dev.atrest.writers.seal.Seal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.stereotype.Component;

/** Writes the evidence of a sealed run into one file: whoever has it can perform the evaluation again. */
@Component
public class EvidenceExport {

    /** Resources that are read at a time. */
    private static final int PAGE = 500;

    /** Of every entry, so that the same run is the same bytes. At the beginning of 1980 Java would add the time zone's. */
    private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final AssessmentStore assessments;
    private final InventoryStore inventory;
    private final DocumentStore documents;
    private final StoredSeal stored;

    EvidenceExport(AssessmentStore assessments, InventoryStore inventory, DocumentStore documents, StoredSeal stored) {
        this.assessments = assessments;
        this.inventory = inventory;
        this.documents = documents;
        this.stored = stored;
    }

    /**
     * Writes the evidence, readable by its owner only.
     *
     * @param seal of the assessment
     * @return what in the database is not as it was sealed; if there is anything, nothing is written
     * @throws IOException when the file cannot be written
     */
    public List<String> write(Seal seal, Path file, Progress progress) throws IOException {
        Manifest manifest = ManifestFormat.read(seal.manifest());
        List<String> differences = stored.differences(manifest);
        if (differences.isEmpty()) {
            Path absolute = file.toAbsolutePath().normalize();
            ReportFiles.put(
                    String.valueOf(absolute.getFileName()),
                    absolute.getParent() == null ? absolute : absolute.getParent(),
                    unfinished -> write(seal, manifest, unfinished, progress));
        }
        return differences;
    }

    private void write(Seal seal, Manifest manifest, Path file, Progress progress) throws IOException {
        String id = manifest.assessment().id();
        progress.begin("Exporting", manifest.inventory().lines(), "resources");
        try (var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16))) {
            entry(Manifest.FILE, zip, out -> out.write(seal.manifest()));
            entry(Manifest.SIGNATURE, zip, out -> out.write(seal.signature()));
            entry(Manifest.PUBLIC_KEY, zip, out -> out.write(seal.publicKey()));
            entry(EvidenceEntry.ACCOUNTS, zip, out -> {
                for (var account : assessments.accounts(id)) {
                    line(EvidenceLines.of(account), out);
                }
            });
            entry(EvidenceEntry.COVERAGE, zip, out -> {
                for (var row : inventory.listings(id)) {
                    line(EvidenceLines.of(row), out);
                }
            });
            entry(EvidenceEntry.INVENTORY, zip, out -> inventory(id, out, progress));
            for (CatalogDocument document : documents.documents(id)) {
                entry(EvidenceEntry.of(document.layer(), document.path()), zip, out -> out.write(document.content()));
            }
        }
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    private static void entry(String name, ZipOutputStream zip, Content content) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        content.write(zip);
        zip.closeEntry();
    }

    private void inventory(String id, OutputStream out, Progress progress) throws IOException {
        List<StoredResource> page = inventory.after(id, "", PAGE);
        while (!page.isEmpty()) {
            for (StoredResource resource : page) {
                line(EvidenceLines.of(resource), out);
            }
            progress.advance(page.size());
            page = inventory.after(id, page.getLast().arn(), PAGE);
        }
    }

    private static void line(byte[] line, OutputStream out) throws IOException {
        out.write(line);
        out.write('\n');
    }
}
