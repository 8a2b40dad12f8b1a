package dev.atrest.jobs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import dev.atrest.jobs.cli.AtrestCommand;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the program starts. */
public final class Atrest {

    private Atrest() {}

    public static void main(String[] args) {
        // Findings are sealed as bytes: the digits and letters of their messages must not be those of the machine's
        // language.
        Locale.setDefault(Locale.ENGLISH);
        // H2 looks up every value that it reads in a cache: hashing a long text takes longer than keeping it twice.
        // values.
        System.setProperty("h2.objectCacheMaxPerElementSize", "48");
        // Until the application sets up its log, nothing is logged: the terminal is for people.
        ((LoggerContext) LoggerFactory.getILoggerFactory())
                .getLogger(Logger.ROOT_LOGGER_NAME)
                .setLevel(Level.OFF);
        Signals signals = Signals.handled();
        int code;
        try {
            code = AtrestCommand.execute(signals, args);
        } finally {
            signals.commandEnded();
        }
        System.exit(code);
    }
}
