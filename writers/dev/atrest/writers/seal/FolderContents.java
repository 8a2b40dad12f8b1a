package dev.atrest.writers.seal;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a folder of reports, those of its seal apart. */
public final class FolderContents {

    private static final Set<String> SEAL = Set.of(Manifest.FILE, Manifest.SIGNATURE, Manifest.PUBLIC_KEY);

    private FolderContents() {}

    /**
     * Reads all files.
     *
     * @return by path within the folder, with {@code /} between its parts; what is no file (a link, a socket) has the digest of
     *     none
     */
    public static Map<String, Manifest.Content> of(Path folder) throws IOException {
        SortedMap<String, Manifest.Content> contents = new TreeMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (!SEAL.contains(name)) {
                    contents.put(name, attributes.isRegularFile() ? Sha256.of(file) : new Manifest.Content("", 0));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return Collections.unmodifiableMap(contents);
    }
}
