package dev.atrest.evaluators;

import dev.atrest.model.Framework;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a configuration directory into a catalogue, or says all that is wrong with it. */
final class CatalogLoader {

    private final Path configDir;
    private final Problems problems = new Problems();

    CatalogLoader(Path configDir) {
        this.configDir = configDir;
    }

    RuleCatalog load() {
        var digest = new CatalogDigest();
        var settingsYaml = YamlFile.read(configDir.resolve("settings.yml"), problems);
        var settings = settingsYaml.flatMap(yaml -> new SettingsReader(problems).read(yaml));
        settingsYaml.ifPresent(digest::add);
        var frameworks = frameworks();
        if (settings.isEmpty()) {
            // Without the settings' types no expression can be checked.
            problems.throwIfAny();
        }
        var rules = rules(new RuleReader(settings.orElseThrow().type(), frameworks, problems), digest);
        checkThatRulesDecide(frameworks, rules);
        problems.throwIfAny();
        return new RuleCatalog(rules, frameworks, settings.orElseThrow(), digest.hex());
    }

    private List<Framework> frameworks() {
        var reader = new FrameworkReader(problems);
        var byId = new TreeMap<String, Framework>();
        for (Path file : yamlFiles(configDir.resolve("frameworks"))) {
            YamlFile.read(file, problems)
                    .ifPresent(yaml -> reader.read(yaml).ifPresent(framework -> {
                        if (byId.putIfAbsent(framework.id(), framework) != null) {
                            problems.add(
                                    yaml, "framework '%s' is already given by another file".formatted(framework.id()));
                        }
                    }));
        }
        return List.copyOf(byId.values());
    }

    private List<CompiledRule> rules(RuleReader reader, CatalogDigest digest) {
        var files = yamlFiles(configDir.resolve("rules"));
        if (files.isEmpty()) {
            problems.add(
                    YamlFile.absent(configDir.resolve("rules")),
                    YamlFile.Position.START,
                    "There are no rules (*.yml) here");
        }
        var rules = new TreeMap<String, CompiledRule>();
        var sources = new TreeMap<String, Yaml>();
        for (Path file : files) {
            YamlFile.read(file, problems).ifPresent(yaml -> {
                String name = configDir.relativize(file).toString().replace('\\', '/');
                reader.read(yaml, name).ifPresent(rule -> {
                    var other = rules.putIfAbsent(rule.rule().id(), rule);
                    sources.putIfAbsent(rule.rule().id(), yaml);
                    if (other != null) {
                        problems.add(
                                idOf(yaml),
                                "rule '%s' is already given by %s"
                                        .formatted(
                                                rule.rule().id(), other.rule().file()));
                    }
                });
            });
        }
        sources.values().forEach(digest::add);
        return List.copyOf(rules.values());
    }

    private static Yaml idOf(Yaml rule) {
        return ((Yaml.Mapping) rule).entries().get("id").value();
    }

    /** A control that is said to be automated and is met by no rule would look assessed without being so. */
    private void checkThatRulesDecide(List<Framework> frameworks, List<CompiledRule> rules) {
        if (problems.count() > 0) {
            return;
        }
        var met = new HashSet<Map.Entry<String, String>>();
        for (var rule : rules) {
            rule.rule()
                    .controls()
                    .forEach((framework, controls) ->
                            controls.forEach(control -> met.add(Map.entry(framework, control))));
        }
        for (var framework : frameworks) {
            String unmet = framework.controls().stream()
                    .filter(control -> control.assessment() == Framework.Assessment.AUTOMATED)
                    .map(Framework.Control::id)
                    .filter(control -> !met.contains(Map.entry(framework.id(), control)))
                    .collect(Collectors.joining(", "));
            if (!unmet.isEmpty()) {
                problems.add(
                        YamlFile.absent(configDir.resolve("frameworks")),
                        YamlFile.Position.START,
                        "%s: no rule meets %s; make these MANUAL or OUT_OF_SCOPE, or add a rule that names them"
                                .formatted(framework.id(), unmet));
            }
        }
    }

    private List<Path> yamlFiles(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return new ArrayList<>(files.filter(Files::isRegularFile)
                    .filter(file ->
                            file.toString().endsWith(".yml") || file.toString().endsWith(".yaml"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
