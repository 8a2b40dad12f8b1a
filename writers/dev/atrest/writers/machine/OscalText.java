package dev.atrest.writers.machine;

import dev.atrest.writers.VisibleText;
import java.util.regex.Pattern;

/** Text as OSCAL's data types demand it. Names are anyone's to choose, and some of OSCAL's text is Markdown. */
final class OscalText {

    private static final Pattern SPACES = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern MARKDOWN = Pattern.compile("[\\\\`*_{}\\[\\]<>&~^|#$]");
    private static final Pattern NO_TOKEN = Pattern.compile("[^\\p{L}\\p{N}._-]");

    private OscalText() {}

    /** One line that neither begins nor ends with a space; a hyphen for nothing. */
    static String string(String text) {
        String line = SPACES.matcher(VisibleText.of(text)).replaceAll(" ").strip();
        return line.isEmpty() ? "-" : line;
    }

    /** The same as Markdown that shows it as it is. */
    static String markup(String text) {
        return MARKDOWN.matcher(string(text)).replaceAll("\\\\$0");
    }

    /** An identifier: a letter, then letters, digits, dots, hyphens and underscores. */
    static String token(String text) {
        String token = NO_TOKEN.matcher(text).replaceAll("-");
        return !token.isEmpty() && Character.isLetter(token.charAt(0)) ? token : "_" + token;
    }
}
