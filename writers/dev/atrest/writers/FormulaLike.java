package dev.atrest.writers;

/** Text that a spreadsheet would take for a formula, were it typed or imported. */
public final class FormulaLike {

    private static final String STARTS = "=+-@\t\r\n＝＋－＠";

    private FormulaLike() {}

    /** Whether the text begins like a formula, with or without blanks before, which some importers trim. */
    public static boolean test(String text) {
        String trimmed = text.stripLeading();
        return startsLikeOne(text) || startsLikeOne(trimmed);
    }

    private static boolean startsLikeOne(String text) {
        return !text.isEmpty() && STARTS.indexOf(text.charAt(0)) >= 0;
    }
}
