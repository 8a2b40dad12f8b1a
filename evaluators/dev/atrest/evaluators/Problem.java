package dev.atrest.evaluators;

/**
 * One thing that is wrong in a configuration file.
 *
 * @param file as the catalogue was asked for it
 * @param line from 1
 * @param column from 1
 * @param message what was found and what is allowed
 * @param source the line of the file; empty when there is none to show
 */
public record Problem(String file, int line, int column, String message, String source) {

    /** The problem for people: position, message, and the source line with a caret under the place. */
    @Override
    public String toString() {
        String text = "%s:%d:%d: %s".formatted(file, line, column, message);
        if (source.isBlank()) {
            return text;
        }
        // Tabs are kept in the caret's indent so that it stays under its place however wide a tab is.
        String indent =
                source.substring(0, Math.min(column - 1, source.length())).replaceAll("[^\t]", " ");
        return text + "\n    " + source + "\n    " + indent + "^";
    }
}
