package dev.atrest.jobs.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the database is. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder of the database and the log. Default: $XDG_DATA_HOME/atrest, or ~/.local/share/atrest.")
    private @Nullable Path folder;

    Path folder() {
        return folder != null ? folder : userData();
    }

    static Path userData() {
        return Optional.ofNullable(System.getenv("XDG_DATA_HOME"))
                .filter(home -> !home.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "share"))
                .resolve("atrest");
    }
}
