package dev.atrest.writers.excel;

import dev.atrest.model.Coverage;
import dev.atrest.model.FindingStatus;
import dev.atrest.model.Severity;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Colour;
import java.util.EnumMap;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The cell styles of a workbook, each made once: Excel allows 64,000 and each costs memory. */
final class Styles {

    private static final short TEXT_FORMAT = 0x31;
    /** The widths of columns count its digits. Every system has it or a font of the same widths. */
    private static final String FONT = "Arial";

    private final XSSFWorkbook book;
    private final Brand.Palette palette;

    final CellStyle title;
    final CellStyle subtitle;
    final CellStyle heading;
    final CellStyle header;
    final CellStyle numberHeader;
    final CellStyle uprightHeader;
    final CellStyle text;
    /** Text that a spreadsheet might take for a formula once somebody edits the cell. */
    final CellStyle guardedText;

    final CellStyle wrapped;
    final CellStyle guardedWrapped;
    final CellStyle link;
    final CellStyle guardedLink;
    final CellStyle number;
    final CellStyle numberLink;
    final CellStyle decimal;
    final CellStyle date;
    /** A day that is over, and should not be. */
    final CellStyle overdue;

    final CellStyle moment;
    /** The sentence in a table without rows. */
    final CellStyle empty;

    final CellStyle label;
    final CellStyle warning;

    private final Map<FindingStatus, CellStyle> statuses = new EnumMap<>(FindingStatus.class);
    private final Map<Severity, CellStyle> severities = new EnumMap<>(Severity.class);
    private final Map<Coverage.Status, CellStyle> coverages = new EnumMap<>(Coverage.Status.class);

    Styles(XSSFWorkbook book, Brand.Palette palette) {
        this.book = book;
        this.palette = palette;
        book.getFontAt(0).setFontName(FONT);
        book.getFontAt(0).setFontHeightInPoints((short) 10);
        title = styled(font(20, true, palette.primary()));
        subtitle = styled(font(11, false, palette.muted()));
        heading = styled(font(13, true, palette.primary()));
        header = header(HorizontalAlignment.LEFT, 0);
        numberHeader = header(HorizontalAlignment.RIGHT, 0);
        numberHeader.setIndention((short) 1);
        uprightHeader = header(HorizontalAlignment.CENTER, 90);
        text = cell(false, false);
        guardedText = cell(false, true);
        wrapped = cell(true, false);
        guardedWrapped = cell(true, true);
        link = link(false, true);
        guardedLink = link(true, true);
        number = formatted("#,##0");
        numberLink = link(false, false);
        decimal = formatted("#,##0.0");
        date = formatted("yyyy-mm-dd");
        overdue = formatted("yyyy-mm-dd");
        overdue.setFont(font(10, true, palette.fail()));
        moment = formatted("yyyy-mm-dd hh:mm:ss");
        moment.setAlignment(HorizontalAlignment.LEFT);
        empty = styled(font(11, false, palette.muted()));
        empty.setWrapText(true);
        label = styled(font(10, true, palette.text()));
        label.setWrapText(true);
        warning = chip(palette.notAssessed(), HorizontalAlignment.LEFT);
        warning.setWrapText(true);
        for (FindingStatus status : FindingStatus.values()) {
            statuses.put(status, chip(palette.of(status), HorizontalAlignment.CENTER));
        }
        for (Severity severity : Severity.values()) {
            severities.put(severity, chip(palette.of(severity), HorizontalAlignment.CENTER));
        }
        for (Coverage.Status status : Coverage.Status.values()) {
            coverages.put(status, chip(colourOf(status), HorizontalAlignment.CENTER));
        }
    }

    CellStyle of(FindingStatus status) {
        return statuses.get(status);
    }

    CellStyle of(Severity severity) {
        return severities.get(severity);
    }

    CellStyle of(Coverage.Status status) {
        return coverages.get(status);
    }

    private Colour colourOf(Coverage.Status status) {
        return switch (status) {
            case COMPLETE -> palette.pass();
            case PARTIAL, PENDING -> palette.notAssessed();
            case DENIED, FAILED -> palette.fail();
            case EXCLUDED -> palette.muted();
        };
    }

    private XSSFFont font(int points, boolean bold, Colour colour) {
        XSSFFont font = book.createFont();
        font.setFontName(FONT);
        font.setFontHeightInPoints((short) points);
        font.setBold(bold);
        font.setColor(excel(colour));
        return font;
    }

    private XSSFCellStyle styled(XSSFFont font) {
        XSSFCellStyle style = book.createCellStyle();
        style.setFont(font);
        style.setVerticalAlignment(VerticalAlignment.TOP);
        return style;
    }

    private XSSFCellStyle header(HorizontalAlignment alignment, int degrees) {
        XSSFCellStyle style = styled(font(10, true, new Colour(255, 255, 255)));
        fill(style, palette.primary());
        style.setWrapText(degrees == 0);
        style.setRotation((short) degrees);
        style.setAlignment(alignment);
        style.setIndention((short) (alignment == HorizontalAlignment.LEFT ? 1 : 0));
        style.setVerticalAlignment(VerticalAlignment.BOTTOM);
        return style;
    }

    private XSSFCellStyle cell(boolean wrap, boolean guarded) {
        XSSFCellStyle style = lined(styled(font(10, false, palette.text())));
        style.setDataFormat(TEXT_FORMAT);
        style.setWrapText(wrap);
        // indented text needs an alignment that is not "general"
        style.setAlignment(HorizontalAlignment.LEFT);
        style.setIndention((short) 1);
        style.setQuotePrefixed(guarded);
        return style;
    }

    private XSSFCellStyle link(boolean guarded, boolean words) {
        XSSFCellStyle style = words ? cell(true, guarded) : formatted("#,##0");
        XSSFFont font = font(10, false, palette.low());
        font.setUnderline(XSSFFont.U_SINGLE);
        style.setFont(font);
        return style;
    }

    private XSSFCellStyle formatted(String format) {
        XSSFCellStyle style = lined(styled(font(10, false, palette.text())));
        style.setDataFormat(book.createDataFormat().getFormat(format));
        style.setAlignment(HorizontalAlignment.RIGHT);
        style.setIndention((short) 1);
        return style;
    }

    private XSSFCellStyle chip(Colour colour, HorizontalAlignment alignment) {
        XSSFCellStyle style = lined(styled(font(10, true, colour)));
        fill(style, colour.tint(0.14));
        style.setAlignment(alignment);
        return style;
    }

    private XSSFCellStyle lined(XSSFCellStyle style) {
        style.setBorderBottom(BorderStyle.HAIR);
        style.setBottomBorderColor(excel(palette.rule()));
        return style;
    }

    private static void fill(XSSFCellStyle style, Colour colour) {
        style.setFillForegroundColor(excel(colour));
        style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
    }

    static XSSFColor excel(Colour colour) {
        return new XSSFColor(bytes(colour), null);
    }

    static byte[] bytes(Colour colour) {
        return new byte[] {(byte) colour.red(), (byte) colour.green(), (byte) colour.blue()};
    }
}
