package dev.atrest.evaluators;

import java.util.List;
import java.util.stream.Collectors;

/** The rules, frameworks or settings cannot be used; carries every problem found, not only the first. */
public final class CatalogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    CatalogException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }

    /** All problems, ready to print. */
    public String message() {
        return "%s%n%d %s in the rule catalogue; nothing was evaluated."
                .formatted(getMessage(), problems.size(), problems.size() == 1 ? "problem" : "problems");
    }
}
