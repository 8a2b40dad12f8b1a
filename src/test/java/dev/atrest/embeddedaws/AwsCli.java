package dev.atrest.embeddedaws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The AWS CLI of a Python that has one, loaded once and forked for each command: see {@code src/test/resources/awscli}. Calls
 * reach an embedded endpoint.
 */
public final class AwsCli implements AutoCloseable {

    private static final Path PROGRAMS = Path.of("src/test/resources/awscli");

    private final Path socket;
    private final Path command;
    private final Process server;

    /**
     * @param python of those that {@link #python} finds
     * @param home an empty folder of the CLI's own
     */
    public AwsCli(String python, Path home) throws IOException {
        socket = home.resolve("awscli");
        Path programs = Files.createDirectory(home.resolve("bin"));
        command = Files.copy(PROGRAMS.resolve("aws"), programs.resolve("aws"));
        if (!command.toFile().setExecutable(true)) {
            throw new IOException(command + " cannot be made executable");
        }
        var start = new ProcessBuilder(python, PROGRAMS.resolve("server.py").toString(), socket.toString());
        start.redirectError(ProcessBuilder.Redirect.INHERIT);
        server = start.start();
        String said = server.inputReader().readLine();
        if (!"ready".equals(said)) {
            server.destroy();
            throw new IOException("the server of the AWS CLI said " + said);
        }
    }

    /** The first of these that has the AWS CLI. */
    public static Optional<String> python(String... candidates) throws IOException, InterruptedException {
        for (String python : List.of(candidates)) {
            if (python.startsWith("/") && !Files.isExecutable(Path.of(python))) {
                continue;
            }
            Process trial = new ProcessBuilder(python, "-c", "import awscli.clidriver")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (trial.waitFor() == 0) {
                return Optional.of(python);
            }
        }
        return Optional.empty();
    }

    /** What to run as {@code aws}. */
    public Path command() {
        return command;
    }

    /**
     * What the command needs in its environment, which must have no other {@code AWS_} variable than its caller wants.
     *
     * @param account whose credentials its calls are signed with
     * @param region where they go when they name none
     */
    public Map<String, String> environment(EmbeddedAws aws, String account, String region) {
        return Map.of(
                "AWSCLI_SERVER",
                socket.toString(),
                "ENDPOINT",
                aws.endpoint().toString(),
                "AWS_ACCESS_KEY_ID",
                aws.accessKeyId(account),
                "AWS_SECRET_ACCESS_KEY",
                aws.secretKey(),
                "AWS_DEFAULT_REGION",
                region,
                "AWS_EC2_METADATA_DISABLED",
                "true",
                "AWS_PAGER",
                "",
                "AWS_MAX_ATTEMPTS",
                "1");
    }

    @Override
    public void close() {
        server.destroy();
    }
}
