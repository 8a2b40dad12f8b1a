package dev.atrest.writers.seal;

import dev.atrest.writers.VisibleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compares a folder of reports with its seal. */
public final class SealedFolder {

    /** Ten thousand accounts and rules are less. */
    private static final long LARGEST_MANIFEST = 64L << 20;

    private static final long LARGEST_KEY = 16L << 10;

    private final Path folder;
    private final List<String> differences = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private SealedFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Compares signature, files and the manifest before this one, where that lies beside.
     *
     * @param trusted the key that must have signed; empty for the one that is found in the folder
     * @throws IOException when the folder cannot be read
     */
    public static Verification verify(Path folder, Optional<PublicKey> trusted) throws IOException {
        return new SealedFolder(folder.toRealPath()).verify(trusted);
    }

    private Verification verify(Optional<PublicKey> trusted) throws IOException {
        Optional<byte[]> json = part(Manifest.FILE, LARGEST_MANIFEST);
        Optional<byte[]> signature = part(Manifest.SIGNATURE, LARGEST_KEY);
        Optional<byte[]> pem = part(Manifest.PUBLIC_KEY, LARGEST_KEY);
        Optional<PublicKey> found = pem.flatMap(this::publicKey);
        found.ifPresent(key -> writtenAs(key, pem.orElseThrow()));
        Optional<PublicKey> key = trusted.or(() -> found);
        Optional<Manifest> manifest = json.flatMap(this::manifest);
        if (json.isPresent() && signature.isPresent() && key.isPresent()) {
            signature(json.get(), signature.get(), key.get(), trusted.isPresent() ? found : Optional.empty());
        }
        if (manifest.isPresent()) {
            key.ifPresent(by -> signedWith(manifest.get(), by));
            named(manifest.get().assessment().id());
            files(manifest.get().files(), FolderContents.of(folder));
            FolderContents.empty(folder)
                    .forEach(name -> differences.add(VisibleText.of(name) + " was added: a folder with nothing in it"));
            manifest.get().previous().ifPresent(this::previous);
        }
        return new Verification(manifest, key, List.copyOf(differences), List.copyOf(notes));
    }

    private Optional<byte[]> part(String name, long limit) throws IOException {
        Path file = folder.resolve(name);
        try {
            if (!Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .isRegularFile()) {
                differences.add(name + " was changed: it is no file");
                return Optional.empty();
            }
            if (Files.size(file) > limit) {
                differences.add(name + " was changed: it has " + Files.size(file)
                        + " bytes, and no such file has more than " + limit);
                return Optional.empty();
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            differences.add(
                    name + " is missing" + (name.equals(Manifest.FILE) ? ": there is nothing to compare with" : ""));
            return Optional.empty();
        }
    }

    private Optional<PublicKey> publicKey(byte[] pem) {
        try {
            return Optional.of(PublicKeys.parse(pem));
        } catch (MalformedSeal e) {
            differences.add(Manifest.PUBLIC_KEY + " was changed: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** One key has many texts, and atrest writes one of them. */
    private void writtenAs(PublicKey key, byte[] pem) {
        if (!Arrays.equals(pem, PublicKeys.pem(key))) {
            differences.add(Manifest.PUBLIC_KEY + " was changed: the key is not written as atrest writes it");
        }
    }

    private Optional<Manifest> manifest(byte[] json) {
        try {
            return Optional.of(ManifestFormat.read(json));
        } catch (MalformedSeal e) {
            differences.add(Manifest.FILE + " was changed: " + VisibleText.of(e.getMessage()));
            return Optional.empty();
        }
    }

    /** @param other the key in the folder, where another is trusted */
    private void signature(byte[] json, byte[] signature, PublicKey key, Optional<PublicKey> other) {
        if (PublicKeys.verify(key, json, signature)) {
            other.filter(found -> !found.equals(key))
                    .ifPresent(found -> differences.add(Manifest.PUBLIC_KEY
                            + " was changed: it is the key "
                            + PublicKeys.described(found).id()
                            + ", and the one given has signed"));
            return;
        }
        boolean byAnother = other.filter(found -> !found.equals(key))
                .filter(found -> PublicKeys.verify(found, json, signature))
                .isPresent();
        differences.add(
                byAnother
                        ? Manifest.FILE + " was signed by another key than the one given: by "
                                + PublicKeys.described(other.get()).id()
                        : Manifest.FILE + ", " + Manifest.SIGNATURE + " or the key (" + Manifest.PUBLIC_KEY
                                + ", where none was given) was changed: the signature is not that of the manifest");
    }

    private void signedWith(Manifest manifest, PublicKey key) {
        if (!manifest.signedWith().equals(PublicKeys.described(key))) {
            differences.add("the key is not the one that the manifest names: %s instead of %s"
                    .formatted(
                            PublicKeys.described(key).id(),
                            VisibleText.of(manifest.signedWith().id())));
        }
    }

    /** The reports of one night must not pass for those of another. */
    private void named(String assessment) {
        String name = folder.getFileName().toString();
        if (!name.equals(assessment)) {
            differences.add("the folder was renamed: it is called %s, and is that of assessment %s"
                    .formatted(VisibleText.of(name), VisibleText.of(assessment)));
        }
    }

    private void files(Map<String, Manifest.Content> sealed, Map<String, Manifest.Content> there) {
        new TreeMap<>(sealed).forEach((name, content) -> {
            Manifest.Content now = there.get(name);
            if (now == null) {
                differences.add(VisibleText.of(name) + " is missing");
            } else if (!now.equals(content)) {
                differences.add(VisibleText.of(name) + " was changed: "
                        + (now.bytes() == content.bytes()
                                ? "it still has " + now.bytes() + " bytes, but others"
                                : "%d bytes were sealed, it has %d".formatted(content.bytes(), now.bytes())));
            }
        });
        there.keySet().stream()
                .filter(name -> !sealed.containsKey(name))
                .forEach(name -> differences.add(VisibleText.of(name) + " was added"));
    }

    /** The folder of an assessment beside this one; empty where that is no name of a folder. */
    private Optional<Path> sibling(String assessment) {
        try {
            return Optional.of(folder.resolveSibling(assessment))
                    .filter(sibling ->
                            sibling.getParent() != null && sibling.getParent().equals(folder.getParent()));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private void previous(Manifest.Previous previous) {
        String id = VisibleText.of(previous.assessment());
        Optional<Path> manifest = sibling(previous.assessment())
                .map(sibling -> sibling.resolve(Manifest.FILE))
                .filter(Files::isRegularFile);
        if (manifest.isEmpty()) {
            notes.add("assessment " + id
                    + ", the one before, is not beside this folder: the chain to it was not followed");
            return;
        }
        try {
            if (!Sha256.of(manifest.get()).sha256().equals(previous.sha256())) {
                differences.add(
                        id + "/" + Manifest.FILE + ", of the assessment before, was changed after this one was sealed");
            }
        } catch (IOException e) {
            notes.add("the manifest of assessment " + id + ", the one before, cannot be read: " + e.getMessage());
        }
    }
}
