package dev.atrest.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before an endpoint, and puts forward the time that its answers tell: the JDK's server lets nobody else write the
 * Date header.
 */
final class OtherClock implements AutoCloseable {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);
    private static final Pattern DATE = Pattern.compile("(?<=\r\nDate: )[^\r]+");

    private final URI endpoint;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Duration ahead = Duration.ZERO;

    OtherClock(URI endpoint) throws IOException {
        this.endpoint = endpoint;
        this.server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    void putForward(Duration time) {
        ahead = time;
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = server.accept();
                threads.execute(() -> join(caller));
            }
        } catch (SocketException e) {
            // Closed.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void join(Socket caller) {
        try (caller;
                var called = new Socket(endpoint.getHost(), endpoint.getPort())) {
            threads.execute(() -> pass(caller, called, false));
            pass(called, caller, true);
        } catch (IOException e) {
            // One of the two has hung up, and now so do we.
        }
    }

    private void pass(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[64 * 1024];
        try {
            for (int read; (read = from.getInputStream().read(buffer)) >= 0; ) {
                String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                to.getOutputStream().write((answers ? dated(text) : text).getBytes(StandardCharsets.ISO_8859_1));
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One of the two has hung up, and now so do we.
        }
    }

    private String dated(String answer) {
        String now = TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plus(ahead));
        return DATE.matcher(answer).replaceAll(Matcher.quoteReplacement(now));
    }
}
