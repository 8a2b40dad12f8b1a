/** The assessment as an Excel workbook, one class a sheet or kind of sheet. */
@org.jspecify.annotations.NullMarked
package dev.atrest.writers.excel;
