package dev.atrest.evaluators;

import java.util.Arrays;
import java.util.List;

/**
 * A text in which {@code *} stands for any characters, or none; every other character stands for itself, upper and lower case
 * apart. Matching looks at every piece once and goes back nowhere, whatever the pattern and the text.
 */
final class Wildcards {

    private final String start;
    private final List<String> middle;
    private final String end;
    private final boolean exact;

    Wildcards(String pattern) {
        String[] pieces = pattern.split("\\*", -1);
        this.exact = pieces.length == 1;
        this.start = pieces[0];
        this.end = pieces[pieces.length - 1];
        this.middle = exact
                ? List.of()
                : Arrays.stream(pieces, 1, pieces.length - 1)
                        .filter(piece -> !piece.isEmpty())
                        .toList();
    }

    boolean matches(String text) {
        if (exact) {
            return text.equals(start);
        }
        int last = text.length() - end.length();
        if (last < start.length() || !text.startsWith(start) || !text.endsWith(end)) {
            return false;
        }
        int at = start.length();
        for (String piece : middle) {
            int found = text.indexOf(piece, at);
            if (found < 0) {
                return false;
            }
            at = found + piece.length();
        }
        return at <= last;
    }
}
