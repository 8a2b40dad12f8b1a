package dev.atrest.jobs.cli;

import dev.atrest.evaluators.CatalogException;
import dev.atrest.evaluators.RuleCatalog;
import dev.atrest.jobs.Home;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which rules are in force: those that ship, and what is laid over them. */
final class RulesOption {

    @Option(
            names = "--rules",
            paramLabel = "DIR",
            split = ",",
            description =
                    "Lay this folder over the rules that ship: it adds rules, frameworks and waivers (waivers.yml),"
                            + " replaces those of the same id, switches rules off and overrides settings (settings.yml). Several are laid one over the other.")
    private List<Path> folders = List.of();

    List<Path> folders() {
        return folders;
    }

    /** @throws CatalogException with all that is wrong in the rules */
    RuleCatalog load(Home home) {
        return RuleCatalog.load(home.config(), folders);
    }

    /** The rules to be listed, not to be applied: their expressions are not compiled. */
    RuleCatalog list(Home home) {
        return RuleCatalog.list(home.config(), folders);
    }

    /** As {@link #load(Home)}, with the folders of the option laid over another one. */
    RuleCatalog loadOver(Home home, Path folder) {
        return RuleCatalog.load(
                home.config(),
                Stream.concat(Stream.of(folder), folders.stream()).toList());
    }

    /** As {@link #load(Home)}, with more folders laid over the ones of the option. */
    RuleCatalog load(Home home, List<Path> more) {
        return RuleCatalog.load(
                home.config(), Stream.concat(folders.stream(), more.stream()).toList());
    }
}
