package dev.atrest.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.embeddedaws.EmbeddedAws;
import dev.atrest.embeddedaws.estate.Estate;
import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.ResourceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

/** One call is denied in one account: the rules that need it say so, all others judge as before, and the reports tell. */
@ResourceLock(Assessing.SPRING_BATCH)
class DeniedCallTest {

    private static final String ACCOUNT = "426193857204";
    private static final String DENIED_CALL = "s3:GetBucketEncryption";

    @Test
    void aDeniedCallLeavesItsRulesNotAssessedAndTheOthersAsTheyWere(@TempDir Path folder) throws IOException {
        Path estate = Files.writeString(
                folder.resolve("estate.yml"),
                Files.readString(Assessing.DEMO_ESTATE) + "  - { fault: deny, account: \"" + ACCOUNT + "\", action: \""
                        + DENIED_CALL + "\" }\n");

        Assessing.Result result;
        try (var aws = EmbeddedAws.start(Estate.load(estate))) {
            result = new Assessing(folder).assess(aws, Assessing.EVERYTHING);
        }

        var expected = DemoExpectations.findings(estate);
        assertThat(Differences.between(expected, result.statuses())).isEmpty();
        assertThat(result.findings())
                // In a denied region the class is unread as well, and told first.
                .filteredOn(finding -> !finding.get("dataProtectionClass").isNull())
                .filteredOn(finding -> finding.get("accountId").asString().equals(ACCOUNT)
                        && finding.get("ruleId").asString().equals("s3-bucket-confidential-customer-key"))
                .isNotEmpty()
                .allSatisfy(finding -> {
                    assertThat(finding.get("status").asString()).isEqualTo(FindingStatus.NOT_ASSESSED.name());
                    assertThat(finding.get("unread").toString()).contains(DENIED_CALL, "AccessDenied");
                });
        assertThat(result.coverage())
                .filteredOn(row -> row.accountId().equals(ACCOUNT) && row.type() == ResourceType.S3_BUCKET)
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.status()).isEqualTo(Coverage.Status.PARTIAL);
                    assertThat(row.error())
                            .hasValueSatisfying(gap -> assertThat(gap.call()).isEqualTo(DENIED_CALL));
                });
        assertThat(textOfWorkbook(result.reports().resolve("report.xlsx"))).contains(DENIED_CALL);
        assertThat(Files.readString(result.reports().resolve("report.html"))).contains(DENIED_CALL);
        assertThat(textOfPdf(result.reports().resolve("report.pdf"))).contains(DENIED_CALL);
    }

    private static String textOfWorkbook(Path file) throws IOException {
        var text = new StringBuilder();
        var format = new DataFormatter();
        try (var workbook = WorkbookFactory.create(file.toFile(), null, true)) {
            workbook.forEach(sheet -> sheet.forEach(row -> row.forEach(
                    cell -> text.append(format.formatCellValue(cell)).append('\n'))));
        }
        return text.toString();
    }

    private static String textOfPdf(Path file) throws IOException {
        var text = new StringBuilder();
        try (var reader = new PdfReader(file.toString())) {
            var extractor = new PdfTextExtractor(reader);
            for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                text.append(extractor.getTextFromPage(page));
            }
        }
        return text.toString();
    }
}
