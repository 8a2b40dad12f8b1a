package dev.atrest.writers.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.atrest.model.Account;
import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Framework;
import dev.atrest.model.ResourceType;
import dev.atrest.model.Rule;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.BigReport;
import dev.atrest.writers.Brand;
import dev.atrest.writers.MemoryReport;
import dev.atrest.writers.ReportFiles;
import dev.atrest.writers.ReportSection;
import dev.atrest.writers.SampleReport;
import dev.atrest.writers.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openpdf.text.pdf.PdfDictionary;
import org.openpdf.text.pdf.PdfName;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.SimpleBookmark;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PdfReportTest {

    private static final Path TEMPLATES = Path.of("report-templates");
    private static final int SUMMARY = 3;
    private static final List<String> SECTIONS = List.of(
            "Summary for management",
            "Changes since the last assessment",
            "Coverage",
            "Results by framework",
            "Results by account",
            "Backlog",
            "Failures",
            "Not assessed",
            "Waived",
            "Waivers",
            "Rules applied",
            "Method and limits",
            "Glossary",
            "Sign-off");

    @TempDir
    private Path folder;

    /** Rendered once: the tests only read it. */
    private byte[] enterprise = {};

    @BeforeAll
    void render(@TempDir Path once) throws IOException {
        enterprise = rendered(SampleReport.enterprise(), once);
    }

    @Test
    void everySectionHasABookmarkAndALineInTheContents() throws IOException {
        try (var reader = new PdfReader(enterprise)) {
            assertThat(bookmarks(reader).stream().map(bookmark -> bookmark.get("Title")))
                    .isEqualTo(SECTIONS);
            assertThat(text(reader, 1)).contains("Encryption at rest", "CONFIDENTIAL", "20261122T230004Z");
            assertThat(text(reader, 2)).contains("Contents").contains(SECTIONS);
        }
    }

    @Test
    void everyFailedRuleHasABookmarkUnderFailuresWorstFirst() throws IOException {
        var report = SampleReport.enterprise();
        List<String> failedRules = report.findings(FindingStatus.FAIL)
                .map(finding -> report.rules().stream()
                        .filter(rule -> rule.id().equals(finding.ruleId()))
                        .map(Rule::title)
                        .findFirst()
                        .orElseThrow())
                .distinct()
                .toList();
        try (var reader = new PdfReader(enterprise)) {
            assertThat(kids(bookmarks(reader).get(SECTIONS.indexOf("Failures"))).stream()
                            .map(bookmark -> bookmark.get("Title")))
                    .isEqualTo(failedRules);
        }
    }

    @Test
    void pagesAreNumberedAndMarked() throws IOException {
        try (var reader = new PdfReader(enterprise)) {
            int pages = reader.getNumberOfPages();
            for (int page = 2; page <= pages; page++) {
                assertThat(text(reader, page))
                        .contains("CONFIDENTIAL", "Assessment 20261122T230004Z", "Page " + page + " of");
            }
            assertThat(text(reader, pages)).contains("Page " + pages + " of " + pages);
        }
    }

    @Test
    void theSummaryIsOnePageWithTheFigures() throws IOException {
        var report = SampleReport.enterprise();
        try (var reader = new PdfReader(enterprise)) {
            assertThat(text(reader, SUMMARY))
                    .contains("Summary for management")
                    .contains("276 failed")
                    .contains("Incomplete: 15 parts of the scope")
                    .contains("Übernahme Müller GmbH")
                    .contains("Failures in the last 8 assessments")
                    .contains("11 failures are new and 10 have gone");
            assertThat(text(reader, SUMMARY + 1)).contains("Changes since the last assessment");
            assertThat(report.summary().findings(FindingStatus.FAIL)).isEqualTo(276);
        }
    }

    @Test
    void everyResourceThatFailedIsNamed() throws IOException {
        var report = SampleReport.enterprise();
        String text = packed();
        assertThat(report.findings(FindingStatus.FAIL)
                        .map(finding -> finding.resourceArn())
                        .distinct())
                .isNotEmpty()
                .allSatisfy(arn -> assertThat(text).contains(arn));
    }

    @Test
    void whatTheFontsLackIsPrintedAsItsCode() throws IOException {
        assertThat(packed()).contains("Schlüssel[U+1F511]für東京undΑθήναиМосква", "invoice[U+202E]gnp.exe");
    }

    @Test
    void everyFontIsEmbedded() throws IOException {
        try (var reader = new PdfReader(enterprise)) {
            int fonts = 0;
            for (int i = 1; i < reader.getXrefSize(); i++) {
                if (reader.getPdfObject(i) instanceof PdfDictionary dictionary
                        && PdfName.FONT.equals(dictionary.get(PdfName.TYPE))) {
                    assertThat(dictionary.getAsName(PdfName.SUBTYPE).toString()).isIn("/Type0", "/CIDFontType2");
                    fonts++;
                }
            }
            assertThat(fonts).isPositive();
        }
    }

    @Test
    void aLongTableRepeatsItsHeaderOnEveryPage() throws IOException {
        int resources = 500;
        try (var reader = written(new BigReport(resources))) {
            int named = 0;
            for (int page = pageOf(reader, "Failures"); page <= reader.getNumberOfPages(); page++) {
                String text = text(reader, page);
                int onPage = text.split("volume/vol-", -1).length - 1;
                named += onPage;
                if (onPage > 0) {
                    assertThat(text).as("page %d", page).containsOnlyOnce("What was found");
                }
            }
            assertThat(named).isEqualTo(resources);
        }
    }

    @Test
    void whereFailuresFillABookTheContentsListTheRulesAndEveryPageSaysWhatGoesOn() throws IOException {
        var report = new BigReport(1_000);
        String rule = report.rules().getFirst().title();
        try (var reader = written(report)) {
            int begins = pageOf(reader, "Failures");
            assertThat(text(reader, 2)).containsPattern(Pattern.quote(rule) + "\\s*" + begins + "\\b");
            assertThat(text(reader, begins)).doesNotContain("·  Failures  ·", "· Failures ·");
            assertThat(text(reader, begins + 20)).contains("Encryption at rest · Failures · " + rule);
        }
        try (var reader = written(new BigReport(999))) {
            assertThat(text(reader, 2)).contains("Failures").doesNotContain(rule);
        }
    }

    @Test
    void aRegionStandsOnOneLine() throws IOException {
        String name = "ap-southeast-1";
        var gap = gap("111122223333", name, ResourceType.KMS_KEY, "kms:ListKeys", "");
        try (var reader = written(of(List.of(), List.of(gap)))) {
            assertThat(lastPages(reader)).contains(name);
        }
    }

    @Test
    void gapsOfOnePlaceWithTheSameReasonAreToldOnce() throws IOException {
        String detail = "not authorized to perform %s with an explicit deny";
        var gaps = List.of(
                gap("111122223333", "us-east-1", ResourceType.EBS_VOLUME, "ec2:DescribeVolumes", detail),
                gap("111122223333", "us-east-1", ResourceType.EBS_SNAPSHOT, "ec2:DescribeSnapshots", detail),
                gap("111122223333", "us-east-1", ResourceType.KMS_KEY, "kms:ListKeys", "the key store is down"),
                gap("111122223333", "us-west-2", ResourceType.EBS_VOLUME, "ec2:DescribeVolumes", detail));
        try (var reader = written(of(List.of(), gaps))) {
            assertThat(lastPages(reader).replaceAll("\\s+", ""))
                    .contains("EbsVolume,EbsSnapshot", "ec2:DescribeVolumes,ec2:DescribeSnapshotsanswered")
                    .containsOnlyOnce("thekeystoreisdown")
                    .satisfies(
                            text -> assertThat(text.split("explicitdeny", -1)).hasSize(3));
        }
    }

    @Test
    void anAccountWithoutANameOfItsOwnIsItsIdOnce() throws IOException {
        String id = "123456789012";
        var report = of(
                List.of(new Account(id, id, "ACTIVE", "")),
                List.of(gap(id, "us-east-1", ResourceType.KMS_KEY, "kms:ListKeys", "")));
        try (var reader = written(report)) {
            assertThat(text(reader, SUMMARY)).containsOnlyOnce(id);
            assertThat(page(reader, "A gap is not a failure")).containsOnlyOnce(id);
        }
    }

    @Test
    void coverageTellsAClosedRegionOnceAndWhatIsOutOfScope() throws IOException {
        try (var reader = new PdfReader(enterprise)) {
            String text = page(reader, "A gap is not a failure").replaceAll("\\s+", "");
            assertThat(text)
                    .containsOnlyOnce("Aservicecontrolpolicydenieseverycallintheregion")
                    .contains(
                            "Request9XF2A0JMC0V7B3QT/vZ6VUQ1uYbQ0nT2fJ8rXh1O0mB9eT5sKcWqLw0Jk3lP7yRzD4aGxN6iEoHfSu2Cp")
                    .contains("AWShassuspendedtheaccount")
                    .contains("5accountsme-south-1Theaccounthasnotenabledtheregion")
                    .containsPattern("Ittook[0-9,]+callstotheAWSAPIs,with[0-9,]+retries");
        }
    }

    @Test
    void aFrameworksHeadingSaysItsVersionOnce() {
        assertThat(new Framework("c", "Benchmark 7.0.0, on storage", "7.0.0", List.of()).heading())
                .isEqualTo("Benchmark 7.0.0, on storage");
        assertThat(new Framework("c", "Benchmark 11.0", "1.0", List.of()).heading())
                .isEqualTo("Benchmark 11.0 1.0");
        assertThat(new Framework("c", "House rules", "1.0", List.of()).heading())
                .isEqualTo("House rules 1.0");
    }

    private static MemoryReport of(List<Account> accounts, List<Coverage> coverage) {
        return new MemoryReport("20261122T230004Z", accounts, List.of(), List.of(), List.of(), List.of(), coverage);
    }

    private static Coverage gap(String account, String region, ResourceType type, String call, String detail) {
        return new Coverage(
                account,
                region,
                type,
                Coverage.Status.DENIED,
                0,
                0,
                Optional.of(new Coverage.Gap(call, "AccessDenied", detail.formatted(call))));
    }

    /** The first page with a text. */
    private static String page(PdfReader reader, String with) throws IOException {
        for (int page = 1; page <= reader.getNumberOfPages(); page++) {
            if (text(reader, page).contains(with)) {
                return text(reader, page);
            }
        }
        throw new AssertionError("No page says: " + with);
    }

    @Test
    void contentsSayThePageOfEachSectionAndLeadThere() throws IOException {
        try (var reader = new PdfReader(enterprise)) {
            assertThat(reader.getPageN(2).getAsArray(PdfName.ANNOTS).size()).isEqualTo(SECTIONS.size());
            String contents = text(reader, 2);
            for (String section : SECTIONS) {
                int page = pageOf(reader, section);
                assertThat(text(reader, page)).contains(section);
                assertThat(contents).containsPattern("\\b" + page + "\\b");
            }
        }
    }

    /** The page that a section's bookmark leads to. */
    private static int pageOf(PdfReader reader, String title) {
        String target = bookmarks(reader).stream()
                .filter(bookmark -> title.equals(bookmark.get("Title")))
                .map(bookmark -> bookmark.get("Page").toString())
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(target.split(" ")[0]);
    }

    @Test
    void everyWaiverIsNamedWithItsApproverAndWhatIsWrongWithIt() throws IOException {
        try (var reader = new PdfReader(enterprise)) {
            assertThat(text(reader, pageOf(reader, "Waivers")))
                    .contains("legacy-volumes", "migration-2025", "for-ever", "Jana Müller (CISO)", "RISK-14")
                    .contains("to 31 December 2026", "from 1 September 2026", "Expired", "Too long")
                    .contains("One waiver has expired", "One waiver runs longer", "One waiver covers nothing");
        }
    }

    @Test
    void everyChangeIsNamedWithItsCause() throws IOException {
        var report = SampleReport.enterprise();
        try (var reader = new PdfReader(enterprise)) {
            String text = pages(reader, "Changes since the last assessment", "Coverage");
            assertThat(report.changes())
                    .isNotEmpty()
                    .allSatisfy(change ->
                            assertThat(text).contains(change.resourceArn().replaceAll("\\s", "")));
            assertThat(text).contains("20261121T230003Z", "encryption.algorithm:aws:kms→AES256", "Awaiverwasgranted");
        }
    }

    @Test
    void theBacklogSaysWhatIsOverdueAndWhoIsToAct() throws IOException {
        try (var reader = new PdfReader(enterprise)) {
            assertThat(text(reader, pageOf(reader, "Backlog")))
                    .contains("175 open items are past the day on which they were due")
                    .contains("team-1@example.org", "Nobody is named", "The first 40 of 276 open items");
        }
    }

    @Test
    void theMethodSaysWhatItTakesToRepeatTheAssessment() throws IOException {
        var circumstances = SampleReport.enterprise().circumstances();
        try (var reader = new PdfReader(enterprise)) {
            String text = pages(reader, "Method and limits", "Glossary");
            assertThat(text).contains("atrest-audit", "AWSSDKforJava2.40.2", "maxWaiverDays365");
            assertThat(circumstances.ruleDigests())
                    .isNotEmpty()
                    .allSatisfy((rule, digest) -> assertThat(text).contains(rule + digest));
        }
    }

    @Test
    void theSignOffSaysWhatWasNotLookedAtAndHasLinesForBoth() throws IOException {
        try (var reader = new PdfReader(enterprise)) {
            assertThat(text(reader, pageOf(reader, "Sign-off")).replaceAll("\\s+", " "))
                    .contains("It reached 5 of 7 accounts and read 305 resources")
                    .contains("15 parts of the scope were not, or not fully, read")
                    .contains("Auditor", "Owner", "Signature");
        }
    }

    @Test
    void sectionsComeInTheOrderOfTheBrandAndWhatItLeavesOutIsNamed() throws IOException {
        Brand shipped = Brand.load(TEMPLATES);
        var brand = new Brand(
                "",
                "",
                "Only for the audit committee.",
                Optional.empty(),
                List.of(ReportSection.GLOSSARY, ReportSection.SUMMARY),
                false,
                shipped.fonts(),
                shipped.colours());
        Path file = ReportFiles.write(
                        SampleReport.empty(), List.of(new PdfReport(brand, Texts.load(TEMPLATES, "en"))), folder)
                .getFirst();
        try (var reader = new PdfReader(Files.readAllBytes(file))) {
            assertThat(bookmarks(reader).stream().map(bookmark -> bookmark.get("Title")))
                    .containsExactly("Glossary", "Summary for management");
            assertThat(text(reader, 1)).contains("Only for the audit committee.");
            assertThat(text(reader, 2)).contains("Left out by the template of this report: Changes since");
        }
    }

    @Test
    void anAccountsGapsAreToldWithAllTheirReasons() throws IOException {
        String id = "123456789012";
        var report = of(
                List.of(new Account(id, "Archiv", "ACTIVE", "")),
                List.of(
                        gap(id, "us-east-1", ResourceType.KMS_KEY, "kms:ListKeys", ""),
                        gap(id, "us-west-2", ResourceType.KMS_KEY, "kms:ListKeys", ""),
                        gap(id, "us-east-1", ResourceType.S3_BUCKET, "s3:ListBuckets", "")));
        try (var reader = written(report)) {
            assertThat(text(reader, SUMMARY))
                    .contains("2 × kms:ListKeys answered AccessDenied", "1 × s3:ListBuckets answered AccessDenied");
        }
    }

    @Test
    void scriptsThatTheMainFontsLackAreShown() throws IOException {
        try (var reader = written(SampleAccounts.named("東京 本番", "서울 운영", "กรุงเทพฯ", "Երևան თბილისი"))) {
            String text = page(reader, "What was read and found, account by account")
                    + pages(reader, "Results by account", "Backlog");
            assertThat(text)
                    .contains("東京本番", "서울운영", "กรุงเทพฯ", "Երևանთბილისი")
                    .doesNotContain("[U+");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void theSummaryIsOnePageHoweverMuchThereIsToSay(int reasons) throws IOException {
        var calls = List.of("s3:GetBucketIntelligentTieringConfiguration", "kms:ListKeys", "s3:ListBuckets", "a:B")
                .subList(0, reasons);
        List<Account> accounts = IntStream.range(0, 30)
                .mapToObj(i -> new Account("%012d".formatted(i), SampleReport.LONG + i, "ACTIVE", ""))
                .toList();
        List<Coverage> gaps = accounts.stream()
                .flatMap(account -> calls.stream()
                        .map(call -> gap(account.id(), "us-east-1", ResourceType.KMS_KEY, call, "AccessDenied")))
                .toList();
        var many = SampleReport.enterprise();
        var report = new MemoryReport(
                many.id(), accounts, many.rules(), many.frameworks(), many.resources(), many.allFindings(), gaps);
        try (var reader = written(report)) {
            assertThat(text(reader, SUMMARY))
                    .contains("Most serious failures", "more rules with failures", "What was not read", "more, in the");
            assertThat(pageOf(reader, "Changes since the last assessment")).isEqualTo(SUMMARY + 1);
            assertThat(text(reader, SUMMARY + 1)).startsWith("Changes since");
        }
    }

    @Test
    void aSectionOfOneSentenceHasNoPageToItself() throws IOException {
        try (var reader = written(new BigReport(3))) {
            assertThat(pageOf(reader, "Changes since the last assessment"))
                    .isEqualTo(SUMMARY + 1)
                    .isEqualTo(pageOf(reader, "Coverage"));
        }
    }

    @Test
    void aGlyphWithoutOutlineIsNoGlyph() throws IOException {
        var korean = Typeface.read(TEMPLATES.resolve("fonts/NanumSquareR.ttf"));
        assertThat(korean.font().charExists('東')).isTrue();
        assertThat(korean.has('東')).isFalse();
        assertThat(korean.has('서')).isTrue();
        assertThat(korean.has(' ')).isTrue();
    }

    /** The text from one section's first page to another's, without white space. */
    private static String pages(PdfReader reader, String from, String to) throws IOException {
        var text = new StringBuilder();
        for (int page = pageOf(reader, from); page <= pageOf(reader, to); page++) {
            text.append(text(reader, page));
        }
        return text.toString().replaceAll("\\s", "");
    }

    /** The pages from the table of gaps on. */
    private static String lastPages(PdfReader reader) throws IOException {
        var text = new StringBuilder();
        for (int page = 2; page <= reader.getNumberOfPages(); page++) {
            if (!text.isEmpty() || text(reader, page).contains("A gap is not a failure")) {
                text.append(text(reader, page));
            }
        }
        return text.toString();
    }

    @Test
    void anAssessmentThatReadNothingSaysSo() throws IOException {
        try (var reader = written(SampleReport.onlyGaps())) {
            assertThat(text(reader, SUMMARY))
                    .contains("makes no statement about encryption")
                    .contains("Incomplete: 7 parts of the scope");
        }
        try (var reader = written(SampleReport.empty())) {
            assertThat(text(reader, SUMMARY)).contains("makes no statement about encryption");
        }
    }

    @Test
    void theMetadataNameTheAssessment() throws IOException {
        try (var reader = new PdfReader(enterprise)) {
            assertThat(reader.getInfo())
                    .containsEntry("Title", "Encryption at rest – Assessment 20261122T230004Z")
                    .containsEntry("Keywords", "CONFIDENTIAL");
        }
    }

    @Test
    void aLogoThatIsNoImageIsReported() throws IOException {
        Path logo = Files.writeString(folder.resolve("logo.png"), "not an image");
        Brand shipped = Brand.load(TEMPLATES);
        var brand =
                new Brand("", "", "", Optional.of(logo), shipped.sections(), false, shipped.fonts(), shipped.colours());
        var writer = new PdfReport(brand, Texts.load(TEMPLATES, "en"));
        assertThatThrownBy(() -> ReportFiles.write(SampleReport.empty(), List.of(writer), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("logo.png cannot be used as a logo");
    }

    @Test
    void aBareBrandMakesABareReport() throws IOException {
        Brand shipped = Brand.load(TEMPLATES);
        var brand = new Brand(
                "Konzern AG", "", "", Optional.empty(), shipped.sections(), false, shipped.fonts(), shipped.colours());
        var writer = new PdfReport(brand, Texts.load(TEMPLATES, "de"));
        Path file = ReportFiles.write(SampleReport.enterprise(), List.of(writer), folder)
                .getFirst();
        try (var reader = new PdfReader(Files.readAllBytes(file))) {
            assertThat(text(reader, 1)).contains("Konzern AG", "Verschlüsselung ruhender Daten", "22. November 2026");
        }
    }

    private PdfReader written(AssessmentReport report) throws IOException {
        return new PdfReader(rendered(report, folder));
    }

    private static byte[] rendered(AssessmentReport report, Path folder) throws IOException {
        var writer = new PdfReport(Brand.load(TEMPLATES), Texts.load(TEMPLATES, "en"));
        Path file = ReportFiles.write(report, List.of(writer), folder).getFirst();
        return Files.readAllBytes(file);
    }

    /** The text of all pages without white space, since lines are broken anywhere. */
    private String packed() throws IOException {
        try (var reader = new PdfReader(enterprise)) {
            var text = new ArrayList<String>();
            for (int page = 1; page <= reader.getNumberOfPages(); page++) {
                text.add(text(reader, page));
            }
            return String.join("", text).replaceAll("\\s", "");
        }
    }

    private static String text(PdfReader reader, int page) throws IOException {
        return new PdfTextExtractor(reader).getTextFromPage(page).replaceAll("[ \u00a0]+", " ");
    }

    private static List<Map<String, Object>> bookmarks(PdfReader reader) {
        return SimpleBookmark.getBookmarkList(reader);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> kids(Map<String, Object> bookmark) {
        return (List<Map<String, Object>>) bookmark.get("Kids");
    }
}
