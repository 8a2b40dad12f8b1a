package dev.atrest.writers;

import java.util.function.IntPredicate;

/**
 * Text from AWS as documents for people may show it. Names and tags are anyone's to choose: what has no glyph, what XML
 * forbids and what turns the direction of writing is printed as its code, so that it is seen and not obeyed.
 */
public final class VisibleText {

    private static final int CONTROL_PICTURES = 0x2400;

    private VisibleText() {}

    /** The text with control and direction characters made visible; line breaks and tabs are kept. */
    public static String of(String text) {
        return isPrintableAscii(text) ? text : of(text, codePoint -> true);
    }

    /** Most texts are, and of millions of them this is the quickest to tell. */
    private static boolean isPrintableAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ' && character != '\n' || character >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    /**
     * As {@link #of(String)}, with characters that cannot be shown printed as their code.
     *
     * @param showable whether there is a glyph for a code point
     */
    public static String of(String text, IntPredicate showable) {
        if (isShownAsItIs(text, showable)) {
            return text;
        }
        var visible = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(codePoint -> {
            if (codePoint == '\n' || harmless(codePoint) && showable.test(codePoint)) {
                visible.appendCodePoint(codePoint);
            } else if (codePoint < ' ' && showable.test(CONTROL_PICTURES + codePoint)) {
                visible.appendCodePoint(CONTROL_PICTURES + codePoint);
            } else {
                visible.append("[U+%04X]".formatted(codePoint));
            }
        });
        return visible.toString();
    }

    /** Asked for every cell of a report: it goes over the text without making anything. */
    private static boolean isShownAsItIs(String text, IntPredicate showable) {
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            boolean plain = codePoint >= ' ' && codePoint < 0x7F || harmless(codePoint);
            if (codePoint != '\n' && !(plain && showable.test(codePoint))) {
                return false;
            }
            i += Character.charCount(codePoint);
        }
        return true;
    }

    /** The text with a lone half of a surrogate pair, which UTF-8 cannot write, replaced by U+FFFD. */
    public static String wellFormed(String text) {
        if (!hasSurrogates(text)) {
            return text;
        }
        return text.codePoints()
                .map(codePoint -> surrogate(codePoint) ? 0xFFFD : codePoint)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean hasSurrogates(String text) {
        // Nearly never are there any: all bits together tell so without a branch for each character.
        int bits = 0;
        for (int i = 0; i < text.length(); i++) {
            bits |= text.charAt(i);
        }
        return (bits & Character.MIN_SURROGATE) == Character.MIN_SURROGATE
                && text.chars().anyMatch(character -> Character.isSurrogate((char) character));
    }

    private static boolean surrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static boolean harmless(int codePoint) {
        if (codePoint == '\n' || codePoint == '\t') {
            return true;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.UNASSIGNED -> false;
            // direction marks and zero-width characters: invisible, or worse
            case Character.FORMAT -> codePoint == 0x00AD || codePoint == 0x200D;
            default -> true;
        };
    }
}
