package dev.atrest.jobs;

import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.LoggerFactory;
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

    /** Whether there is a database in this folder; nothing is made to find out. */
    public static boolean hasDatabase(Path data) {
        return DataFolder.hasDatabase(data);
    }

    /** {@link #start(Home, Path, String, Beans)} for a command that is over in a moment. */
    public static ConfigurableApplicationContext start(Home home, Path data, Beans beans) throws IOException {
        return start(home, data, "command", beans);
    }

    /**
     * Opens the database, bringing its tables up to date, and starts the application. The database is this process's alone
     * until the application is closed.
     *
     * @param data folder of the database and the log; made, for its owner only, when it does not exist
     * @param command what this process does, for others that want the database
     * @throws DatabaseInUse when another process works with the database
     * @throws IOException when the folder cannot be made
     */
    public static ConfigurableApplicationContext start(Home home, Path data, String command, Beans beans)
            throws IOException {
        return start(home, DataFolder.open(data, command), beans);
    }

    /** The same over an empty database: what is there is thrown away, whatever version left it. */
    public static ConfigurableApplicationContext startEmpty(Home home, Path data, String command, Beans beans)
            throws IOException {
        DataFolder folder = DataFolder.open(data, command);
        folder.deleteDatabase();
        return start(home, folder, beans);
    }

    private static ConfigurableApplicationContext start(Home home, DataFolder folder, Beans beans) throws IOException {
        try {
            ConfigurableApplicationContext application = new SpringApplicationBuilder(AtrestContext.class)
                    // Signals decide the order in which a process ends.
                    .registerShutdownHook(false)
                    .properties(Map.of(
                            "spring.config.location",
                            home.config().resolve("application.yml").toUri().toString(),
                            Home.PROPERTY,
                            home.folder().toString(),
                            "spring.datasource.url",
                            // What is committed is written: a killed run goes on from its last chunk. Its errors are
                            // in our log, and need no file of H2's own.
                            "jdbc:h2:file:" + folder.database()
                                    + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0",
                            "atrest.data",
                            folder.folder().toString(),
                            "logging.file.name",
                            folder.log().toString()))
                    .initializers(context -> {
                        // What is there first ends last: the folder is given back after the database is closed.
                        ((GenericApplicationContext) context)
                                .getDefaultListableBeanFactory()
                                .registerDisposableBean("dataFolder", folder::close);
                        beans.register((GenericApplicationContext) context);
                    })
                    .run();
            try {
                keepTroublesOfTheLogOffTheTerminal();
                // Opens the database now, so that its file is there.
                application.getBean(JdbcClient.class);
                folder.keepFilesOwnerOnly();
                return application;
            } catch (IOException | RuntimeException e) {
                application.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** On a full disk the log cannot be written either; that the database cannot is told by whoever writes it. */
    private static void keepTroublesOfTheLogOffTheTerminal() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            var troubles = logging.getStatusManager();
            troubles.getCopyOfStatusListenerList().forEach(troubles::remove);
        }
    }
}
