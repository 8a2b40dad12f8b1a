package dev.atrest.writers;

import java.util.regex.Pattern;

/**
 * A colour of the brand.
 *
 * @param red 0 to 255
 * @param green 0 to 255
 * @param blue 0 to 255
 */
public record Colour(int red, int green, int blue) {

    private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");

    /**
     * Reads {@code #rrggbb}.
     *
     * @throws IllegalArgumentException when the text is anything else
     */
    public static Colour parse(String text) {
        if (!HEX.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a colour; write \"#rrggbb\" in quotes");
        }
        int rgb = Integer.parseInt(text, 1, 7, 16);
        return new Colour(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
    }

    /** This colour mixed with white: 0 is white, 1 the colour itself. */
    public Colour tint(double strength) {
        return new Colour(mixed(red, strength), mixed(green, strength), mixed(blue, strength));
    }

    private static int mixed(int part, double strength) {
        return (int) Math.round(255 - (255 - part) * strength);
    }
}
