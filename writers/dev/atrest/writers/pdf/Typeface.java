package dev.atrest.writers.pdf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.openpdf.text.DocumentException;
import org.openpdf.text.pdf.BaseFont;

/**
 * A font of a document and the characters that it has. Only those that are used are embedded.
 *
 * @param outlinesKnown whether the font tells which glyphs are empty; TrueType does
 */
record Typeface(BaseFont font, boolean outlinesKnown, BitSet characters) {

    private static final int CHARACTERS_OF_ONE_UNIT = 0x10000;

    /** @throws IOException when the file cannot be read or is not TrueType */
    static Typeface read(Path file) throws IOException {
        try {
            // not cached: the file may change while we run
            var font = BaseFont.createFont(file.toString(), BaseFont.IDENTITY_H, BaseFont.EMBEDDED, false, null, null);
            // OpenPDF's list of the characters used leaves out what its subset of a font has beside them, which PDF/A
            // forbids; the list is not needed at all
            font.setIncludeCidSet(false);
            var characters = new BitSet(CHARACTERS_OF_ONE_UNIT);
            boolean outlinesKnown = IntStream.range(' ', CHARACTERS_OF_ONE_UNIT)
                    .anyMatch(character -> font.getCharBBox(character) != null);
            var face = new Typeface(font, outlinesKnown, characters);
            IntStream.range(0, CHARACTERS_OF_ONE_UNIT).filter(face::draws).forEach(characters::set);
            return face;
        } catch (DocumentException e) {
            throw new IOException(file + " cannot be used as a font: " + e.getMessage(), e);
        }
    }

    /** Asked for each letter of a report. */
    boolean has(int character) {
        return character < CHARACTERS_OF_ONE_UNIT ? characters.get(character) : draws(character);
    }

    /** Some fonts have empty glyphs for characters that they lack, which would leave a name out unseen. */
    private boolean draws(int character) {
        return font.charExists(character)
                && (blank(character) || !outlinesKnown || font.getCharBBox(character) != null);
    }

    private static boolean blank(int character) {
        return Character.isSpaceChar(character) || Character.getType(character) == Character.FORMAT;
    }

    boolean hasAll(String text) {
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            if (character != '\n' && !has(character)) {
                return false;
            }
            i += Character.charCount(character);
        }
        return true;
    }
}
