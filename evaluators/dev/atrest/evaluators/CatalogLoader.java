package dev.atrest.evaluators;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads a configuration directory and what is laid over it into a catalogue, or says all that is wrong with them. */
final class CatalogLoader {

    private static final int MOST_SUGGESTED = 3;

    /** A rule with its file's content. */
    private record Read(CompiledRule rule, Yaml yaml, boolean own) {}

    private final Layer shipped;
    private final List<Layer> overlays;
    private final boolean compiling;
    private final Problems problems = new Problems();
    private final SettingsMerge settingsFiles = new SettingsMerge(problems);
    private final Map<String, FrameworkReader.Read> frameworks = new TreeMap<>();
    private final Map<String, Read> rules = new TreeMap<>();
    private final Map<String, WaiverReader.Read> waivers = new TreeMap<>();
    /** Rules that another one replaces, or that are switched off. */
    private final List<CompiledRule> gone = new ArrayList<>();

    /**
     * @param layers the configuration that ships, and what is laid over it
     * @param compiling whether the rules are to be applied, and not only listed
     */
    CatalogLoader(List<Layer> layers, boolean compiling) {
        this.shipped = layers.getFirst();
        this.overlays = layers.subList(1, layers.size());
        this.compiling = compiling;
    }

    RuleCatalog load() {
        var settings = settings();
        if (settings.isEmpty()) {
            addFrameworks(shipped);
            // Without the settings' types no expression can be checked.
            problems.throwIfAny();
        }
        var type = settings.orElseThrow().type();
        addFrameworks(shipped);
        addRules(shipped, type);
        if (rules.isEmpty() && problems.count() == 0) {
            problems.add(
                    YamlFile.absent(shipped.folder() + "/rules"),
                    YamlFile.Position.START,
                    "There are no rules (*.yml) here");
        }
        addWaivers(shipped);
        for (Layer overlay : overlays) {
            addWaivers(overlay);
            addFrameworks(overlay);
            addRules(overlay, type);
        }
        return catalog(settings.orElseThrow());
    }

    private Optional<Settings> settings() {
        shipped.read(Layer.SETTINGS, problems).ifPresent(settingsFiles::add);
        for (Layer overlay : overlays) {
            if (overlay.files().containsKey(Layer.SETTINGS)) {
                overlay.read(Layer.SETTINGS, problems).ifPresent(settingsFiles::add);
            } else if (overlay.files().isEmpty()) {
                problems.add(
                        YamlFile.absent(overlay.folder()),
                        YamlFile.Position.START,
                        overlay.exists()
                                ? "There are no rules, frameworks, settings or waivers (*.yml) here"
                                : "There is no such folder");
            }
        }
        return settingsFiles.merged().flatMap(yaml -> new SettingsReader(problems).read(yaml));
    }

    private void addFrameworks(Layer layer) {
        var reader = new FrameworkReader(problems);
        var added = new HashMap<String, FrameworkReader.Read>();
        for (String path : layer.frameworks()) {
            layer.read(path, problems).flatMap(reader::read).ifPresent(read -> {
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

    private void addRules(Layer layer, FactType.Struct settings) {
        var reader = new RuleReader(
                settings,
                frameworks.values().stream()
                        .map(FrameworkReader.Read::framework)
                        .toList(),
                compiling,
                problems);
        var added = new TreeMap<String, Read>();
        for (String path : layer.rules()) {
            layer.read(path, problems).ifPresent(yaml -> {
                reader.read(yaml, layer.nameOf(path)).ifPresent(rule -> {
                    String id = rule.rule().id();
                    var other = added.putIfAbsent(id, new Read(rule, yaml, layer.own()));
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

    /** A waiver replaces the one of its id. */
    private void addWaivers(Layer layer) {
        if (layer.files().containsKey(Layer.WAIVERS)) {
            layer.read(Layer.WAIVERS, problems)
                    .map(yaml -> new WaiverReader(problems)
                            .read(yaml, layer.own() ? layer.nameOf(Layer.WAIVERS) : "config/" + Layer.WAIVERS))
                    .ifPresent(waivers::putAll);
        }
    }

    private void checkWaivedRules(TreeSet<String> known) {
        for (var read : waivers.values()) {
            var pattern = new Wildcards(read.waiver().rule());
            if (known.stream().noneMatch(pattern::matches)) {
                problems.add(
                        read.rule(),
                        "waiver '%s' waives no rule: there is none that is called %s%s; atrest rules list shows all"
                                .formatted(
                                        read.waiver().id(),
                                        read.rule().kind(),
                                        suggestion(read.waiver().rule(), known)));
            }
        }
    }

    /** Rules whose ids begin as what was written does. */
    private static String suggestion(String written, TreeSet<String> known) {
        int longest = known.stream().mapToInt(id -> alike(id, written)).max().orElse(0);
        var likely = known.stream()
                .filter(id -> longest > 0 && alike(id, written) == longest)
                .limit(MOST_SUGGESTED)
                .toList();
        return likely.isEmpty() ? "" : "; is it " + String.join(" or ", likely) + "?";
    }

    private static int alike(String one, String other) {
        int end = 0;
        while (end < Math.min(one.length(), other.length()) && one.charAt(end) == other.charAt(end)) {
            end++;
        }
        return end;
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
        // What cannot be read may be the rule that is waived.
        if (problems.count() == 0) {
            checkWaivedRules(known);
        }
        problems.throwIfAny();
        var mapping = new ControlMapping(frameworks, problems);
        mapping.checkNamedRules(known);
        var inForce =
                rules.values().stream().map(Read::rule).map(mapping::resolve).toList();
        var assessable =
                mapping.assessable(inForce, gone.stream().map(mapping::resolve).toList());
        problems.throwIfAny();
        return new RuleCatalog(
                inForce,
                assessable,
                settings,
                waivers.values().stream().map(WaiverReader.Read::waiver).toList(),
                digests(),
                ownRules(),
                documents());
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

    private CatalogDigests digests() {
        var byRule = new TreeMap<String, String>();
        rules.forEach((id, read) -> byRule.put(id, CatalogDigest.of(List.of(read.yaml()))));
        var byFramework = new TreeMap<String, String>();
        frameworks.forEach((id, read) -> byFramework.put(id, CatalogDigest.of(List.of(read.yaml()))));
        var everything = new ArrayList<Yaml>();
        settingsFiles.merged().ifPresent(everything::add);
        frameworks.values().forEach(read -> everything.add(read.yaml()));
        rules.values().forEach(read -> everything.add(read.yaml()));
        waivers.values().forEach(read -> everything.add(read.yaml()));
        return new CatalogDigests(
                CatalogDigest.of(everything),
                byRule,
                byFramework,
                CatalogDigest.of(settingsFiles.merged().stream().toList()));
    }

    private List<CatalogDocument> documents() {
        return Stream.concat(Stream.of(shipped), overlays.stream())
                .flatMap(layer -> layer.documents().stream())
                .toList();
    }
}
