package dev.atrest.writers.html;

import dev.atrest.writers.Brand;
import dev.atrest.writers.Colour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;

/** What {@code brand.yml} says of a page: colours as CSS variables, and the logo. */
final class BrandParts {

    private BrandParts() {}

    /** {@code --brand-primary} and so on, one for each colour. */
    static String style(Brand brand) {
        Brand.Palette colours = brand.colours();
        var style = new StringBuilder(":root {");
        add(style, "primary", colours.primary());
        add(style, "text", colours.text());
        add(style, "muted", colours.muted());
        add(style, "rule", colours.rule());
        add(style, "panel", colours.panel());
        add(style, "pass", colours.pass());
        add(style, "fail", colours.fail());
        add(style, "not-assessed", colours.notAssessed());
        add(style, "waived", colours.waived());
        add(style, "critical", colours.critical());
        add(style, "high", colours.high());
        add(style, "medium", colours.medium());
        add(style, "low", colours.low());
        add(style, "informational", colours.informational());
        return style.append(" }").toString();
    }

    private static void add(StringBuilder style, String name, Colour colour) {
        style.append(" --brand-%s: #%02x%02x%02x;".formatted(name, colour.red(), colour.green(), colour.blue()));
    }

    /** The image within the page; nothing where there is none. */
    static void logo(Brand brand, Markup markup) throws IOException {
        if (brand.logo().isPresent()) {
            Path file = brand.logo().get();
            String type = file.toString().toLowerCase(Locale.ROOT).endsWith(".png") ? "png" : "jpeg";
            markup.raw("<img class=\"logo\" alt=\"\" src=\"data:image/" + type + ";base64,")
                    .raw(Base64.getEncoder().encodeToString(Files.readAllBytes(file)))
                    .raw("\">");
        }
    }
}
