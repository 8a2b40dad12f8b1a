package dev.atrest.writers.machine;

import java.nio.charset.StandardCharsets;

/** Text for a field of limited length. */
final class Clipped {

    private static final String ELLIPSIS = "…";

    private Clipped() {}

    /** The text, which ends in an ellipsis where it takes more than so many bytes of UTF-8. */
    static String to(int bytes, String text) {
        if (text.length() * 3L <= bytes || size(text) <= bytes) {
            return text;
        }
        int left = bytes - size(ELLIPSIS);
        int end = 0;
        while (true) {
            int next = end + Character.charCount(text.codePointAt(end));
            left -= size(text.substring(end, next));
            if (left < 0) {
                return text.substring(0, end) + ELLIPSIS;
            }
            end = next;
        }
    }

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
