package dev.atrest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used so far, as Linux tells it.
 *
 * @param cpu time on all cores, in user and kernel mode
 * @param peakMebibytes the most memory that was ever resident
 */
record Usage(Duration cpu, long peakMebibytes) {

    static Usage of(long pid) throws IOException {
        Duration cpu = ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IOException("process " + pid + " has ended"));
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            long peak = lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow(() -> new IOException("Linux does not tell the memory of process " + pid));
            return new Usage(cpu, peak / 1024);
        }
    }
}
