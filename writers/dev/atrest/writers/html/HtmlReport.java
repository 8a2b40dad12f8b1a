package dev.atrest.writers.html;

import dev.atrest.model.FindingStatus;
import dev.atrest.writers.AssessmentReport;
import dev.atrest.writers.AssessmentSummary;
import dev.atrest.writers.Brand;
import dev.atrest.writers.ReportWriter;
import dev.atrest.writers.Texts;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;

/**
 * The assessment as one file for a browser: {@code report.html}. It loads nothing, and its Content-Security-Policy lets it.
 * Summary, coverage, controls and the rest are HTML; all findings but those that passed follow as inert JSON, of which the
 * page's script shows those that are asked for. Of more findings than a browser can open the worst are listed, and the page says
 * how many are not.
 *
 * <p>The page is streamed: memory does not grow with the number of findings.
 */
public final class HtmlReport implements ReportWriter {

    /** Browsers take some 700 MB for as many findings. */
    private static final long MOST_FINDINGS = 200_000;

    private final PageTemplate template;
    private final Brand brand;
    private final Texts texts;
    private final long most;

    public HtmlReport(PageTemplate template, Brand brand, Texts texts) {
        this(template, brand, texts, MOST_FINDINGS);
    }

    /** @param most findings that the page may list */
    HtmlReport(PageTemplate template, Brand brand, Texts texts, long most) {
        this.template = template;
        this.brand = brand;
        this.texts = texts;
        this.most = most;
    }

    @Override
    public String fileName() {
        return "report.html";
    }

    @Override
    public void write(AssessmentReport report, Path file) throws IOException {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                var markup = new Markup(out)) {
            var page = Page.of(markup, report, texts, most);
            for (PageTemplate.Piece piece : template.pieces()) {
                write(piece, page);
            }
        } catch (JacksonException e) {
            throw new IOException(file + ": " + e.getOriginalMessage(), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(PageTemplate.Piece piece, Page page) throws IOException {
        Markup markup = page.markup();
        String content = piece.content();
        switch (piece.kind()) {
            case HTML -> markup.raw(content);
            case TEXT -> markup.text(texts.get(content));
            case VALUE -> markup.text(value(content, page));
            case PART -> write(Part.of(content), page);
            case STYLE -> markup.raw("<style>").raw(content).raw("</style>");
            case SCRIPT -> markup.raw("<script>").raw(content).raw("</script>");
        }
    }

    private String value(String name, Page page) {
        AssessmentSummary summary = page.report().summary();
        return switch (name) {
            case "language" -> texts.locale().toLanguageTag();
            case "policy" -> template.policy(BrandParts.style(brand));
            case "assessment" -> summary.id();
            case "organisation" -> brand.organisation();
            case "scope" -> summary.scope();
            case "classification" -> brand.classification();
            case "version" -> summary.version();
            case "failures" -> texts.number(summary.findings(FindingStatus.FAIL));
            case "listed" -> texts.number(page.listed().total());
            default -> throw new IllegalStateException("The template was read with '" + name + "' in it");
        };
    }

    private void write(Part part, Page page) throws IOException {
        switch (part) {
            case BRAND ->
                page.markup().raw("<style>").raw(BrandParts.style(brand)).raw("</style>");
            case LOGO -> BrandParts.logo(brand, page.markup());
            case SUMMARY -> new SummaryPart(page).write();
            case OMITTED -> page.tellLeftOut();
            case COVERAGE -> CoveragePart.write(page);
            case CONTROLS -> ControlsPart.write(page);
            case ACCOUNTS -> AccountsPart.write(page);
            case BACKLOG -> BacklogPart.write(page);
            case CHANGES -> ChangesPart.write(page);
            case WAIVERS -> WaiversPart.write(page);
            case RULES -> RulesPart.write(page);
            case METHOD -> MethodPart.write(page);
            case DATA -> new FindingsData(page, template).write();
        }
    }
}
