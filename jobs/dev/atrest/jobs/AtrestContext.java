package dev.atrest.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The Spring application: stores, job repository and jobs over one database. */
@SpringBootApplication(proxyBeanMethods = false)
public class AtrestContext {

    /** What the command line adds to the application. */
    public interface Beans {
        void register(GenericApplicationContext context);
    }

    /**
     * Opens the database, bringing its tables up to date, and starts the application.
     *
     * @param data folder of the database and the log; made, for its owner only, when it does not exist
     * @throws IOException when the folder cannot be made
     */
    public static ConfigurableApplicationContext start(Home home, Path data, Beans beans) throws IOException {
        Path folder = data.toAbsolutePath().normalize();
        makeOwnerOnly(folder);
        ConfigurableApplicationContext application = new SpringApplicationBuilder(AtrestContext.class)
                .properties(Map.of(
                        "spring.config.location",
                        home.config().resolve("application.yml").toUri().toString(),
                        Home.PROPERTY,
                        home.folder().toString(),
                        "spring.datasource.url",
                        // What is committed is written: a killed run goes on from its last chunk.
                        "jdbc:h2:file:" + folder.resolve("atrest") + ";WRITE_DELAY=0",
                        "logging.file.name",
                        folder.resolve("atrest.log").toString()))
                .initializers(context -> beans.register((GenericApplicationContext) context))
                .run();
        // Opens the database now, so that its file is there.
        application.getBean(JdbcClient.class);
        keepFilesOwnerOnly(folder);
        return application;
    }

    private static void makeOwnerOnly(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectories(folder);
        }
    }

    /** The folder may have been there before and be open to others; database and log are not. */
    private static void keepFilesOwnerOnly(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "atrest.*")) {
            for (Path file : files) {
                var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
                if (view != null) {
                    view.setPermissions(PosixFilePermissions.fromString("rw-------"));
                }
            }
        }
    }
}
