package dev.atrest.writers.pdf;

import org.openpdf.text.SplitCharacter;
import org.openpdf.text.pdf.PdfChunk;

/** Where a line may be broken: ARNs and paths have no blanks. */
final class AfterPunctuation implements SplitCharacter {

    static boolean splits(char character) {
        return switch (character) {
            case ' ', '/', ':', '-', '_', ',', '.' -> true;
            default -> false;
        };
    }

    @Override
    public boolean isSplitCharacter(int start, int current, int end, char[] text, PdfChunk[] chunks) {
        return splits(text[current]);
    }
}
