package dev.atrest.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** The waivers of the demo. Their days are counted from the day of the demo, which no real waiver may do: here they get dates. */
public final class DemoWaivers {

    private static final Pattern DAY = Pattern.compile("(?m)^( *(?:granted|expires): )([+-]\\d+)d$");

    private DemoWaivers() {}

    /**
     * Writes the waivers as they are on a day, to be laid over the configuration.
     *
     * @param folder receives {@code waivers.yml}; made, for its owner only, when it does not exist
     */
    public static void write(Home home, LocalDate today, Path folder) throws IOException {
        String waivers = DAY.matcher(Files.readString(home.demoWaivers()))
                .replaceAll(day -> day.group(1) + today.plusDays(Long.parseLong(day.group(2))));
        DataFolder.makeOwnerOnly(folder);
        Files.writeString(folder.resolve("waivers.yml"), waivers);
    }
}
