package dev.atrest.writers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFilesTest {

    @TempDir
    private Path temp;

    @Test
    void filesAndTheirNewFolderAreForTheirOwnerOnly() throws IOException {
        Path folder = temp.resolve("runs/today");
        Path file = ReportFiles.write(SampleReport.empty(), List.of(text("report")), folder)
                .getFirst();
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(folder.getParent())).isEqualTo("rwx------");
    }

    @Test
    void anUnfinishedFileIsForItsOwnerOnlyToo() throws IOException {
        var seen = new AtomicReference<>("");
        ReportFiles.write(
                SampleReport.empty(),
                List.of(writer(file -> {
                    seen.set(permissions(file));
                    assertThat(file).isEmptyFile().hasParent(temp);
                    assertThat(temp.resolve("report.txt")).doesNotExist();
                })),
                temp);
        assertThat(seen.get()).isEqualTo("rw-------");
    }

    @Test
    void whatAKilledTrialLeftIsGoneAfterTheNext() throws IOException {
        Files.createFile(temp.resolve(".atrest.tmp"));

        ReportFiles.requireWritable(temp);

        assertThat(temp).isEmptyDirectory();
        assertThatThrownBy(() -> ReportFiles.requireWritable(temp.resolve("missing")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aFailureLeavesTheEarlierReportAndNothingElse() throws IOException {
        ReportFiles.write(SampleReport.empty(), List.of(text("good")), temp);
        assertThatThrownBy(() -> ReportFiles.write(
                        SampleReport.empty(),
                        List.of(writer(file -> {
                            Files.writeString(file, "half");
                            throw new IOException("disk full");
                        })),
                        temp))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("report.txt cannot be written: disk full");
        assertThat(temp.resolve("report.txt")).hasContent("good");
        try (Stream<Path> files = Files.list(temp)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aNewReportTakesThePlaceOfTheOld() throws IOException {
        ReportFiles.write(SampleReport.empty(), List.of(text("old and longer")), temp);
        ReportFiles.write(SampleReport.empty(), List.of(text("new")), temp);
        assertThat(temp.resolve("report.txt")).hasContent("new");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static ReportWriter text(String text) {
        return writer(file -> Files.writeString(file, text));
    }

    private interface Body {
        void write(Path file) throws IOException;
    }

    private static ReportWriter writer(Body body) {
        return new ReportWriter() {
            @Override
            public String fileName() {
                return "report.txt";
            }

            @Override
            public void write(AssessmentReport report, Path file) throws IOException {
                body.write(file);
            }
        };
    }
}
