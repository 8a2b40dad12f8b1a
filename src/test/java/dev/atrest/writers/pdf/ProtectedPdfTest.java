package dev.atrest.writers.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.BigReport;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Protection;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.ReportSection;
import dev.atrest.writers.SampleReport;
import dev.atrest.writers.Texts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Encrypted and signed reports, as tools that others wrote see them: qpdf, and pdfsig and pdftotext of Poppler. */
class ProtectedPdfTest {

    private static final Path TEMPLATES = Path.of("report-templates");

    private static final int CHANGED_BYTE = 5_000;

    @TempDir
    private Path folder;

    @Test
    void anEncryptedReportOpensWithItsPasswordsOnly() throws Exception {
        Path file = written(
                SampleReport.onlyGaps(),
                new Protection(Optional.of("Schlüssel 1"), Optional.of("Besitzer"), Optional.empty()));
        assertThat(run("qpdf", "--show-encryption", "--password=Schlüssel 1", file.toString()))
                .contains("R = 6", "file encryption method: AESv3", "stream encryption method: AESv3")
                .contains("Supplied password is user password")
                .contains("modify anything: not allowed", "print high resolution: allowed");
        assertThat(run("qpdf", "--show-encryption", "--password=Besitzer", file.toString()))
                .contains("Supplied password is owner password");
        assertThat(run("qpdf", "--check", "--password=Besitzer", file.toString()))
                .contains("No syntax or stream encoding errors found");
        assertThat(run("qpdf", "--show-encryption", "--password=falsch", file.toString()))
                .contains("Incorrect password supplied");
        assertThat(run("pdftotext", "-upw", "Schlüssel 1", "-f", "1", "-l", "1", file.toString(), "-"))
                .contains("Encryption at rest");
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                .doesNotContain("pdfaid");
    }

    @Test
    void withAnOwnerPasswordAloneAnyoneMayReadAndNobodyChange() throws Exception {
        Path file = written(
                SampleReport.empty(), new Protection(Optional.empty(), Optional.of("Besitzer"), Optional.empty()));
        assertThat(run("qpdf", "--show-encryption", file.toString()))
                .contains("R = 6", "Supplied password is user password", "modify anything: not allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void aSignedReportIsValidUntilAByteIsChanged(String algorithm) throws Exception {
        Path file = written(SampleReport.onlyGaps(), signedBy(algorithm));
        assertThat(run("pdfsig", "-nocert", file.toString()))
                .contains("Signature is Valid", "Total document signed", "ETSI.CAdES.detached")
                .contains("Signer Certificate Common Name: Jörg Prüfer");
        assertThat(run("pdftotext", file.toString(), "-")).contains("Signed by Jörg Prüfer");

        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(CHANGED_BYTE);
            int before = bytes.read();
            bytes.seek(CHANGED_BYTE);
            bytes.write(before ^ 1);
        }
        assertThat(run("pdfsig", "-nocert", file.toString()))
                .contains("Digest Mismatch")
                .doesNotContain("Signature is Valid");
    }

    @Test
    void aReportIsSignedAndEncrypted() throws Exception {
        Path file = written(
                SampleReport.onlyGaps(),
                new Protection(
                        Optional.of("geheim"), Optional.empty(), signedBy("RSA").signer()));
        assertThat(run("pdfsig", "-nocert", "-upw", "geheim", file.toString())).contains("Signature is Valid");
    }

    @Test
    void aSignatureHasItsPageThoughTheTemplateLeavesItOut() throws Exception {
        Brand shipped = Brand.load(TEMPLATES);
        var brand = new Brand(
                "",
                "",
                "",
                Optional.empty(),
                List.of(ReportSection.SUMMARY),
                false,
                shipped.fonts(),
                shipped.colours());
        Path file = ReportFiles.write(
                        SampleReport.empty(),
                        List.of(new PdfReport(brand, Texts.load(TEMPLATES, "en"), signedBy("RSA"))),
                        folder)
                .getFirst();
        assertThat(run("pdfsig", "-nocert", file.toString())).contains("Signature is Valid");
        assertThat(run("pdftotext", file.toString(), "-")).contains("Signed by Jörg Prüfer");
    }

    @Test
    void aLongReportIsSigned() throws Exception {
        Path file = written(new BigReport(1_000), signedBy("RSA"));
        assertThat(run("pdfsig", "-nocert", file.toString())).contains("Signature is Valid");
    }

    private static Protection signedBy(String algorithm) throws Exception {
        return new Protection(Optional.empty(), Optional.empty(), Optional.of(SampleSigner.of(algorithm)));
    }

    private Path written(AssessmentReport report, Protection protection) throws IOException {
        var writer = new PdfReport(Brand.load(TEMPLATES), Texts.load(TEMPLATES, "en"), protection);
        return ReportFiles.write(report, List.of(writer), folder).getFirst();
    }

    /** What a program says, on both its channels; skips the test where there is no such program. */
    private static String run(String... command) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin", command[0])),
                "/usr/bin/" + command[0] + " is missing: install qpdf and poppler-utils to check protected reports");
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
