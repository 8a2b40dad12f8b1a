package dev.atrest.jobs;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder atrest is installed in: the rules, report templates and settings that users edit are read from there.
 *
 * @param folder holds {@code config/} and {@code report-templates/}
 */
public record Home(Path folder) {

    /** Names the folder; the launcher sets it. */
    public static final String PROPERTY = "atrest.home";

    /** The folder that the system property names, or else the working directory. */
    public static Home locate() {
        Path folder = Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath();
        if (!Files.isDirectory(folder.resolve("config"))) {
            throw new IllegalArgumentException(folder
                    + " has no folder config: start atrest by its launcher, or name its folder with -D" + PROPERTY);
        }
        return new Home(folder);
    }

    public Path config() {
        return folder.resolve("config");
    }

    public Path reportTemplates() {
        return folder.resolve("report-templates");
    }

    public Path demoEstate() {
        return folder.resolve("embedded-aws").resolve("demo-estate.yml");
    }

    public Path demoWaivers() {
        return folder.resolve("embedded-aws").resolve("demo-waivers.yml");
    }
}
