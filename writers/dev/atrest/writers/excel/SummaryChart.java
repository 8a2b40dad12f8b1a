package dev.atrest.writers.excel;

import dev.atrest.model.FindingStatus;
import dev.atrest.model.Severity;
import dev.atrest.writers.Brand;
import dev.atrest.writers.Texts;
import javax.xml.namespace.QName;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xddf.usermodel.XDDFColor;
import org.apache.poi.xddf.usermodel.XDDFSolidFillProperties;
import org.apache.poi.xddf.usermodel.chart.AxisCrosses;
import org.apache.poi.xddf.usermodel.chart.AxisOrientation;
import org.apache.poi.xddf.usermodel.chart.AxisPosition;
import org.apache.poi.xddf.usermodel.chart.BarDirection;
import org.apache.poi.xddf.usermodel.chart.BarGrouping;
import org.apache.poi.xddf.usermodel.chart.ChartTypes;
import org.apache.poi.xddf.usermodel.chart.LegendPosition;
import org.apache.poi.xddf.usermodel.chart.XDDFBarChartData;
import org.apache.poi.xddf.usermodel.chart.XDDFCategoryAxis;
import org.apache.poi.xddf.usermodel.chart.XDDFDataSourcesFactory;
import org.apache.poi.xddf.usermodel.chart.XDDFValueAxis;
import org.apache.poi.xssf.usermodel.XSSFChart;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** A native chart over the summary's table: a bar a severity, made up of the statuses. */
final class SummaryChart {

    private static final int WIDTH = 6;
    private static final int HEIGHT = 17;

    private final XSSFSheet sheet;
    private final Brand.Palette palette;
    private final Texts texts;

    SummaryChart(XSSFSheet sheet, Brand.Palette palette, Texts texts) {
        this.sheet = sheet;
        this.palette = palette;
        this.texts = texts;
    }

    /**
     * @param titles row of the table's column titles
     * @param top row to draw the chart at
     */
    void draw(int titles, int top) {
        var drawing = sheet.createDrawingPatriarch();
        XSSFChart chart = drawing.createChart(drawing.createAnchor(0, 0, 0, 0, 0, top, WIDTH, top + HEIGHT));
        chart.setTitleText(texts.get("summary.chart"));
        chart.setTitleOverlay(false);
        chart.getOrAddLegend().setPosition(LegendPosition.BOTTOM);
        XDDFCategoryAxis severities = chart.createCategoryAxis(AxisPosition.LEFT);
        XDDFValueAxis findings = chart.createValueAxis(AxisPosition.BOTTOM);
        findings.setCrosses(AxisCrosses.AUTO_ZERO);
        findings.setNumberFormat("#,##0");
        // the worst on top
        severities.setOrientation(AxisOrientation.MAX_MIN);
        var bars = (XDDFBarChartData) chart.createData(ChartTypes.BAR, severities, findings);
        bars.setBarDirection(BarDirection.BAR);
        bars.setBarGrouping(BarGrouping.STACKED);
        bars.setVaryColors(false);
        int first = titles + 1;
        int last = titles + Severity.values().length;
        var names = XDDFDataSourcesFactory.fromStringCellRange(sheet, new CellRangeAddress(first, last, 0, 0));
        for (int i = 0; i < SummarySheet.STATUSES.size(); i++) {
            FindingStatus status = SummarySheet.STATUSES.get(i);
            var counts =
                    XDDFDataSourcesFactory.fromNumericCellRange(sheet, new CellRangeAddress(first, last, i + 1, i + 1));
            var series = bars.addSeries(names, counts);
            series.setTitle(texts.of(status), new CellReference(sheet.getSheetName(), titles, i + 1, true, true));
            series.setFillProperties(new XDDFSolidFillProperties(XDDFColor.from(Styles.bytes(palette.of(status)))));
        }
        chart.plot(bars);
        stack(chart);
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
