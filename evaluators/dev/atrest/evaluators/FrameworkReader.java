package dev.atrest.evaluators;

import dev.atrest.model.Framework;
import dev.atrest.model.Framework.Assessment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a framework file. */
final class FrameworkReader {

    /**
     * A framework with the rules that it names itself.
     *
     * @param rules ids of rules by control, where they stand
     */
    record Read(Framework framework, Yaml yaml, Map<String, List<Yaml.Scalar>> rules) {}

    private final Problems problems;

    FrameworkReader(Problems problems) {
        this.problems = problems;
    }

    Optional<Read> read(Yaml yaml) {
        var rules = new TreeMap<String, List<Yaml.Scalar>>();
        return YamlSection.of(yaml, "a framework", problems)
                .flatMap(section -> framework(section, rules))
                .map(framework -> new Read(framework, yaml, rules));
    }

    private Optional<Framework> framework(YamlSection section, Map<String, List<Yaml.Scalar>> rules) {
        var id = section.text("id");
        var title = section.text("title");
        var version = section.text("version");
        var controls = controls(section, rules);
        section.rejectOthers();
        if (id.isEmpty() || title.isEmpty() || version.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Framework(id.get().text(), title.get().text(), version.get().text(), List.copyOf(controls)));
    }

    private List<Framework.Control> controls(YamlSection section, Map<String, List<Yaml.Scalar>> rules) {
        var controls = new ArrayList<Framework.Control>();
        var ids = new HashSet<String>();
        for (Yaml item : section.items("controls")) {
            YamlSection.of(item, "a control", problems).ifPresent(entry -> {
                var control = control(entry, rules);
                control.ifPresent(controls::add);
                if (control.isPresent() && !ids.add(control.get().id())) {
                    problems.add(
                            item,
                            "control '%s' is listed twice"
                                    .formatted(control.get().id()));
                }
            });
        }
        if (controls.isEmpty()) {
            problems.add(section.mapping(), "a framework needs 'controls', a list of at least one");
        }
        return controls;
    }

    private Optional<Framework.Control> control(YamlSection entry, Map<String, List<Yaml.Scalar>> rules) {
        var id = entry.text("id");
        var title = entry.text("title");
        var assessment = entry.oneOf("assessment", Assessment.class);
        String guidance = entry.optionalText("guidance");
        if (assessment.isPresent() && assessment.get() != Assessment.AUTOMATED && guidance.isEmpty()) {
            problems.add(
                    entry.mapping(),
                    "a control that is %s needs 'guidance': %s"
                            .formatted(
                                    assessment.get(),
                                    assessment.get() == Assessment.MANUAL
                                            ? "what the auditor is to look at"
                                            : "why it is out of scope"));
        }
        var named =
                entry.find("rules").map(value -> entry.texts("rules", value)).orElse(List.of());
        if (!named.isEmpty() && assessment.equals(Optional.of(Assessment.OUT_OF_SCOPE))) {
            problems.add(named.getFirst(), "a control that is OUT_OF_SCOPE cannot have rules");
        }
        id.ifPresent(found -> rules.put(found.text(), named));
        entry.rejectOthers();
        if (id.isEmpty() || title.isEmpty() || assessment.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Framework.Control(id.get().text(), title.get().text(), assessment.get(), guidance));
    }
}
