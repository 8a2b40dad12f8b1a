package dev.atrest.faults;

import dev.atrest.embeddedaws.Calls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.openpdf.text.pdf.PdfReader;

/**
 * What a run left behind.
 *
 * @param findings the lines of findings.jsonl without what differs from run to run
 * @param backlog the lines of backlog.csv
 * @param summary what was said at the end, without the assessment's id and the sizes of the files
 * @param files all files, relative to the run's folder
 * @param calls those of all its processes
 * @param repeated of these, what had been told before a kill
 */
public record Outcome(
        int exitCode,
        List<String> findings,
        long backlog,
        String summary,
        List<String> files,
        Map<Calls.Target, Long> calls,
        Repeated repeated) {

    /** The calls that tell a page of a listing. */
    static final Set<String> LISTINGS = Set.of(
            "s3:ListBuckets",
            "ec2:DescribeVolumes",
            "ec2:DescribeSnapshots",
            "kms:ListKeys",
            "ec2:GetEbsEncryptionByDefault");

    private static final Pattern PROVENANCE = Pattern.compile(",\"provenance\":\\{[^{}]*}}$");
    private static final Pattern ID = Pattern.compile("\\d{8}T\\d{6}Z");

    static Outcome of(Path folder, int exitCode, String said, Map<Calls.Target, Long> calls, Repeated repeated) {
        try {
            Path reports = onlyFolderOf(folder.resolve("out"));
            // Whatever opens is not half a file: both formats keep what they need to be read at their end.
            WorkbookFactory.create(reports.resolve("report.xlsx").toFile(), null, true)
                    .close();
            new PdfReader(Files.readAllBytes(reports.resolve("report.pdf"))).close();
            if (!Files.readString(reports.resolve("report.html")).endsWith("</html>\n")) {
                throw new IOException("report.html is half a file");
            }
            return new Outcome(
                    exitCode,
                    Files.readAllLines(reports.resolve("findings.jsonl"), StandardCharsets.UTF_8).stream()
                            .map(Outcome::withoutProvenance)
                            .toList(),
                    Files.readAllLines(reports.resolve("backlog.csv"), StandardCharsets.UTF_8)
                            .size(),
                    summary(said),
                    files(folder),
                    calls,
                    repeated);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String withoutProvenance(String line) {
        var provenance = PROVENANCE.matcher(line);
        if (!provenance.find()) {
            throw new IllegalStateException("a finding has no provenance: " + line);
        }
        return line.substring(0, provenance.start());
    }

    private static String summary(String said) {
        String counted = said.substring(said.indexOf("\nAssessment "), said.indexOf("\nReports in "));
        return ID.matcher(counted).replaceAll("ID");
    }

    private static Path onlyFolderOf(Path out) throws IOException {
        try (Stream<Path> folders = Files.list(out)) {
            return folders.reduce((one, other) -> {
                        throw new IllegalStateException("two runs instead of one that goes on: " + one + ", " + other);
                    })
                    .orElseThrow();
        }
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> ID.matcher(folder.relativize(file).toString()).replaceAll("ID"))
                    .sorted()
                    .toList();
        }
    }

    /** Calls of an account, by action, e.g. {@code ec2:DescribeVolumes}. */
    public long calls(String account, String action) {
        return calls.entrySet().stream()
                .filter(entry -> entry.getKey().account().equals(account)
                        && entry.getKey().action().equals(action))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    public long totalCalls() {
        return calls.values().stream().mapToLong(Long::longValue).sum();
    }
}
