package dev.atrest.writers.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.writers.BigReport;
import dev.atrest.writers.ReadBack;
import dev.atrest.writers.ReportFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The formats are written without being held: by a process whose heap is far too small for what it writes. */
class SmallHeapTest {

    private static final int FAILURES = 40_000;
    private static final int HEAP = 24;

    @Test
    void whatIsWrittenNeedNotFitInMemory(@TempDir Path folder) throws Exception {
        Path said = folder.resolve("said.txt");
        Process writing = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx" + HEAP + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writing.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        boolean ended = writing.waitFor(5, TimeUnit.MINUTES);
        writing.destroyForcibly();
        assertThat(ended).isTrue();
        assertThat(writing.exitValue()).as(Files.readString(said)).isZero();

        var expected = ReadBack.of(new BigReport(FAILURES).summary());
        assertThat(Map.of(
                        "ocsf", ReadBack.ocsf(folder.resolve("findings.ocsf.jsonl")),
                        "asff", ReadBack.asff(folder.resolve("findings.asff.jsonl")),
                        "junit", ReadBack.junit(folder.resolve("junit.xml"))))
                .allSatisfy((format, numbers) -> assertThat(numbers).as(format).isEqualTo(expected));
        assertThat(Files.size(folder.resolve("assessment-results.oscal.json"))).isGreaterThan(HEAP << 20);
        assertThat(Files.size(folder.resolve("findings.sarif.json"))).isGreaterThan(HEAP << 20);
    }

    /** What that process does. */
    static final class Writing {

        private Writing() {}

        public static void main(String[] arguments) throws Exception {
            ReportFiles.write(
                    new BigReport(FAILURES),
                    List.of(new OcsfFindings(), new AsffFindings(), new OscalResults(), new SarifLog(), new JUnitXml()),
                    Path.of(arguments[0]));
        }
    }
}
