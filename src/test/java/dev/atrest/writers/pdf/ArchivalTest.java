package dev.atrest.writers.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.Brand;
import dev.atrest.writers.FindingsJsonLines;
import dev.atrest.writers.Protection;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.SampleReport;
import dev.atrest.writers.Texts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openpdf.text.pdf.PRStream;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfReader;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** Asks veraPDF whether reports are what PDF/A demands. */
class ArchivalTest {

    private static final Path TEMPLATES = Path.of("report-templates");

    @TempDir
    private Path folder;

    @BeforeAll
    static void chooseTheParser() {
        VeraGreenfieldFoundryProvider.initialise();
    }

    static Stream<Arguments> reports() {
        return Stream.of("en", "de")
                .flatMap(language -> Stream.of(
                        Arguments.of("hostile names", language, SampleReport.enterprise()),
                        Arguments.of("nothing in scope", language, SampleReport.empty()),
                        Arguments.of("nothing but gaps", language, SampleReport.onlyGaps())));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("reports")
    void aReportIsPdfA2b(String name, String language, AssessmentReport report) throws Exception {
        var writer = new PdfReport(Brand.load(TEMPLATES), Texts.load(TEMPLATES, language));
        Path file = ReportFiles.write(report, List.of(writer), folder).getFirst();
        assertThat(broken(file, PDFAFlavour.PDFA_2_B)).isEmpty();
    }

    @Test
    void aReportInManyScriptsIsPdfA2b() throws Exception {
        var report = SampleAccounts.named(
                "Αθήνα Москва",
                "東京 本番",
                "서울 운영",
                "القاهرة ١٢",
                "תל אביב",
                "กรุงเทพฯ",
                "मुंबई",
                "Երևան თბილისი",
                "🔑 \u202e");
        var writer = new PdfReport(Brand.load(TEMPLATES), Texts.load(TEMPLATES, "en"));
        Path file = ReportFiles.write(report, List.of(writer), folder).getFirst();
        assertThat(broken(file, PDFAFlavour.PDFA_2_B)).isEmpty();
    }

    @Test
    void aSignedReportIsPdfA2b() throws Exception {
        var protection = new Protection(Optional.empty(), Optional.empty(), Optional.of(SampleSigner.of("EC")));
        var writer = new PdfReport(Brand.load(TEMPLATES), Texts.load(TEMPLATES, "en"), protection);
        Path file = ReportFiles.write(SampleReport.onlyGaps(), List.of(writer), folder)
                .getFirst();
        assertThat(broken(file, PDFAFlavour.PDFA_2_B)).isEmpty();
    }

    @Test
    void aReportThatCarriesItsFindingsIsPdfA3b() throws Exception {
        Brand shipped = Brand.load(TEMPLATES);
        var brand = new Brand(
                shipped.organisation(),
                shipped.classification(),
                shipped.legalNotice(),
                shipped.logo(),
                shipped.sections(),
                true,
                shipped.fonts(),
                shipped.colours());
        List<Path> files = ReportFiles.write(
                SampleReport.enterprise(),
                List.of(new PdfReport(brand, Texts.load(TEMPLATES, "en")), new FindingsJsonLines()),
                folder);
        assertThat(broken(files.getFirst(), PDFAFlavour.PDFA_3_B)).isEmpty();
        assertThat(attached(files.getFirst())).isEqualTo(Files.readAllBytes(files.getLast()));
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    /** The one file that a document carries. */
    private static byte[] attached(Path file) throws IOException {
        try (var reader = new PdfReader(Files.readAllBytes(file))) {
            PdfDictionary described =
                    reader.getCatalog().getAsArray(new PdfName("AF")).getAsDict(0);
            assertThat(described.getAsString(PdfName.F).toUnicodeString()).isEqualTo("findings.jsonl");
            assertThat(described.getAsName(new PdfName("AFRelationship"))).isEqualTo(new PdfName("Data"));
            return PdfReader.getStreamBytes((PRStream)
                    PdfReader.getPdfObject(described.getAsDict(PdfName.EF).get(PdfName.F)));
        }
    }

    /** The demands that a file does not meet, each with where it does not. */
    private static List<String> broken(Path file, PDFAFlavour flavour) throws Exception {
        try (InputStream in = Files.newInputStream(file);
                var parser = Foundries.defaultInstance().createParser(in, flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            var result = validator.validate(parser);
            assertThat(result.getTotalAssertions()).isPositive();
            List<String> broken = result.getTestAssertions().stream()
                    .map(assertion -> assertion.getRuleId().getClause() + ": " + assertion.getMessage() + " at "
                            + assertion.getLocation().getContext())
                    .limit(20)
                    .toList();
            assertThat(result.isCompliant()).isEqualTo(broken.isEmpty());
            return broken;
        }
    }
}
