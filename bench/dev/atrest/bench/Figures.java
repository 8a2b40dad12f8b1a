package dev.atrest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The figures of one run of a benchmark: printed as its last line, one JSON object, and added with the date and the machine to
 * {@code bench/results/NAME.jsonl}.
 *
 * @param benchmark the benchmark's name
 * @param values the figures by name; names end in their unit
 */
record Figures(String benchmark, Map<String, Object> values) {

    /** Prints the figures and keeps them. */
    void publish() throws IOException {
        var json = JsonMapper.builder().build();
        var kept = new LinkedHashMap<String, Object>();
        kept.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        kept.put("machine", machine());
        kept.putAll(values);
        Path results = Path.of(System.getProperty("atrest.home", "."), "bench", "results");
        Files.createDirectories(results);
        Files.writeString(
                results.resolve(benchmark + ".jsonl"),
                json.writeValueAsString(kept) + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        System.out.println(json.writeValueAsString(values));
    }

    private static String machine() {
        return "%d cores, %s %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.version());
    }
}
