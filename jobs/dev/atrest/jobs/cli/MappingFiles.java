package dev.atrest.jobs.cli;

import dev.atrest.jobs.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Finds what maps the backlog to a ticketing system: the user's file, or the one that ships. */
final class MappingFiles {

    private static final String FOLDER = "exports";
    private static final String SUFFIX = ".yml";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    private final List<Path> folders;

    /** @param overlays laid over what ships, the last uppermost */
    MappingFiles(Home home, List<Path> overlays) {
        this.folders = Stream.concat(overlays.reversed().stream(), Stream.of(home.config()))
                .map(folder -> folder.resolve(FOLDER))
                .toList();
    }

    static void checkName(String target, CommandLine command) {
        if (!NAME.matcher(target).matches()) {
            throw new ParameterException(
                    command, "--to: found '" + target + "'; allowed are small letters, digits and hyphens, at most 40");
        }
    }

    Path find(String target, CommandLine command) throws IOException {
        for (Path folder : folders) {
            Path file = folder.resolve(target + SUFFIX);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new ParameterException(
                command,
                "--to: there is no mapping '" + target + "'; there are " + String.join(", ", names())
                        + ", or name a file with --mapping");
    }

    private TreeSet<String> names() throws IOException {
        var names = new TreeSet<String>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (var files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                    for (Path file : files) {
                        String name = file.getFileName().toString();
                        names.add(name.substring(0, name.length() - SUFFIX.length()));
                    }
                }
            }
        }
        return names;
    }
}
