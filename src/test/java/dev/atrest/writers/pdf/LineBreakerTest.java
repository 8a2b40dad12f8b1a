package dev.atrest.writers.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atrest.writers.Brand;
import dev.atrest.writers.pdf.Typography.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openpdf.text.Document;
import org.openpdf.text.Element;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.ColumnText;
import org.openpdf.text.pdf.PdfContentByte;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfWriter;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LineBreakerTest {

    private static final String LETTERS = "aeimnrstWM0123456789.-/:_,  \nß–";
    private static final float TOP = 5_000;
    private static final float LEFT = 40;
    private static final Pattern PLACE = Pattern.compile("1 0 0 1 (\\S+) (\\S+) Tm");

    private Typography type;

    @BeforeAll
    void readTheFonts() throws IOException {
        type = new Typography(Brand.load(Path.of("report-templates")));
    }

    /** A text of any letters, with a note in others. */
    private Phrase phrase(Random random) {
        Phrase phrase = type.phrase(text(random), Style.CELL);
        return random.nextBoolean() ? phrase : type.add(phrase, "\n" + text(random), Style.CELL_NOTE);
    }

    private static String text(Random random) {
        return IntStream.range(0, 1 + random.nextInt(120))
                .mapToObj(
                        _ -> LETTERS.substring(random.nextInt(LETTERS.length())).substring(0, 1))
                .collect(Collectors.joining());
    }

    /** What a canvas was told, by OpenPDF or by us. */
    private static String drawn(PdfContentByte canvas) {
        return new String(canvas.getInternalBuffer().toByteArray(), StandardCharsets.ISO_8859_1);
    }

    private static List<String> places(String content) {
        return PLACE.matcher(content)
                .results()
                .map(place -> place.group(1) + " " + place.group(2))
                .toList();
    }

    private static List<String> shown(String content) {
        return Pattern.compile("(?s)\\((?:[^\\\\)]|\\\\.)*\\)")
                .matcher(content)
                .results()
                .map(text -> text.group())
                .toList();
    }

    @Test
    void linesAreBrokenAndPlacedAsOpenPdfDoes() {
        var random = new Random(7);
        var document = new Document();
        PdfWriter writer = PdfWriter.getInstance(document, new ByteArrayOutputStream());
        document.open();
        int broken = 0;
        for (int i = 0; i < 2_000; i++) {
            boolean right = random.nextInt(4) == 0;
            float width = 20 + random.nextInt(160);
            Phrase phrase = phrase(random);
            var lines = type.lines(phrase, width);
            if (lines.isEmpty()) {
                continue; // a blank paragraph
            }
            PdfContentByte theirs = new PdfContentByte(writer);
            var column = new ColumnText(theirs);
            column.addText(phrase);
            column.setLeading(0, LineBreaker.LEADING);
            column.setUseAscender(true);
            column.setAlignment(right ? Element.ALIGN_RIGHT : Element.ALIGN_LEFT);
            column.setSimpleColumn(LEFT, 0, LEFT + width, TOP);
            column.go();

            PdfContentByte ours = new PdfContentByte(writer);
            var row = new SetRow(0);
            row.add(0, right, lines.get());
            row.cellLayout(
                    new PdfPCell(),
                    new Rectangle(LEFT, TOP - row.height(), LEFT + width, TOP),
                    new PdfContentByte[] {ours, ours, ours, ours});

            assertThat(shown(drawn(ours))).as(phrase.getContent()).isEqualTo(shown(drawn(theirs)));
            assertThat(places(drawn(ours))).as(phrase.getContent()).isEqualTo(places(drawn(theirs)));
            assertThat(row.height()).isEqualTo(TOP - column.getYLine(), org.assertj.core.data.Offset.offset(0.01f));
            broken += lines.get().size() > 2 ? 1 : 0;
        }
        assertThat(broken).isGreaterThan(500);
        document.newPage();
        document.add(type.paragraph("end", Style.BODY));
        document.close();
    }

    @Test
    void whatOnlyOpenPdfCanSetIsLeftToIt() {
        assertThat(type.lines(type.phrase("😀", Style.CELL), 100)).isEmpty();
        assertThat(type.lines(type.phrase("a\n\nb", Style.CELL), 100)).isEmpty();
        assertThat(type.lines(type.phrase("a\u200Db", Style.CELL), 100)).isEmpty();
        assertThat(type.lines(type.phrase("", Style.CELL), 100)).hasValue(List.of());
    }
}
