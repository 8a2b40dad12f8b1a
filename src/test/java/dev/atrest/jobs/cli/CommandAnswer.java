package dev.atrest.jobs.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a command of {@code atrest} answers, run in this process. */
public record CommandAnswer(int code, String out, String err) {

    public static CommandAnswer to(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = AtrestCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandAnswer(code, out.toString(), err.toString());
    }

    /** The same with the data folder named. */
    static CommandAnswer over(Path data, String... arguments) {
        return to(Stream.concat(Stream.of(arguments), Stream.of("--data", data.toString()))
                .toArray(String[]::new));
    }
}
