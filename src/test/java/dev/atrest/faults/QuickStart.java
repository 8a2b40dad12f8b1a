package dev.atrest.faults;

import dev.atrest.jobs.Atrest;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * What processes of the tests start from, beside the compiled classes: a jar of these, and the JVM's archive of the classes
 * that an assessment loads, with which an assessment takes a quarter less of the processor and {@code runs} a third less. Made
 * once for a state of the classes. The JVM looks itself whether the archive fits, and starts without it when it does not.
 */
final class QuickStart {

    static final List<String> JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xmx512m",
            "-Xlog:cds*=off",
            "-Xlog:aot*=off",
            "-Xlog:class+path*=off",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED");

    private static final String JAR = "atrest.jar";
    private static final String ARCHIVE = "atrest.jsa";

    /** Made by the first who asks; the others of this process wait. */
    private static final class Made {
        static final QuickStart IT = make();
    }

    private final Path folder;

    private QuickStart(Path folder) {
        this.folder = folder;
    }

    static QuickStart get() {
        return Made.IT;
    }

    /** The options that name classes and archive. */
    List<String> options() {
        return List.of("-XX:SharedArchiveFile=" + folder.resolve(ARCHIVE), "-cp", classPath());
    }

    private static QuickStart make() {
        try {
            Path classes = Path.of(Atrest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path all = classes.resolveSibling("quick-start");
            Path folder = all.resolve(UUID.nameUUIDFromBytes(state(classes).getBytes(StandardCharsets.UTF_8))
                    .toString());
            var made = new QuickStart(folder);
            if (!Files.exists(folder.resolve(ARCHIVE))) {
                FileSystemUtils.deleteRecursively(all); // those of other states, or what was broken off
                Files.createDirectories(folder);
                made.jar(classes);
                made.archive();
            }
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes when a class does, or a library, or the JVM. */
    private static String state(Path classes) throws IOException {
        var state =
                new StringBuilder(System.getProperty("java.vm.version")).append(System.getProperty("java.class.path"));
        for (Path file : filesIn(classes)) {
            state.append(file).append(Files.size(file)).append(Files.getLastModifiedTime(file));
        }
        return state.toString();
    }

    private static List<Path> filesIn(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private void jar(Path classes) throws IOException {
        int code = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--create",
                        "--file",
                        folder.resolve(JAR).toString(),
                        "-C",
                        classes.toString(),
                        ".");
        if (code != 0) {
            throw new IOException("jar ends with " + code + " on " + classes);
        }
    }

    /** By a run of the demo, as the launcher makes its own. */
    private void archive() throws IOException, InterruptedException {
        Path half = Files.createTempDirectory(folder, "half");
        var line = new ArrayList<>(List.of(java()));
        line.addAll(JVM);
        line.addAll(List.of(
                "-XX:ArchiveClassesAtExit=" + half.resolve(ARCHIVE),
                "-Datrest.home=" + home(),
                "-cp",
                classPath(),
                Atrest.class.getName(),
                "demo",
                "--estate",
                Path.of("src/test/resources/estates/small.yml").toAbsolutePath().toString(),
                "--data",
                half.resolve("data").toString(),
                "--out",
                half.resolve("out").toString()));
        Path said = half.resolve("said");
        Process run = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(said.toFile()))
                .start();
        try {
            if (!run.waitFor(10, TimeUnit.MINUTES) || run.exitValue() != 0) {
                throw new IOException("no archive of classes was made: " + Files.readString(said));
            }
            Files.move(half.resolve(ARCHIVE), folder.resolve(ARCHIVE), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            run.destroyForcibly();
            FileSystemUtils.deleteRecursively(half);
        }
    }

    /** The jar, and the libraries of this process: in folders the JVM archives nothing. */
    private String classPath() {
        return Stream.concat(
                        Stream.of(folder.resolve(JAR).toString()),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(each -> each.endsWith(".jar")))
                .collect(Collectors.joining(File.pathSeparator));
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static Path home() {
        return Path.of(System.getProperty("atrest.home", "")).toAbsolutePath();
    }
}
