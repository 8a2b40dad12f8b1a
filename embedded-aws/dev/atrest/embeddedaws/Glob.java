package dev.atrest.embeddedaws;

import java.util.regex.Pattern;

/** A text in which {@code *} stands for anything. */
final class Glob {

    private final Pattern pattern;
    private final boolean anything;

    Glob(String glob) {
        this.anything = glob.equals("*");
        this.pattern = Pattern.compile("\\Q" + glob.replace("*", "\\E.*\\Q") + "\\E", Pattern.DOTALL);
    }

    boolean matches(String text) {
        return anything || pattern.matcher(text).matches();
    }

    boolean matchesAnything() {
        return anything;
    }
}
