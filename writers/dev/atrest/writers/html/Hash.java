package dev.atrest.writers.html;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Values in the part of an address after its {@code #}, as the page's script reads them. */
final class Hash {

    private Hash() {}

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
