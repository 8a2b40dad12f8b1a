package dev.atrest.evaluators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The YAML files of a configuration, or of a folder laid over it, all read before anything is made of them: what is kept of a
 * run is what was in force, and not what an editor has written since.
 *
 * @param number 0 for the configuration that ships
 * @param folder where the files are, for messages
 * @param exists whether there is such a folder
 * @param files by path within the folder, with {@code /} between its parts
 */
record Layer(int number, String folder, boolean exists, Map<String, byte[]> files) {

    static final String SETTINGS = "settings.yml";
    static final String WAIVERS = "waivers.yml";
    static final String FRAMEWORKS = "frameworks/";
    static final String RULES = "rules/";
    /** Mappings for ticketing systems, which are none of the catalogue's. */
    static final String EXPORTS = "exports/";

    /** What else lies in the folder of the configuration is not the catalogue's. */
    static Layer shipped(Path folder) {
        return read(
                0,
                folder,
                path -> path.equals(SETTINGS)
                        || path.equals(WAIVERS)
                        || path.startsWith(FRAMEWORKS)
                        || path.startsWith(RULES));
    }

    static Layer overlay(int number, Path folder) {
        return read(number, folder, path -> true);
    }

    private static Layer read(int number, Path folder, Predicate<String> ofTheCatalogue) {
        String name = folder.toString().replace('\\', '/');
        if (!Files.isDirectory(folder)) {
            return new Layer(number, name, false, Map.of());
        }
        try (Stream<Path> all = Files.walk(folder)) {
            var files = new TreeMap<String, byte[]>();
            for (Path file : (Iterable<Path>) all::iterator) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                boolean yaml = path.endsWith(".yml") || path.endsWith(".yaml");
                if (yaml && ofTheCatalogue.test(path) && Files.isRegularFile(file)) {
                    files.put(path, Files.readAllBytes(file));
                }
            }
            return new Layer(number, name, true, Collections.unmodifiableMap(files));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The layers that these documents were. */
    static List<Layer> of(List<CatalogDocument> documents) {
        var layers = new TreeMap<Integer, Layer>();
        for (CatalogDocument document : documents) {
            layers.computeIfAbsent(
                            document.layer(), number -> new Layer(number, document.folder(), true, new TreeMap<>()))
                    .files()
                    .put(document.path(), document.content());
        }
        return List.copyOf(layers.values());
    }

    boolean own() {
        return number > 0;
    }

    /** What people call a file of it: what ships as it ships, wherever that is; what is the user's by where it is. */
    String nameOf(String path) {
        return own() ? folder + "/" + path : path;
    }

    /** A file's content; empty, with the reason among the problems, when it cannot be read. */
    Optional<Yaml> read(String path, Problems problems) {
        String where = folder.isEmpty() ? path : folder + "/" + path;
        byte[] content = files.get(path);
        if (content == null) {
            problems.add(YamlFile.absent(where), YamlFile.Position.START, "There is no such file");
            return Optional.empty();
        }
        return YamlFile.read(where, content, problems);
    }

    /** Paths of the frameworks. */
    List<String> frameworks() {
        return paths(path -> path.startsWith(FRAMEWORKS));
    }

    /** Paths of the rules: in an overlay, all files that are nothing else. */
    List<String> rules() {
        return paths(
                own()
                        ? path -> !path.equals(SETTINGS)
                                && !path.equals(WAIVERS)
                                && !path.startsWith(FRAMEWORKS)
                                && !path.startsWith(EXPORTS)
                        : path -> path.startsWith(RULES));
    }

    private List<String> paths(Predicate<String> which) {
        return files.keySet().stream().filter(which).toList();
    }

    List<CatalogDocument> documents() {
        var documents = new ArrayList<CatalogDocument>();
        files.forEach(
                (path, content) -> documents.add(new CatalogDocument(number, own() ? folder : "", path, content)));
        return documents;
    }
}
