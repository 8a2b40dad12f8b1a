package dev.atrest.writers.excel;

import java.util.List;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.ss.util.WorkbookUtil;
import org.apache.poi.xssf.streaming.SXSSFSheet;

/** One sheet of a {@link Table}: what is said of it as a whole, while its rows come and go. */
final class TableSheet {

    /**
     * What all sheets of a table have in common.
     *
     * @param key the sheet's key among the texts, and the table's name: letters only
     * @param frozenColumns columns that stay in sight on the screen, and are printed on every page
     * @param whenEmpty the sentence that stands in a table without rows
     * @param choices what may be chosen in the first column; empty for anything
     */
    record Layout(String key, int frozenColumns, String whenEmpty, List<Column> columns, List<String> choices) {}

    /** Leaves room for a number within the 31 characters that Excel allows. */
    private static final int LONGEST_NAME = 25;

    private final Sheets sheets;
    private final Layout layout;
    private final int number;
    private final String name;
    private final Links links;
    private final RowsAsXml rows;
    private final SXSSFSheet sheet;
    /** So many columns are printed, from the first on. */
    private final int printed;

    TableSheet(Sheets sheets, Layout layout, int number) {
        this.sheets = sheets;
        this.layout = layout;
        this.number = number;
        String title = sheets.texts().get("sheet." + layout.key());
        String safe = WorkbookUtil.createSafeSheetName(title.substring(0, Math.min(title.length(), LONGEST_NAME)));
        this.name = number == 1 ? safe : safe + " (" + number + ")";
        this.links = sheets.book().newLinks();
        this.rows = sheets.book().newRows();
        this.sheet = sheets.book().newSheet(name, rows, links);
        for (int i = 0; i < layout.columns().size(); i++) {
            sheet.setColumnWidth(i, layout.columns().get(i).width() * 256);
        }
        sheet.createFreezePane(layout.frozenColumns(), 1);
        this.printed = sheets.pageSetup().apply(sheet, layout.columns(), layout.frozenColumns());
        sheets.book().mark("sheet:" + layout.key(), name, "A1");
    }

    String name() {
        return name;
    }

    Links links() {
        return links;
    }

    RowsAsXml rows() {
        return rows;
    }

    /** Writes the first row. */
    void header() {
        List<Column> columns = layout.columns();
        rows.begin(0);
        int longest = columns.stream()
                .filter(column -> column.kind() == Column.Kind.UPRIGHT)
                .mapToInt(column -> column.title().length())
                .max()
                .orElse(0);
        rows.height(Math.max(30, 5.6f * longest));
        for (Column column : columns) {
            rows.string(
                    column.title(),
                    switch (column.kind()) {
                        case TEXT -> sheets.styles().header;
                        case NUMBER -> sheets.styles().numberHeader;
                        case UPRIGHT -> sheets.styles().uprightHeader;
                    });
        }
    }

    /** Makes the rows a table with filters, once it is known how many there are. */
    void complete(int rowCount) {
        List<Column> columns = layout.columns();
        var area = new CellRangeAddress(0, rowCount - 1, 0, columns.size() - 1);
        var table = sheets.book().getXSSFWorkbook().getSheet(name).createTable(null);
        String tableName = layout.key() + (number == 1 ? "" : "_" + number);
        table.setName(tableName);
        table.setDisplayName(tableName);
        var written = table.getCTTable();
        written.setRef(area.formatAsString());
        written.addNewAutoFilter().setRef(area.formatAsString());
        var titles = written.getTableColumns() == null ? written.addNewTableColumns() : written.getTableColumns();
        titles.setCount(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            var title = titles.addNewTableColumn();
            title.setId(i + 1);
            title.setName(columns.get(i).title());
        }
        sheets.book().count(layout.key(), name, rowCount - 1);
        if (!layout.choices().isEmpty()) {
            restrict(new CellRangeAddressList(1, rowCount - 1, 0, 0));
        }
        print(rowCount, printed);
    }

    /** Ends a sheet whose second row has nothing but a sentence: of the titles as many are printed as a page has room for. */
    void completeEmpty() {
        sheets.book().count(layout.key(), name, 0);
        int fitting = sheets.pageSetup().applyOnePage(sheet, layout.columns());
        sheet.addMergedRegion(new CellRangeAddress(1, 1, 0, fitting - 1));
        print(2, fitting);
    }

    private void print(int rowCount, int columnCount) {
        sheets.book().setPrintArea(sheets.book().getSheetIndex(name), 0, columnCount - 1, 0, rowCount - 1);
    }

    private void restrict(CellRangeAddressList cells) {
        var helper = sheet.getDataValidationHelper();
        DataValidation validation = helper.createValidation(
                helper.createExplicitListConstraint(layout.choices().toArray(String[]::new)), cells);
        // POI means the opposite of what it says: this shows the arrow
        validation.setSuppressDropDownArrow(true);
        validation.setShowErrorBox(true);
        validation.setErrorStyle(DataValidation.ErrorStyle.STOP);
        validation.createErrorBox(
                sheets.texts().get("excel.choice"),
                sheets.texts().get("excel.choice.allowed", String.join(", ", layout.choices())));
        sheet.addValidationData(validation);
    }
}
