package dev.atrest.writers.html;

import java.util.List;

/** Charts as SVG, whose colours are the style sheet's. */
final class Charts {

    private static final int WIDTH = 1000;

    /** A part of a bar; {@code colour} is a class of the style sheet. */
    record Share(String colour, String label, long count) {}

    private Charts() {}

    /** One bar of all shares, with a legend that says the same in words. */
    static void shares(Page page, List<Share> shares, String title) {
        Markup markup = page.markup();
        long total = shares.stream().mapToLong(Share::count).sum();
        markup.raw("<figure class=\"shares\"><svg viewBox=\"0 0 " + WIDTH
                        + " 20\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">")
                .raw("<rect class=\"nothing\" width=\"" + WIDTH + "\" height=\"20\"/>");
        double x = 0;
        for (Share share : shares) {
            double width = total == 0 ? 0 : (double) WIDTH * share.count() / total;
            if (width > 0) {
                markup.raw("<rect class=\"" + share.colour() + "\" x=\"" + rounded(x) + "\" width=\"" + rounded(width)
                        + "\" height=\"20\"/>");
            }
            x += width;
        }
        markup.raw("</svg><figcaption><span class=\"unseen\">").text(title).raw(": </span>");
        for (Share share : shares) {
            markup.raw("<span class=\"mark " + share.colour() + "\">")
                    .text(share.label())
                    .raw(" <b>")
                    .text(page.texts().number(share.count()))
                    .raw("</b></span> ");
        }
        markup.raw("</figcaption></figure>\n");
    }

    static String rounded(double number) {
        return Double.toString(Math.round(number * 100) / 100.0);
    }
}
