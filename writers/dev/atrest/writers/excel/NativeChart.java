package dev.atrest.writers.excel;

import dev.atrest.writers.Colour;
import java.util.List;
import javax.xml.namespace.QName;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.util.Units;
import org.apache.poi.xddf.usermodel.XDDFColor;
import org.apache.poi.xddf.usermodel.XDDFLineProperties;
import org.apache.poi.xddf.usermodel.XDDFSolidFillProperties;
import org.apache.poi.xddf.usermodel.chart.AxisCrosses;
import org.apache.poi.xddf.usermodel.chart.AxisOrientation;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.BarDirection;
import org.apache.poi.xddf.usermodel.chart.BarGrouping;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.LegendPosition;
import org.apache.poi.xddf.usermodel.chart.MarkerStyle;
import org.apache.poi.xddf.usermodel.chart.XDDFBarChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFCategoryAxis;
import org.apache.poi.xddf.usermodel.chart.XDDFChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xddf.usermodel.chart.XDDFLineChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFNumericalDataSource;
import org.apache.poi.xddf.usermodel.chart.XDDFValueAxis;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** A chart of the table that was written last, drawn below it. Its series are the table's first columns of figures. */
final class NativeChart {

    private static final int LINES_ROWS = 14;
    /** How far a chart reaches into the last column, so that the page does not cut its frame off. */
    private static final int WITHIN_COLUMN = 96 * Units.EMU_PER_PIXEL;

    private static final String WHOLE = "#,##0";

    private final SummaryPage page;
    private final XSSFSheet sheet;

    NativeChart(SummaryPage page) {
        this.page = page;
        this.sheet = page.sheet();
    }

    /**
     * A bar a row of the table, made up of the figures.
     *
     * @param titles row of the table's titles
     * @param colours of the series
     */
    void bars(String title, int titles, int rows, List<Colour> colours) {
        XSSFChart chart = draw(title, 7 + 3 * rows / 2);
        XDDFCategoryAxis names = chart.createCategoryAxis(AxisPosition.LEFT);
        XDDFValueAxis figures = chart.createValueAxis(AxisPosition.BOTTOM);
        figures.setCrosses(AxisCrosses.MAX);
        figures.setNumberFormat(WHOLE);
        // the table's first row on top
        names.setOrientation(AxisOrientation.MAX_MIN);
        var bars = (XDDFBarChartData) chart.createData(ChartTypes.BAR, names, figures);
        bars.setBarDirection(BarDirection.BAR);
        bars.setBarGrouping(BarGrouping.STACKED);
        bars.setGapWidth(60);
        bars.setVaryColors(false);
        var categories = XDDFDataSourcesFactory.fromStringCellRange(sheet, column(0, titles, rows));
        for (int i = 0; i < colours.size(); i++) {
            series(bars.addSeries(categories, figures(i, titles, rows)), i, titles)
                    .setFillProperties(fill(colours.get(i)));
        }
        chart.plot(bars);
        stack(chart);
    }

    /** A line a series over the moments of the first column. */
    void lines(String title, int titles, int rows, List<Colour> colours) {
        XSSFChart chart = draw(title, LINES_ROWS);
        XDDFCategoryAxis moments = chart.createCategoryAxis(AxisPosition.BOTTOM);
        moments.setNumberFormat("yyyy-mm-dd");
        XDDFValueAxis figures = chart.createValueAxis(AxisPosition.LEFT);
        figures.setCrosses(AxisCrosses.AUTO_ZERO);
        figures.setNumberFormat(WHOLE);
        figures.setMinimum(0);
        var lines = (XDDFLineChartData) chart.createData(ChartTypes.LINE, moments, figures);
        lines.setVaryColors(false);
        XDDFNumericalDataSource<Double> categories =
                XDDFDataSourcesFactory.fromNumericCellRange(sheet, column(0, titles, rows));
        categories.setFormatCode("yyyy-mm-dd");
        for (int i = 0; i < colours.size(); i++) {
            var line =
                    (XDDFLineChartData.Series) series(lines.addSeries(categories, figures(i, titles, rows)), i, titles);
            line.setSmooth(false);
            line.setMarkerStyle(MarkerStyle.CIRCLE);
            var properties = new XDDFLineProperties(fill(colours.get(i)));
            properties.setWidth(2.25);
            line.setLineProperties(properties);
        }
        chart.plot(lines);
    }

    private XSSFChart draw(String title, int rows) {
        int top = page.nextRow() + 1;
        var drawing = sheet.createDrawingPatriarch();
        XSSFChart chart = drawing.createChart(
                drawing.createAnchor(0, 0, WITHIN_COLUMN, 0, 0, top, SummaryPage.COLUMNS - 1, top + rows));
        page.skip(rows + 2);
        chart.setTitleText(title);
        chart.setTitleOverlay(false);
        chart.getOrAddLegend().setPosition(LegendPosition.BOTTOM);
        return chart;
    }

    private XDDFChartData.Series series(XDDFChartData.Series series, int number, int titles) {
        String title = sheet.getRow(titles).getCell(number + 1).getStringCellValue();
        series.setTitle(title, new CellReference(sheet.getSheetName(), titles, number + 1, true, true));
        return series;
    }

    private XDDFNumericalDataSource<Double> figures(int number, int titles, int rows) {
        return XDDFDataSourcesFactory.fromNumericCellRange(sheet, column(number + 1, titles, rows));
    }

    private static CellRangeAddress column(int column, int titles, int rows) {
        return new CellRangeAddress(titles + 1, titles + rows, column, column);
    }

    private static XDDFSolidFillProperties fill(Colour colour) {
        return new XDDFSolidFillProperties(XDDFColor.from(Styles.bytes(colour)));
    }

    /**
     * Puts the parts of a bar in one line. By hand, because POI's small schema lacks the type that
     * {@code XDDFBarChartData.setOverlap} needs.
     */
    private static void stack(XSSFChart chart) {
        var bars = chart.getCTChart().getPlotArea().getBarChartArray(0);
        try (var overlap = bars.addNewOverlap().newCursor()) {
            overlap.setAttributeText(new QName("val"), "100");
        }
    }
}
