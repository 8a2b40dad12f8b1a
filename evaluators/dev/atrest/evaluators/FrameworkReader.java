package dev.atrest.evaluators;

import dev.atrest.model.Framework;
import dev.atrest.model.Framework.Assessment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reads a framework file. */
final class FrameworkReader {

    private final Problems problems;

    FrameworkReader(Problems problems) {
        this.problems = problems;
    }

    Optional<Framework> read(Yaml yaml) {
        return YamlSection.of(yaml, "a framework", problems).flatMap(this::framework);
    }

    private Optional<Framework> framework(YamlSection section) {
        var id = section.text("id");
        var title = section.text("title");
        var version = section.text("version");
        var controls = controls(section);
        section.rejectOthers();
        if (id.isEmpty() || title.isEmpty() || version.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Framework(id.get().text(), title.get().text(), version.get().text(), List.copyOf(controls)));
    }

    private List<Framework.Control> controls(YamlSection section) {
        var controls = new ArrayList<Framework.Control>();
        var ids = new HashSet<String>();
        for (Yaml item : section.items("controls")) {
            YamlSection.of(item, "a control", problems).ifPresent(entry -> {
                var control = control(entry);
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

    private Optional<Framework.Control> control(YamlSection entry) {
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
        entry.rejectOthers();
        if (id.isEmpty() || title.isEmpty() || assessment.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Framework.Control(id.get().text(), title.get().text(), assessment.get(), guidance));
    }
}
