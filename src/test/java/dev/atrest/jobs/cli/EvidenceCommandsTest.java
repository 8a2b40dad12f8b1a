package dev.atrest.jobs.cli;

import static dev.atrest.jobs.cli.SealedDemo.atrest;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.faults.AtrestProcess;
import dev.atrest.writers.seal.KeyFile;
import dev.atrest.writers.seal.Manifest;
import dev.atrest.writers.seal.ManifestFormat;
import dev.atrest.writers.seal.PublicKeys;
import dev.atrest.writers.seal.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code atrest evidence}: what was sealed moves to another machine, and nothing else does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock("Spring Batch")
class EvidenceCommandsTest {

    /** Whose small I is another letter. */
    private static final String TURKISH = "-Duser.language=tr -Duser.country=TR";

    /** Whose digits are others. */
    private static final String ARABIC = "-Duser.language=ar -Duser.country=EG";

    private SealedDemo demo;
    private Path archive;
    private Path work;

    @BeforeAll
    void export(@TempDir Path folder) {
        demo = SealedDemo.assess(folder);
        archive = folder.resolve("evidence.zip");
        var answer = atrest("evidence", "export", archive.toString(), "--data", demo.data());
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.COMPLIANT);
    }

    @BeforeEach
    void workIn(@TempDir Path folder) {
        work = folder;
    }

    private Manifest manifest() throws IOException {
        return ManifestFormat.read(Files.readAllBytes(demo.reports().resolve(Manifest.FILE)));
    }

    /** Runs atrest as on a machine of another place. */
    private AtrestProcess elsewhere(String language, String... arguments) {
        return new AtrestProcess.Command(work, Map.of(), "", List.of(arguments))
                .in("JAVA_TOOL_OPTIONS", "-Duser.timezone=Pacific/Auckland " + language)
                .start();
    }

    @Test
    void onAMachineOfAnotherTimeZoneAndLanguageTheFindingsDigestIsTheSame() throws IOException {
        String data = work.resolve("auditor").toString();
        try (var imported = elsewhere(TURKISH, "evidence", "import", archive.toString(), "--data", data)) {
            assertThat(imported.exitCode()).as(imported.err()).isEqualTo(ExitCode.COMPLIANT);
            assertThat(imported.out())
                    .contains("The findings are those that were sealed.")
                    .contains("as found in FILE");
        }
        try (var evaluated = elsewhere(ARABIC, "evaluate", "--run", demo.id(), "--data", data)) {
            assertThat(evaluated.exitCode()).as(evaluated.err()).isEqualTo(ExitCode.COMPLIANT);
            assertThat(evaluated.out())
                    .contains("SHA-256 " + manifest().findings().sha256())
                    .contains("evaluated again: " + manifest().findings().lines() + " findings")
                    .contains("The findings are the same.");
        }
        assertThat(atrest("verify", demo.reports().toString(), "--data", data).out())
                .startsWith("Intact: assessment " + demo.id());
        String again = work.resolve("again.zip").toString();
        assertThat(atrest("evidence", "export", again, "--data", data).code()).isEqualTo(ExitCode.COMPLIANT);
        assertThat(Path.of(again)).hasSameBinaryContentAs(archive);
        assertThat(atrest("evidence", "import", archive.toString(), "--data", data)
                        .err())
                .contains("the database has an assessment " + demo.id() + " already");
    }

    @Test
    void theArchiveIsForItsOwnerOnly() throws IOException {
        assertThat(Files.getPosixFilePermissions(archive)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void whatIsNotAsItWasSealedIsNotExported() throws Exception {
        SealedDemo spoilt = demo.copy(work.resolve("spoilt"));
        spoilt.sql("update resource set name = name || 'x' where account_id = '111111111111'");
        Path file = work.resolve("spoilt.zip");

        var answer = atrest("evidence", "export", file.toString(), "--data", spoilt.data());

        assertThat(answer.code()).isEqualTo(ExitCode.ERROR);
        assertThat(answer.err())
                .contains("the inventory of account 111111111111 in the database changed")
                .contains("Nothing was exported");
        assertThat(file).doesNotExist();
    }

    @Test
    void anImportThatWasKilledIsReplacedByTheNext() throws Exception {
        Path data = work.resolve("auditor");
        assertThat(atrest("evidence", "import", archive.toString(), "--data", data.toString())
                        .code())
                .isEqualTo(ExitCode.COMPLIANT);
        var killed = new SealedDemo(Files.createDirectories(work.resolve("killed")));
        Files.move(data, killed.folder().resolve("data"));
        killed.sql("update assessment set finished_at = null, evaluated_at = null", "delete from resource");

        var answer = atrest("evidence", "import", archive.toString(), "--data", killed.data());

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.COMPLIANT);
        assertThat(answer.out()).contains("The findings are those that were sealed.");
    }

    // What comes from somebody else.

    private Map<String, byte[]> entries() throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipFile(archive.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private Path zip(Map<String, byte[]> entries) throws IOException {
        Path file = Files.createTempFile(work, "evidence", ".zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    private CommandAnswer assertRefused(Path file) {
        Path data = work.resolve("auditor");
        var answer = atrest("evidence", "import", file.toString(), "--data", data.toString());
        assertThat(answer.code()).isEqualTo(ExitCode.ERROR);
        assertThat(answer.err()).contains("Nothing was imported.").doesNotContain("Exception");
        assertThat(answer.out()).isEmpty();
        return answer;
    }

    private Map<String, byte[]> sealedBy(KeyFile forger, Map<String, byte[]> entries, Manifest manifest) {
        byte[] json = ManifestFormat.write(manifest);
        entries.put(Manifest.FILE, json);
        entries.put(Manifest.SIGNATURE, forger.sign(json));
        entries.put(Manifest.PUBLIC_KEY, PublicKeys.pem(forger.publicKey()));
        return entries;
    }

    @Test
    void allEntriesThatWereChangedMissingOrAddedAreNamed() throws IOException {
        var entries = entries();
        for (String name :
                List.of("inventory.jsonl", "coverage.jsonl", "accounts.jsonl", "documents/1/own-bucket.yml")) {
            entries.get(name)[40] ^= 1;
        }
        byte[] settings = entries.get("documents/0/settings.yml");
        entries.put("documents/0/settings.yml", (new String(settings, UTF_8) + "#").getBytes(UTF_8));
        entries.remove("documents/0/rules/s3/s3-bucket-classified.yml");
        entries.put("../../evil\u001b.sh", new byte[] {1});

        String said = assertRefused(zip(entries)).err();

        assertThat(said.lines())
                .containsExactly(
                        "atrest: accounts.jsonl was changed",
                        "coverage.jsonl was changed",
                        "documents/0/rules/s3/s3-bucket-classified.yml is missing",
                        "documents/0/settings.yml was changed: %d bytes were sealed, it has more"
                                .formatted(settings.length),
                        "documents/1/own-bucket.yml was changed",
                        "inventory.jsonl was changed",
                        "'../../evil\u241b.sh' was added",
                        "Nothing was imported.");
        assertThat(work.resolve("auditor")).doesNotExist();
    }

    @Test
    void aSealThatWasChangedIsRefused() throws IOException {
        for (String part : List.of(Manifest.FILE, Manifest.SIGNATURE, Manifest.PUBLIC_KEY)) {
            var entries = entries();
            entries.get(part)[60] ^= 1;
            assertThat(assertRefused(zip(entries)).err()).contains(part);
        }
    }

    @Test
    void whoSealsAForgeryIsFoundOutByTheKeyThatIsGiven() throws IOException {
        var forger = KeyFile.readOrMake(work.resolve("forger.pem"));
        Path forged = zip(sealedBy(forger, entries(), manifest()));

        var answer = atrest(
                "evidence",
                "import",
                forged.toString(),
                "--key",
                demo.data() + "/signing-key.pub",
                "--data",
                work.resolve("auditor").toString());

        assertThat(answer.code()).isEqualTo(ExitCode.ERROR);
        assertThat(answer.err()).contains("signed by another key").contains("Nothing was imported.");
    }

    @Test
    void namesThatLeadOutOfTheFolderAreRefusedEvenWhenTheyAreSealed() throws IOException {
        var forger = KeyFile.readOrMake(work.resolve("forger.pem"));
        byte[] rule = "id: x".getBytes(UTF_8);
        for (String path : List.of("../../../evil.yml", "/etc/evil.yml", "a/../b.yml", "a\\b.yml", "c:evil.yml", "")) {
            var entries = entries();
            entries.put("documents/0/" + path, rule);
            var documents = new ArrayList<>(manifest().catalog().documents());
            documents.add(new Manifest.Document(0, "", path, Sha256.of(rule), rule.length));

            assertThat(assertRefused(zip(sealedBy(forger, entries, with(documents))))
                            .err())
                    .contains("'" + path + "' is no file of rules");
        }
    }

    @Test
    void aBombIsNotInflated() throws IOException {
        var forger = KeyFile.readOrMake(work.resolve("forger.pem"));
        byte[] bomb = new byte[64 << 20];
        var entries = entries();
        entries.put("inventory.jsonl", bomb);
        Manifest.Inventory inventory = new Manifest.Inventory(Sha256.of(bomb), 1, bomb.length, Map.of());

        assertThat(assertRefused(zip(sealedBy(forger, entries, with(inventory))))
                        .err())
                .contains("inventory.jsonl is refused: it inflates to more than 200 times its size");
    }

    @Test
    void linesThatAreNotAsAtrestWritesThemAreRefusedEvenWhenTheyAreSealed() throws IOException {
        var forger = KeyFile.readOrMake(work.resolve("forger.pem"));
        for (String line : List.of("{}\n")) {
            byte[] content = line.getBytes(UTF_8);
            var entries = entries();
            entries.put("inventory.jsonl", content);
            var inventory = new Manifest.Inventory(Sha256.of(content), 1, content.length, Map.of());

            assertRefused(zip(sealedBy(forger, entries, with(inventory))));
        }
    }

    @Test
    void whatNoAssessmentIsIsRefusedEvenWhenItIsSealed() throws IOException {
        var forger = KeyFile.readOrMake(work.resolve("forger.pem"));
        Manifest.Run run = manifest().assessment();
        for (String id : List.of("../../../tmp/x", "", "x".repeat(41), "a/b", "\u001b[2J", "..", "a\0b")) {
            assertThat(refused(forger, id, run.startedAt(), run.scope()).err()).contains("is no id of an assessment");
        }
        assertThat(refused(forger, run.id(), Instant.MAX, run.scope()).err()).contains("is no time of an assessment");
        assertThat(refused(forger, run.id(), run.startedAt(), "x".repeat(4001)).err())
                .contains("it holds what no assessment has");
        var twice = new ArrayList<>(manifest().catalog().documents());
        twice.add(twice.getFirst());
        assertThat(assertRefused(zip(sealedBy(forger, entries(), with(twice)))).err())
                .contains("is sealed twice");
    }

    private CommandAnswer refused(KeyFile forger, String id, Instant start, String scope) throws IOException {
        Manifest was = manifest();
        Manifest.Run run = was.assessment();
        var forged = new Manifest(
                was.format(),
                new Manifest.Run(
                        id, start, run.evaluatedAt(), run.sealedAt(), scope, run.caller(), run.role(), run.version()),
                was.software(),
                was.files(),
                was.findings(),
                was.inventory(),
                was.coverage(),
                was.accounts(),
                was.catalog(),
                was.previous(),
                was.signedWith());
        return assertRefused(zip(sealedBy(forger, entries(), forged)));
    }

    @Test
    void whatIsNoArchiveIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(archive);
        Path half = Files.write(work.resolve("half.zip"), java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThat(assertRefused(half).err()).contains("is no archive of evidence, or a damaged one");
        assertThat(assertRefused(Files.writeString(work.resolve("text.zip"), "text"))
                        .err())
                .contains("is no archive of evidence, or a damaged one");
        assertThat(assertRefused(zip(Map.of("a", new byte[0]))).err())
                .contains("manifest.json is missing: this is no archive of evidence");
        assertThat(assertRefused(twice()).err()).contains("it has two entries 'manifest.json'");
    }

    /** No library writes one name twice: a name of the same length is changed in the bytes. */
    private Path twice() throws IOException {
        var entries = entries();
        entries.put("mANIFEST.json", new byte[0]);
        byte[] bytes = Files.readAllBytes(zip(entries));
        String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                .replace("mANIFEST.json", "manifest.json");
        return Files.write(work.resolve("twice.zip"), text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    private Manifest with(List<Manifest.Document> documents) throws IOException {
        Manifest was = manifest();
        Manifest.Catalog catalog = was.catalog();
        return with(
                was.inventory(),
                new Manifest.Catalog(
                        catalog.sha256(), catalog.rules(), catalog.frameworks(), catalog.settings(), documents));
    }

    private Manifest with(Manifest.Inventory inventory) throws IOException {
        return with(inventory, manifest().catalog());
    }

    private Manifest with(Manifest.Inventory inventory, Manifest.Catalog catalog) throws IOException {
        Manifest was = manifest();
        return new Manifest(
                was.format(),
                was.assessment(),
                was.software(),
                was.files(),
                was.findings(),
                inventory,
                was.coverage(),
                was.accounts(),
                catalog,
                was.previous(),
                was.signedWith());
    }
}
