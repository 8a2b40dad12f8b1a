package dev.atrest.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Stands between a client and an endpoint and spoils answers, also those that refuse or throttle: by closing the connection
 * before the first byte, in the middle of the head or of the body, with its length announced or not, or by passing on a part as
 * if it were all.
 */
final class BadWire implements AutoCloseable {

    private enum Spoiled {
        CLOSED,
        RESET,
        IN_THE_HEAD,
        AFTER_THE_HEAD,
        SHORTER_THAN_ANNOUNCED,
        WITHOUT_A_LENGTH,
        WITHOUT_THE_LAST_CHUNK,
        ANNOUNCED_AS_IT_IS
    }

    private final URI endpoint;
    private final double share;
    private final ServerSocket server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Spoiled, Integer> spoiled = new TreeMap<>();
    private SplittableRandom random = new SplittableRandom(0);

    /** @param share how many of the answers are spoiled, 0 to 1 */
    BadWire(URI endpoint, double share) throws IOException {
        this.endpoint = endpoint;
        this.share = share;
        threads.submit(() -> {
            while (true) {
                Socket client = server.accept();
                threads.submit(() -> {
                    serve(client);
                    return null;
                });
            }
        });
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    synchronized void seed(long seed) {
        random = new SplittableRandom(seed);
        spoiled.clear();
    }

    /** How many answers were spoiled in how many ways. */
    synchronized String inWords() {
        return spoiled.entrySet().stream()
                .map(way -> way.getKey() + " " + way.getValue())
                .collect(Collectors.joining(", "));
    }

    synchronized int ways() {
        return spoiled.size();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            InputStream in = client.getInputStream();
            String head = head(in);
            while (!head.isEmpty()) {
                Answer answer = answered(head, in.readNBytes(length(head)));
                if (!passOn(answer, head.startsWith("HEAD "), client)) {
                    return;
                }
                head = head(in);
            }
        }
    }

    private record Answer(String head, byte[] body) {

        /** The head with this said of its length. */
        byte[] headWith(String line) {
            return (head + line + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** @return whether the connection stays open */
    private boolean passOn(Answer answer, boolean bodiless, Socket client) throws IOException {
        byte[] whole = answer.headWith("Content-Length: " + answer.body().length);
        var out = client.getOutputStream();
        int cut;
        Spoiled way;
        synchronized (this) {
            if (random.nextDouble() >= share) {
                out.write(bodiless ? answer.headWith("Connection: keep-alive") : concat(whole, answer.body()));
                return true;
            }
            way = Spoiled.values()[random.nextInt(Spoiled.values().length)];
            cut = random.nextInt(way == Spoiled.IN_THE_HEAD ? whole.length : Math.max(1, answer.body().length));
            spoiled.merge(way, 1, Integer::sum);
        }
        byte[] part = bodiless ? new byte[0] : Arrays.copyOf(answer.body(), Math.min(cut, answer.body().length));
        switch (way) {
            case CLOSED -> {}
            case RESET -> client.setSoLinger(true, 0);
            case IN_THE_HEAD -> out.write(whole, 0, cut);
            case AFTER_THE_HEAD -> out.write(whole);
            case SHORTER_THAN_ANNOUNCED -> out.write(concat(whole, part));
            case WITHOUT_A_LENGTH -> out.write(concat(answer.headWith("Connection: close"), part));
            case WITHOUT_THE_LAST_CHUNK ->
                out.write(concat(
                        answer.headWith("Transfer-Encoding: chunked"),
                        concat((Integer.toHexString(part.length) + "\r\n").getBytes(StandardCharsets.US_ASCII), part)));
            case ANNOUNCED_AS_IT_IS -> out.write(concat(answer.headWith("Content-Length: " + part.length), part));
        }
        return false;
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private Answer answered(String head, byte[] body) throws IOException {
        try (var upstream = new Socket(endpoint.getHost(), endpoint.getPort())) {
            var out = upstream.getOutputStream();
            out.write((without(head, "connection", "expect") + "Connection: close\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            InputStream in = upstream.getInputStream();
            String answer = head(in);
            byte[] content = answer.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked")
                    ? chunks(in)
                    : in.readAllBytes();
            return new Answer(without(answer, "connection", "content-length", "transfer-encoding"), content);
        }
    }

    private static byte[] chunks(InputStream in) throws IOException {
        var content = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            content.write(in.readNBytes(size));
            line(in);
        }
        return content.toByteArray();
    }

    /** The first line and the headers, each with its end; empty at the end of the connection. */
    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            head.append(line).append("\r\n");
        }
        return head.toString();
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static String without(String head, String... names) {
        return head.lines()
                .filter(line -> Arrays.stream(names)
                        .noneMatch(name -> line.toLowerCase(Locale.ROOT).startsWith(name + ":")))
                .map(line -> line + "\r\n")
                .collect(Collectors.joining());
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .map(Integer::parseInt)
                .orElse(0);
    }
}
