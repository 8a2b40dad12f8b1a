package dev.atrest.embeddedaws;

import com.sun.net.httpserver.HttpServer;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.embeddedaws.services.AllOperations;
import dev.atrest.embeddedaws.services.Call;
import dev.atrest.embeddedaws.services.Sessions;
import dev.atrest.embeddedaws.services.World;
import dev.atrest.embeddedaws.wire.Operations;
import dev.atrest.embeddedaws.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * An AWS endpoint on loopback, on a free port, that plays an {@link Estate}. It only reads, unless it is {@linkplain
 * #startWritable started} otherwise, checks no signatures, and tells accounts apart by access key and regions and services
 * by the signature's scope.
 */
public final class EmbeddedAws implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Estate estate;
    private final Faults faults;
    private final Permissions permissions = new Permissions();
    private final Calls calls = new Calls();
    private final Gateway gateway;

    private EmbeddedAws(Estate estate, Clock clock, BiFunction<World, Sessions, Operations<Call>> operations)
            throws IOException {
        this.estate = estate;
        this.faults = new Faults(estate.faults());
        World world = new World(estate);
        Sessions sessions = new Sessions(world, clock);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.setExecutor(threads);
        gateway =
                new Gateway(world, sessions, new Wire<>(operations.apply(world, sessions)), permissions, faults, calls);
        server.createContext("/", gateway);
        server.start();
    }

    /**
     * Starts to answer.
     *
     * @throws UncheckedIOException when no port can be opened
     */
    public static EmbeddedAws start(Estate estate) {
        return start(estate, Clock.systemUTC());
    }

    /**
     * Starts to answer.
     *
     * @param clock decides when credentials expire
     * @throws UncheckedIOException when no port can be opened
     */
    public static EmbeddedAws start(Estate estate, Clock clock) {
        return start(estate, clock, AllOperations::of);
    }

    /**
     * Starts to answer the calls that change something, too. They change what this endpoint plays, and not the estate: the
     * next endpoint that is started with it begins as this one did.
     *
     * @throws UncheckedIOException when no port can be opened
     */
    public static EmbeddedAws startWritable(Estate estate) {
        return start(estate, Clock.systemUTC(), AllOperations::withWrites);
    }

    private static EmbeddedAws start(
            Estate estate, Clock clock, BiFunction<World, Sessions, Operations<Call>> operations) {
        try {
            return new EmbeddedAws(estate, clock, operations);
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded AWS endpoint cannot open a port on loopback", e);
        }
    }

    /** Address for all services, {@code http://127.0.0.1:<port>}. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Access key of the estate's {@linkplain Estate#caller() caller}. */
    public String accessKeyId() {
        return accessKeyId(estate.caller());
    }

    /** Access key of a user in this account. */
    public String accessKeyId(String account) {
        return Sessions.longTermKey(account);
    }

    /** Secret that goes with every long-term access key; nothing checks it. */
    public String secretKey() {
        return "embedded";
    }

    /** Who may call what: everyone everything, unless policies are given. */
    public Permissions permissions() {
        return permissions;
    }

    /** What goes wrong. */
    public Faults faults() {
        return faults;
    }

    /**
     * Plays another estate from now on: resources come, go and change, the organisation and its accounts stay as they are.
     * Page tokens that were given count on in the new listings.
     */
    public void become(Estate changed) {
        become(changed, _ -> true);
    }

    /**
     * Answers calls of these actions, as {@code service:Operation}, from another estate, and all others from the first: as
     * somebody sees it who lists before a change and asks about what was listed after it.
     */
    public void become(Estate changed, Predicate<String> actions) {
        gateway.become(new World(changed), actions);
    }

    /** What was called. */
    public Calls calls() {
        return calls;
    }

    /** Stops to answer; calls under way are cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
