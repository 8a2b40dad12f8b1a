package dev.atrest.writers;

import dev.atrest.model.Framework;
import java.util.List;
import java.util.Map;

/** Names the controls that a rule meets, of the frameworks that the report shows and in their order. */
public final class ControlNames {

    private final List<String> frameworks;

    public ControlNames(AssessmentReport report) {
        this.frameworks = report.frameworks().stream().map(Framework::id).toList();
    }

    /**
     * @param controls control numbers by framework id, as rules and findings have them
     * @return for each framework its id and numbers, e.g. {@code cis-aws-foundations@7.0.0 3.1.4, 3.1.5}
     */
    public List<String> of(Map<String, List<String>> controls) {
        return frameworks.stream()
                .filter(controls::containsKey)
                .map(framework -> framework + " " + String.join(", ", controls.get(framework)))
                .toList();
    }
}
