package dev.atrest.writers.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is changed in a sealed folder is named. */
class SealedFolderTest {

    @TempDir
    private Path out;

    private KeyFile key;
    private Path folder;

    @BeforeEach
    void sealAFolder() throws IOException {
        key = KeyFile.readOrMake(out.resolve("key.pem"));
        folder = folder("20260131T000000Z");
        seal(folder, Optional.empty());
    }

    private Path folder(String id) throws IOException {
        Path made = Files.createDirectories(out.resolve(id));
        Files.writeString(made.resolve("findings.jsonl"), "{\"ruleId\":\"a\"}\n");
        Files.write(made.resolve("report.pdf"), new byte[] {1, 2, 3, 4});
        return made;
    }

    private void seal(Path sealed, Optional<Manifest.Previous> previous) throws IOException {
        Instant time = Instant.parse("2026-01-31T00:00:00.123456Z");
        var none = new Manifest.Lines("", 0, 0);
        var manifest = new Manifest(
                Manifest.FORMAT,
                new Manifest.Run(
                        sealed.getFileName().toString(), time, time, time, "all accounts", "arn", "role", "1.0"),
                Map.of("Java", "25"),
                FolderContents.of(sealed),
                none,
                new Manifest.Inventory("", 0, 0, Map.of()),
                none,
                none,
                new Manifest.Catalog("", Map.of(), Map.of(), "", List.of()),
                previous,
                PublicKeys.described(key.publicKey()));
        byte[] json = ManifestFormat.write(manifest);
        Files.write(sealed.resolve(Manifest.FILE), json);
        Files.write(sealed.resolve(Manifest.SIGNATURE), key.sign(json));
        Files.write(sealed.resolve(Manifest.PUBLIC_KEY), PublicKeys.pem(key.publicKey()));
    }

    private Verification verify() throws IOException {
        return SealedFolder.verify(folder, Optional.empty());
    }

    @Test
    void whatNobodyTouchedIsIntact() throws IOException {
        Verification verification = verify();

        assertThat(verification.differences()).isEmpty();
        assertThat(verification.notes()).isEmpty();
        assertThat(verification.key()).contains(key.publicKey());
        assertThat(verification.manifest())
                .map(manifest -> manifest.assessment().id())
                .contains("20260131T000000Z");
    }

    @Test
    void aFolderThatBearsAnothersNameIsNamed() throws IOException {
        folder = Files.move(folder, out.resolve("20260201T000000Z"));

        assertThat(verify().differences())
                .containsExactly("the folder was renamed: it is called 20260201T000000Z, and is that of assessment"
                        + " 20260131T000000Z");
    }

    @Test
    void aLinkToTheFolderMayHaveAnyName() throws IOException {
        folder = Files.createSymbolicLink(out.resolve("latest"), folder);

        assertThat(verify().differences()).isEmpty();
    }

    @Test
    void anEmptyFolderIsNamed() throws IOException {
        Files.createDirectories(folder.resolve("more/and/more"));
        Files.createDirectories(folder.resolve("filled/empty"));
        Files.writeString(folder.resolve("filled/file"), "x");

        assertThat(verify().differences())
                .containsExactlyInAnyOrder(
                        "filled/file was added",
                        "filled/empty/ was added: a folder with nothing in it",
                        "more/ was added: a folder with nothing in it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"findings.jsonl", "report.pdf"})
    void oneByteOfAFileIsNamed(String name) throws IOException {
        flip(folder.resolve(name), 2);

        assertThat(verify().differences()).singleElement().asString().startsWith(name + " was changed");
    }

    @Test
    void everyByteOfTheManifestCounts() throws IOException {
        Path file = folder.resolve(Manifest.FILE);
        byte[] sealed = Files.readAllBytes(file);
        for (int at = 0; at < sealed.length; at += 23) {
            flip(file, at);
            assertThat(verify().differences())
                    .as("byte " + at)
                    .isNotEmpty()
                    .anySatisfy(difference -> assertThat(difference).startsWith("manifest.json"));
            Files.write(file, sealed);
        }
    }

    @Test
    void everyByteOfTheSignatureCounts() throws IOException {
        Path file = folder.resolve(Manifest.SIGNATURE);
        for (int at = 0; at < 64; at++) {
            flip(file, at);
            assertThat(verify().differences())
                    .as("byte " + at)
                    .containsExactly(
                            "manifest.json, manifest.json.sig or the key (manifest.pub, where none was given) was changed:"
                                    + " the signature is not that of the manifest");
            flip(file, at);
        }
    }

    @Test
    void filesThatAreMissingOrAddedAreNamed() throws IOException {
        Files.delete(folder.resolve("report.pdf"));
        Files.createDirectory(folder.resolve("more"));
        Files.writeString(folder.resolve("more/no\u001btes.txt"), "mine");
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("findings.jsonl"));

        assertThat(verify().differences())
                .containsExactly("report.pdf is missing", "link was added", "more/no\u241btes.txt was added");
    }

    @Test
    void aFileThatIsALinkToTheSameBytesIsNotThatFile() throws IOException {
        Path elsewhere = Files.move(folder.resolve("report.pdf"), out.resolve("elsewhere.pdf"));
        Files.createSymbolicLink(folder.resolve("report.pdf"), elsewhere);

        assertThat(verify().differences()).singleElement().asString().startsWith("report.pdf was changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifest.FILE, Manifest.SIGNATURE, Manifest.PUBLIC_KEY})
    void aPartOfTheSealThatIsMissingIsNamed(String part) throws IOException {
        Files.delete(folder.resolve(part));

        assertThat(verify().differences()).singleElement().asString().startsWith(part + " is missing");
    }

    @Test
    void whoSealsAgainWithAnotherKeyIsFoundOutByTheKeyThatIsGiven() throws IOException {
        var trusted = key.publicKey();
        flip(folder.resolve("report.pdf"), 0);
        key = KeyFile.readOrMake(out.resolve("forger.pem"));
        seal(folder, Optional.empty());

        assertThat(verify().differences())
                .as("the key found in the folder is the forger's")
                .isEmpty();
        assertThat(SealedFolder.verify(folder, Optional.of(trusted)).differences())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("manifest.json was signed by another key than the one given: by "
                        + PublicKeys.described(key.publicKey()).id());
    }

    @Test
    void aManifestThatNamesAnotherKeyThanItsSignersIsToldOf() throws IOException {
        byte[] json = Files.readAllBytes(folder.resolve(Manifest.FILE));
        var other = KeyFile.readOrMake(out.resolve("other.pem"));
        Files.write(folder.resolve(Manifest.SIGNATURE), other.sign(json));
        Files.write(folder.resolve(Manifest.PUBLIC_KEY), PublicKeys.pem(other.publicKey()));

        assertThat(verify().differences())
                .singleElement()
                .asString()
                .startsWith("the key is not the one that the manifest names");
    }

    @Test
    void theChainToTheManifestBeforeIsFollowedWhereThatLiesBeside() throws IOException {
        Path next = folder("20260201T000000Z");
        byte[] before = Files.readAllBytes(folder.resolve(Manifest.FILE));
        seal(next, Optional.of(new Manifest.Previous("20260131T000000Z", Sha256.of(before))));
        assertThat(SealedFolder.verify(next, Optional.empty()).intact()).isTrue();

        flip(folder.resolve("report.pdf"), 0);
        seal(folder, Optional.empty());
        assertThat(verify().intact()).as("sealed again by whoever has the key").isTrue();
        assertThat(SealedFolder.verify(next, Optional.empty()).differences())
                .containsExactly("20260131T000000Z/manifest.json, of the assessment before, was changed after this one"
                        + " was sealed");
    }

    @Test
    void theChainIsNotFollowedOutOfTheFolder() throws IOException {
        seal(folder, Optional.of(new Manifest.Previous("../../etc", "0")));
        assertThat(verify().differences()).isEmpty();
        assertThat(verify().notes()).singleElement().asString().contains("is not beside this folder");

        seal(folder, Optional.of(new Manifest.Previous("20251231T000000Z", "0")));
        assertThat(verify().notes()).singleElement().asString().contains("20251231T000000Z", "is not beside");
    }

    @Test
    void aFolderBeforeThatCannotBeIsNotFollowed() throws IOException {
        for (String name : List.of("a\0b", "..", ".", "", "/etc", "x/../y")) {
            seal(folder, Optional.of(new Manifest.Previous(name, "0")));
            assertThat(verify().differences()).isEmpty();
            assertThat(verify().notes()).singleElement().asString().contains("is not beside this folder");
        }
    }

    @Test
    void everyByteOfTheKeyCountsWhoeverIsTrusted() throws IOException {
        Path pub = folder.resolve(Manifest.PUBLIC_KEY);
        byte[] whole = Files.readAllBytes(pub);
        for (int at = 0; at < whole.length; at++) {
            flip(pub, at);
            for (var trusted : List.of(Optional.of(key.publicKey()), Optional.<java.security.PublicKey>empty())) {
                assertThat(SealedFolder.verify(folder, trusted).differences())
                        .as("byte %d", at)
                        .anyMatch(said -> said.contains("manifest.pub") && said.contains(" was changed"));
            }
            flip(pub, at);
        }
        assertThat(verify().intact()).isTrue();
    }

    @Test
    void theKeyOfAnotherInTheFolderIsNamedThoughTheOneGivenHasSigned() throws IOException {
        var other = KeyFile.readOrMake(out.resolve("other.pem"));
        Files.write(folder.resolve(Manifest.PUBLIC_KEY), PublicKeys.pem(other.publicKey()));

        assertThat(SealedFolder.verify(folder, Optional.of(key.publicKey())).differences())
                .singleElement()
                .asString()
                .startsWith("manifest.pub was changed: it is the key "
                        + PublicKeys.described(other.publicKey()).id());
    }

    @ParameterizedTest
    @ValueSource(strings = {Manifest.FILE, Manifest.SIGNATURE, Manifest.PUBLIC_KEY})
    void aPartOfTheSealThatIsNoFileIsNotRead(String part) throws IOException {
        Path moved = Files.move(folder.resolve(part), out.resolve("moved"));
        Files.createSymbolicLink(folder.resolve(part), moved);
        assertThat(verify().differences()).contains(part + " was changed: it is no file");

        Files.delete(folder.resolve(part));
        Files.createDirectory(folder.resolve(part));
        assertThat(verify().differences()).contains(part + " was changed: it is no file");

        Files.delete(folder.resolve(part));
        Files.createSymbolicLink(folder.resolve(part), Path.of("/dev/zero"));
        assertThat(verify().differences()).contains(part + " was changed: it is no file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{}",
                "{\"format\": 1}",
                "{\"format\": 99, \"future\": true}",
                "{\"format\": 1, \"assessment\": null}"
            })
    void whatIsNoManifestIsSaidToBeNone(String json) throws IOException {
        Files.writeString(folder.resolve(Manifest.FILE), json);
        Files.write(
                folder.resolve(Manifest.SIGNATURE), key.sign(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)));

        assertThat(verify().differences()).singleElement().asString().startsWith("manifest.json was changed: it is");
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= 1;
        Files.write(file, bytes);
    }
}
