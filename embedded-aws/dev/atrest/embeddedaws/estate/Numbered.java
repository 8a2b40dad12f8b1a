package dev.atrest.embeddedaws.estate;

import org.jspecify.annotations.Nullable;

/**
 * One entry of the YAML that may stand for many resources: {@code count: 250000} with {@code {n}} in the id, which becomes
 * the number of the copy in eight decimal digits, from 0. Copies are made when asked for, so a million costs no memory.
 *
 * @param <T> the entry's own type
 */
public interface Numbered<T> {

    /** Stands for the number of the copy. */
    String PLACEHOLDER = "{n}";

    /** Digits that the number is written with. */
    int DIGITS = 8;

    /** The id or name; holds {@link #PLACEHOLDER} when there are several. */
    String id();

    /** How many resources the entry stands for; 1 or more. */
    Integer count();

    /** The resource of this number, 0 ≤ n &lt; count. */
    T copy(int n);

    /** Puts the number in a text. */
    static String number(String text, int n) {
        return text.contains(PLACEHOLDER) ? text.replace(PLACEHOLDER, digits(n)) : text;
    }

    private static String digits(int n) {
        String digits = Integer.toString(n);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }

    static Integer checked(@Nullable Integer count, String id, String what) {
        if (count == null) {
            return 1;
        }
        if (count < 1 || count > 99_999_999) {
            throw new IllegalArgumentException("count is " + count + "; allowed: 1 to 99999999");
        }
        if (count > 1 && !id.contains(PLACEHOLDER)) {
            throw new IllegalArgumentException(
                    "%s '%s' has count %d and must hold {n}, which becomes the number".formatted(what, id, count));
        }
        return count;
    }
}
