package dev.atrest.writers.excel;

/**
 * A column of a table.
 *
 * @param title unlike that of any other column of the table
 * @param width in characters
 * @param kind how the title is set
 */
record Column(String title, int width, Kind kind) {

    enum Kind {
        TEXT,
        NUMBER,
        /** A narrow column, whose title is turned by a quarter. */
        UPRIGHT
    }

    Column(String title, int width) {
        this(title, width, Kind.TEXT);
    }

    static Column number(String title) {
        return new Column(title, 12, Kind.NUMBER);
    }

    static Column upright(String title) {
        return new Column(title, 7, Kind.UPRIGHT);
    }
}
