package dev.atrest.evaluators;

import java.nio.file.Path;

/** The configuration that ships, loaded once for all tests of a process: compiling its conditions takes the longest. */
public final class ShippedRules {

    /** Immutable, and asked by many threads at once, as in an assessment. */
    public static final RuleCatalog CATALOG = RuleCatalog.load(Path.of("config"));

    private ShippedRules() {}
}
