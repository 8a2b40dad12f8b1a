package dev.atrest.writers.machine;

import dev.atrest.writers.VisibleText;
import java.util.regex.Pattern;

/** Text as OSCAL's data types demand it. Names are anyone's to choose, and some of OSCAL's text is Markdown. */
final class OscalText {

    private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern NO_TOKEN = Pattern.compile("[^\\p{L}\\p{N}._-]");

    private OscalText() {}

    /** One line that neither begins nor ends with a space; a hyphen for nothing. */
    static String string(String text) {
        if (isOneLine(text)) {
            return text;
        }
        String line = SPACES.matcher(VisibleText.of(text)).replaceAll(" ").strip();
        return line.isEmpty() ? "-" : line;
    }

    /** Most texts are one of printable ASCII already: of every failure several are asked about. */
    private static boolean isOneLine(String text) {
        boolean afterSpace = true;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean space = character == ' ';
            if (character < ' ' || character >= 0x7F || space && afterSpace) {
                return false;
            }
            afterSpace = space;
        }
        return !afterSpace;
    }

    /** The same as Markdown that shows it as it is. */
    static String markup(String text) {
        String line = string(text);
        StringBuilder escaped = null;
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (isMarkup(character)) {
                if (escaped == null) {
                    escaped = new StringBuilder(line.length() + 16).append(line, 0, i);
                }
                escaped.append('\\');
            }
            if (escaped != null) {
                escaped.append(character);
            }
        }
        return escaped == null ? line : escaped.toString();
    }

    private static boolean isMarkup(char character) {
        return switch (character) {
            case '\\', '`', '*', '_', '{', '}', '[', ']', '<', '>', '&', '~', '^', '|', '#', '$' -> true;
            default -> false;
        };
    }

    /** An identifier: a letter, then letters, digits, dots, hyphens and underscores. */
    static String token(String text) {
        String token = NO_TOKEN.matcher(text).replaceAll("-");
        return !token.isEmpty() && Character.isLetter(token.charAt(0)) ? token : "_" + token;
    }
}
