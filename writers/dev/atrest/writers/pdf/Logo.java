package dev.atrest.writers.pdf;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.openpdf.text.Image;

/**
 * The logo on the white of the page. OpenPDF refuses images with transparent parts in any PDF/A, though only PDF/A-1 forbids
 * them; and colours are made those of the screen, as the document declares them.
 */
final class Logo {

    private Logo() {}

    /** @throws IOException when the file is no PNG or JPEG, or one that cannot be read */
    static Image read(Path file) throws IOException {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            if (image == null) {
                throw new IOException("it is neither PNG nor JPEG");
            }
            return Image.getInstance(onWhite(image), Color.WHITE, false);
        } catch (IOException | RuntimeException e) {
            throw new IOException(file + " cannot be used as a logo: " + e.getMessage(), e);
        }
    }

    private static BufferedImage onWhite(BufferedImage image) {
        var opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = opaque.createGraphics();
        try {
            canvas.drawImage(image, 0, 0, Color.WHITE, null);
        } finally {
            canvas.dispose();
        }
        return opaque;
    }
}
