package dev.atrest.endtoend;

import dev.atrest.embeddedaws.AwsCli;
import dev.atrest.embeddedaws.EmbeddedAws;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Bash with the AWS CLI in it, whose calls reach an embedded endpoint. Needs the Debian packages {@code awscli} and
 * {@code jq}; where {@code python3} on the path has an AWS CLI of its own, it is that one.
 */
final class AwsShell implements AutoCloseable {

    private final EmbeddedAws aws;
    private final Path home;
    private final AwsCli cli;

    /** @param home an empty folder of the shell's own */
    AwsShell(EmbeddedAws aws, Path home) throws IOException, InterruptedException {
        this.aws = aws;
        this.home = home;
        this.cli = new AwsCli(python().orElseThrow(), home);
    }

    /** What is not installed, as Debian's package names; nothing when all is there. */
    static List<String> missing() throws IOException, InterruptedException {
        Stream<String> cli = python().isPresent() ? Stream.empty() : Stream.of("awscli");
        Stream<String> others =
                Stream.of("jq", "bash").filter(program -> !Files.isExecutable(Path.of("/usr/bin", program)));
        return Stream.concat(cli, others).toList();
    }

    private static Optional<String> python() throws IOException, InterruptedException {
        return AwsCli.python("python3", "/usr/bin/python3");
    }

    /**
     * @param exit exit code of the last command
     * @param error what was written to standard error
     */
    record Outcome(int exit, String output, String error) {}

    /** Runs commands with the credentials of an account. Another region than that of the resources is the CLI's default. */
    Outcome run(String account, String commands) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(home, account);
        Path script = Files.writeString(folder.resolve("commands"), commands);
        Path output = folder.resolve("output");
        Path error = folder.resolve("error");
        var builder = new ProcessBuilder("/usr/bin/bash", script.toString())
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(error.toFile());
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(name -> name.startsWith("AWS_") || name.toLowerCase().endsWith("_proxy"));
        environment.putAll(cli.environment(aws, account, "us-east-1"));
        environment.put("PATH", cli.command().getParent() + ":/usr/bin:/bin");
        // S3 Control puts the account before the host name, which only a proxy can resolve.
        environment.put("http_proxy", aws.endpoint().toString());
        environment.put("HOME", folder.toString());
        Process process = builder.start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IOException("did not end in a minute:\n" + commands);
            }
            return new Outcome(
                    process.exitValue(),
                    Files.readString(output, StandardCharsets.UTF_8),
                    Files.readString(error, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        cli.close();
    }
}
