package dev.atrest.jobs.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** An assessment of the small estate with a rule of one's own, made by the command line in a folder of the test's. */
record SealedDemo(Path folder) {

    static final String OWN_RULE = "own-bucket";

    static CommandAnswer atrest(String... arguments) {
        return CommandAnswer.to(arguments);
    }

    static SealedDemo assess(Path folder) {
        var demo = new SealedDemo(folder);
        atrest("rules", "new", OWN_RULE, "--resource", "S3Bucket", "--dir", demo.rules());
        demo.waive(LocalDate.now(ZoneOffset.UTC));
        var answer = atrest(
                "demo",
                "--estate",
                "src/test/resources/estates/small.yml",
                "--data",
                demo.data(),
                "--out",
                folder.resolve("out").toString(),
                "--rules",
                demo.rules());
        if (answer.code() != ExitCode.COMPLIANT) {
            throw new IllegalStateException(answer.err());
        }
        return demo;
    }

    /** One failure of the own rule, on the only bucket with that tag. */
    private void waive(LocalDate today) {
        try {
            Files.writeString(
                    Path.of(rules(), "waivers.yml"), """
                    waivers:
                      - id: own-accepted
                        rule: %s
                        tags: { Tier: data* }
                        reason: The test accepts it.
                        approver: Jane Doe
                        granted: %s
                        expires: %s
                    """.formatted(OWN_RULE, today.minusDays(1), today.plusDays(30)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String rules() {
        return folder.resolve("own").toString();
    }

    String data() {
        return folder.resolve("data").toString();
    }

    Path reports() {
        try (Stream<Path> runs = Files.list(folder.resolve("out"))) {
            return runs.filter(run -> !run.toString().endsWith("-again"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String id() {
        return reports().getFileName().toString();
    }

    /** A copy that a test may spoil. */
    SealedDemo copy(Path to) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = to.resolve(folder.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return new SealedDemo(to);
    }

    /** Changes the database behind atrest's back. */
    void sql(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + data() + "/atrest", "", "");
                var statement = connection.createStatement()) {
            for (String sql : List.of(statements)) {
                statement.execute(sql);
            }
        }
    }

    /** Changes a rule's file in the database, as somebody would who knows how it is kept. */
    void inDocument(String path, Consumer<byte[]> change) throws SQLException, IOException {
        try (var connection = DriverManager.getConnection("jdbc:h2:file:" + data() + "/atrest", "", "");
                var find = connection.prepareStatement("select body, digest from document where digest ="
                        + " (select digest from assessment_document where path = ?)");
                var update = connection.prepareStatement("update document set body = ? where digest = ?")) {
            find.setString(1, path);
            var found = find.executeQuery();
            found.next();
            byte[] content = new InflaterInputStream(new ByteArrayInputStream(found.getBytes(1))).readAllBytes();
            change.accept(content);
            var deflated = new ByteArrayOutputStream();
            try (var out = new DeflaterOutputStream(deflated)) {
                out.write(content);
            }
            update.setBytes(1, deflated.toByteArray());
            update.setString(2, found.getString(2));
            update.executeUpdate();
        }
    }
}
