package dev.atrest.writers.tickets;

import dev.atrest.writers.FormulaLike;
import dev.atrest.writers.VisibleText;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Text in a cell that no spreadsheet takes for a formula: an apostrophe precedes what begins like one. Text that already has
 * apostrophes before such a beginning gets another, so that taking one away always gives back what was written.
 */
public final class InertCell {

    private static final char GUARD = '\'';

    private InertCell() {}

    /** The text as it may stand in a cell. */
    public static String of(String text) {
        return needsGuard(text) ? GUARD + text : text;
    }

    /** What was written into a cell. */
    public static String read(String cell) {
        return !cell.isEmpty() && cell.charAt(0) == GUARD && needsGuard(cell.substring(1)) ? cell.substring(1) : cell;
    }

    private static boolean needsGuard(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == GUARD) {
            start++;
        }
        return FormulaLike.test(text.substring(start));
    }

    /**
     * Text from AWS as a ticket may have it: line breaks and tabs as they are, other control characters, which databases and
     * XML refuse, and those that turn the direction of writing, visible.
     */
    static String visible(String text) {
        if (text.indexOf('\r') < 0) {
            return VisibleText.of(text);
        }
        return Arrays.stream(text.split("\r", -1)).map(VisibleText::of).collect(Collectors.joining("\r"));
    }
}
