package dev.atrest.jobs;

import ch.qos.logback.classic.LoggerContext;
import dev.atrest.jobs.store.DatabaseKind;
import dev.atrest.jobs.store.KeptDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The Spring application: stores, job repository and jobs over one database. */
@SpringBootApplication(proxyBeanMethods = false)
public class AtrestContext {

    /** What the command line adds to the application. */
    public interface Beans {
        void register(GenericApplicationContext context);
    }

    /** Whether there is a database in this folder, or another one is configured; nothing is made to find out. */
    public static boolean hasDatabase(Home home, Path data) {
        return DatabaseSettings.configured(home, data).exists(data);
    }

    /** Makes the data folder, for its owner only; one that is there stays as it is. */
    public static void makeDataFolder(Path data) throws IOException {
        DataFolder.makeOwnerOnly(data);
    }

    /** {@link #start(Home, Path, String, Beans)} for a command that is over in a moment. */
    public static ConfigurableApplicationContext start(Home home, Path data, Beans beans) throws IOException {
        return start(home, data, "command", beans);
    }

    /**
     * Opens the database, bringing its tables up to date, and starts the application. The database is this process's alone
     * until the application is closed.
     *
     * @param data folder of the log, and of the database unless another one is configured; made, for its owner only, when it
     *     does not exist
     * @param command what this process does, for others that want the database
     * @throws DatabaseInUse when another process works with the database
     * @throws DatabaseUnavailable when the database that is configured cannot be worked with
     * @throws IOException when the folder cannot be made
     */
    public static ConfigurableApplicationContext start(Home home, Path data, String command, Beans beans)
            throws IOException {
        return start(
                home, DataFolder.open(data, command), () -> DatabaseSettings.configured(home, data), command, beans);
    }

    /** The same over a file in the folder, whatever database is configured. */
    public static ConfigurableApplicationContext startInFile(Home home, Path data, String command, Beans beans)
            throws IOException {
        return start(home, DataFolder.open(data, command), () -> DatabaseSettings.file(data), command, beans);
    }

    /** The same over an empty file: what is there is thrown away, whatever version left it. */
    public static ConfigurableApplicationContext startEmpty(Home home, Path data, String command, Beans beans)
            throws IOException {
        DataFolder folder = DataFolder.open(data, command);
        folder.deleteDatabase();
        return start(home, folder, () -> DatabaseSettings.file(data), command, beans);
    }

    private static ConfigurableApplicationContext start(
            Home home, DataFolder folder, Supplier<DatabaseSettings> configured, String command, Beans beans)
            throws IOException {
        try {
            DatabaseSettings database = configured.get();
            Optional<PostgresHold> hold = database.kind() == DatabaseKind.POSTGRESQL
                    ? Optional.of(PostgresHold.take(database, command))
                    : Optional.empty();
            try {
                return start(home, folder, database, hold, beans);
            } catch (IOException | RuntimeException e) {
                hold.ifPresent(PostgresHold::close);
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static ConfigurableApplicationContext start(
            Home home, DataFolder folder, DatabaseSettings database, Optional<PostgresHold> hold, Beans beans)
            throws IOException {
        Optional<KeptDatabase> kept = database.kind() == DatabaseKind.H2
                ? Optional.of(new KeptDatabase(DataFolder.database(folder.folder())))
                : Optional.empty();
        if (kept.isPresent()) {
            kept.get().putBack();
        }
        var defaults = new HashMap<String, Object>(Map.of(
                "spring.config.location",
                DatabaseSettings.location(home),
                Home.PROPERTY,
                home.folder().toString(),
                "atrest.data",
                folder.folder().toString(),
                "logging.file.name",
                folder.log().toString()));
        defaults.putAll(database.defaults());
        ConfigurableApplicationContext application = new SpringApplicationBuilder(AtrestContext.class)
                // Signals decide the order in which a process ends.
                .registerShutdownHook(false)
                .properties(defaults)
                .initializers(context -> {
                    context.getEnvironment()
                            .getPropertySources()
                            .addFirst(new MapPropertySource("database", database.properties(hold)));
                    // What is there first ends last: the database is given back after it is closed.
                    var factory = ((GenericApplicationContext) context).getDefaultListableBeanFactory();
                    factory.registerDisposableBean("dataFolder", folder::close);
                    hold.ifPresent(held -> factory.registerDisposableBean("postgresHold", held::close));
                    factory.registerSingleton("databaseKind", database.kind());
                    kept.ifPresent(file -> factory.registerSingleton("keptDatabase", file));
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
    }

    /** On a full disk the log cannot be written either; that the database cannot is told by whoever writes it. */
    private static void keepTroublesOfTheLogOffTheTerminal() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
            var troubles = logging.getStatusManager();
            troubles.getCopyOfStatusListenerList().forEach(troubles::remove);
        }
    }
}
