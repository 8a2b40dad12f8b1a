package dev.atrest.evaluators;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong while loading goes on, so that one run tells everything. */
final class Problems {

    private final List<Problem> found = new ArrayList<>();

    void add(Yaml at, String message) {
        add(at.file(), at.position(), message);
    }

    void add(YamlFile file, YamlFile.Position position, String message) {
        found.add(new Problem(file.name(), position.line(), position.column(), message, file.line(position.line())));
    }

    int count() {
        return found.size();
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            found.sort(Comparator.comparing(Problem::file)
                    .thenComparingInt(Problem::line)
                    .thenComparingInt(Problem::column));
            throw new CatalogException(found);
        }
    }
}
