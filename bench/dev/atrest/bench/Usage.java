package dev.atrest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process of a JVM has used so far, as Linux tells it.
 *
 * @param cpu time on all cores, in user and kernel mode
 * @param compiling of that, what the JVM's compilers took
 * @param collecting of that, what the garbage collection and other operations of the JVM took
 * @param peakMebibytes the most memory that was ever resident
 */
record Usage(Duration cpu, Duration compiling, Duration collecting, long peakMebibytes) {

    /** Linux counts the time of threads in hundredths of a second. */
    private static final long MILLIS_A_TICK = 10;

    static Usage of(long pid) throws IOException {
        Duration cpu = ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IOException("process " + pid + " has ended"));
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            long peak = lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow(() -> new IOException("Linux does not tell the memory of process " + pid));
            return new Usage(
                    cpu,
                    ofThreads(pid, "C[12] CompilerThre.*"),
                    ofThreads(pid, "VM Thread|GC Thread.*|G1 .*"),
                    peak / 1024);
        }
    }

    private static Duration ofThreads(long pid, String names) throws IOException {
        long ticks = 0;
        try (var threads = Files.newDirectoryStream(Path.of("/proc", String.valueOf(pid), "task"))) {
            for (Path thread : threads) {
                // The name stands in brackets and may hold spaces; the times are the 12th and 13th field after it.
                String stat = Files.readString(thread.resolve("stat"));
                int end = stat.lastIndexOf(')');
                if (stat.substring(stat.indexOf('(') + 1, end).matches(names)) {
                    String[] fields = stat.substring(end + 2).split(" ");
                    ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
                }
            }
        } catch (NoSuchFileException ended) {
            // A thread that ended meanwhile was none of these, which live as long as the JVM.
        }
        return Duration.ofMillis(ticks * MILLIS_A_TICK);
    }

    /** What was used since then; the peak is that of the whole life. */
    Usage since(Usage earlier) {
        return new Usage(
                cpu.minus(earlier.cpu()),
                compiling.minus(earlier.compiling()),
                collecting.minus(earlier.collecting()),
                peakMebibytes);
    }
}
