package dev.atrest.evaluators;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads a configuration directory and what is laid over it into a catalogue, or says all that is wrong with them. */
final class CatalogLoader {

    private static final String SETTINGS = "settings.yml";
    private static final String FRAMEWORKS = "frameworks";
    private static final String RULES = "rules";
    /** Mappings for ticketing systems, which are none of the catalogue's. */
    private static final String EXPORTS = "exports";

    /** A rule with its file's content. */
    private record Read(CompiledRule rule, Yaml yaml, boolean own) {}

    private final Path configDir;
    private final List<Path> overlays;
    private final boolean compiling;
    private final Problems problems = new Problems();
    private final SettingsMerge settingsFiles = new SettingsMerge(problems);
    private final Map<String, FrameworkReader.Read> frameworks = new TreeMap<>();
    private final Map<String, Read> rules = new TreeMap<>();
    /** Rules that another one replaces, or that are switched off. */
    private final List<CompiledRule> gone = new ArrayList<>();

    /** @param compiling whether the rules are to be applied, and not only listed */
    CatalogLoader(Path configDir, List<Path> overlays, boolean compiling) {
        this.configDir = configDir;
        this.compiling = compiling;
        this.overlays = List.copyOf(overlays);
    }

    RuleCatalog load() {
        var settings = settings();
        if (settings.isEmpty()) {
            addFrameworks(configDir);
            // Without the settings' types no expression can be checked.
            problems.throwIfAny();
        }
        var type = settings.orElseThrow().type();
        addFrameworks(configDir);
        addRules(configDir, yamlFiles(configDir.resolve(RULES)), type, false);
        if (rules.isEmpty() && problems.count() == 0) {
            problems.add(
                    YamlFile.absent(configDir.resolve(RULES)),
                    YamlFile.Position.START,
                    "There are no rules (*.yml) here");
        }
        for (Path overlay : overlays) {
            addFrameworks(overlay);
            addRules(overlay, ruleFilesOf(overlay), type, true);
        }
        return catalog(settings.orElseThrow());
    }

    private Optional<Settings> settings() {
        YamlFile.read(configDir.resolve(SETTINGS), problems).ifPresent(settingsFiles::add);
        for (Path overlay : overlays) {
            Path file = overlay.resolve(SETTINGS);
            if (Files.exists(file)) {
                YamlFile.read(file, problems).ifPresent(settingsFiles::add);
            } else if (yamlFiles(overlay).isEmpty()) {
                problems.add(
                        YamlFile.absent(overlay),
                        YamlFile.Position.START,
                        Files.isDirectory(overlay)
                                ? "There are no rules, frameworks or settings (*.yml) here"
                                : "There is no such folder");
            }
        }
        return settingsFiles.merged().flatMap(yaml -> new SettingsReader(problems).read(yaml));
    }

    private void addFrameworks(Path folder) {
        var reader = new FrameworkReader(problems);
        var added = new HashMap<String, FrameworkReader.Read>();
        for (Path file : yamlFiles(folder.resolve(FRAMEWORKS))) {
            YamlFile.read(file, problems).flatMap(reader::read).ifPresent(read -> {
                if (added.putIfAbsent(read.framework().id(), read) != null) {
                    problems.add(
                            read.yaml(),
                            "framework '%s' is already given by another file"
                                    .formatted(read.framework().id()));
                }
            });
        }
        frameworks.putAll(added);
    }

    private void addRules(Path folder, List<Path> files, FactType.Struct settings, boolean own) {
        var reader = new RuleReader(
                settings,
                frameworks.values().stream()
                        .map(FrameworkReader.Read::framework)
                        .toList(),
                compiling,
                problems);
        var added = new TreeMap<String, Read>();
        for (Path file : files) {
            YamlFile.read(file, problems).ifPresent(yaml -> {
                // What is shipped is named as it is shipped, wherever that is; what is the user's by where it is.
                Path name = own ? file : folder.relativize(file);
                reader.read(yaml, name.toString().replace('\\', '/')).ifPresent(rule -> {
                    String id = rule.rule().id();
                    var other = added.putIfAbsent(id, new Read(rule, yaml, own));
                    if (other != null) {
                        problems.add(
                                idOf(yaml),
                                "rule '%s' is already given by %s"
                                        .formatted(id, other.rule().rule().file()));
                    }
                });
            });
        }
        added.forEach((id, read) -> {
            var replaced = rules.put(id, read);
            if (replaced != null) {
                gone.add(replaced.rule());
            }
        });
    }

    private static Yaml idOf(Yaml rule) {
        return ((Yaml.Mapping) rule).entries().get("id").value();
    }

    private RuleCatalog catalog(Settings settings) {
        var known = new TreeSet<>(rules.keySet());
        for (var id : settingsFiles.disabledRules()) {
            var disabled = rules.remove(id.text());
            if (disabled != null) {
                gone.add(disabled.rule());
            } else if (!known.contains(id.text()) && problems.count() == 0) {
                problems.add(
                        id,
                        "unknown rule '%s' in %s; there are %s"
                                .formatted(id.text(), SettingsMerge.DISABLED_RULES, String.join(", ", known)));
            }
        }
        problems.throwIfAny();
        var mapping = new ControlMapping(frameworks, problems);
        mapping.checkNamedRules(known);
        var inForce =
                rules.values().stream().map(Read::rule).map(mapping::resolve).toList();
        var assessable =
                mapping.assessable(inForce, gone.stream().map(mapping::resolve).toList());
        problems.throwIfAny();
        return new RuleCatalog(inForce, assessable, settings, digest(), ownRules());
    }

    private TreeSet<String> ownRules() {
        var own = new TreeSet<String>();
        rules.forEach((id, read) -> {
            if (read.own()) {
                own.add(id);
            }
        });
        return own;
    }

    private String digest() {
        var digest = new CatalogDigest();
        settingsFiles.merged().ifPresent(digest::add);
        frameworks.values().forEach(read -> digest.add(read.yaml()));
        rules.values().forEach(read -> digest.add(read.yaml()));
        return digest.hex();
    }

    /** All YAML files of an overlay that are neither settings nor frameworks nor mappings. */
    private static List<Path> ruleFilesOf(Path overlay) {
        return yamlFiles(overlay).stream()
                .filter(file -> !file.equals(overlay.resolve(SETTINGS)))
                .filter(file -> !file.startsWith(overlay.resolve(FRAMEWORKS)))
                .filter(file -> !file.startsWith(overlay.resolve(EXPORTS)))
                .toList();
    }

    private static List<Path> yamlFiles(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().endsWith(".yml") || file.toString().endsWith(".yaml"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
