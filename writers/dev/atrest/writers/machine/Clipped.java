package dev.atrest.writers.machine;

/** Text for a field of limited length. */
final class Clipped {

    private Clipped() {}

    /** The text, which ends in an ellipsis where it is longer than so many UTF-16 characters. */
    static String to(int length, String text) {
        if (text.length() <= length) {
            return text;
        }
        int end = length - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
