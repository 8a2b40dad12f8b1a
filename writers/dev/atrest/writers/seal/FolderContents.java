package dev.atrest.writers.seal;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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

    /** Folders in which there is no file at any depth, each with a {@code /} at its end; of one within another, the outer. */
    static List<String> empty(Path folder) throws IOException {
        var empty = new ArrayList<String>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            /** Of the folders that are open, whether a file was met in them: the innermost first. */
            private final Deque<Boolean> filled = new ArrayDeque<>();

            @Override
            public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
                filled.push(false);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                filled.pop();
                filled.push(true);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inner, @Nullable IOException broken) throws IOException {
                if (broken != null) {
                    throw broken;
                }
                boolean any = filled.pop();
                if (any && !filled.isEmpty()) {
                    filled.pop();
                    filled.push(true);
                } else if (!any && !filled.isEmpty()) {
                    String name = folder.relativize(inner).toString().replace('\\', '/') + "/";
                    empty.removeIf(within -> within.startsWith(name));
                    empty.add(name);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return List.copyOf(empty);
    }
}
