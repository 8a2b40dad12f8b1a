package dev.atrest.writers.pdf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fonts for the characters that the main fonts lack, tried in their order. They are large, and read once they are needed. */
final class FallbackFonts {

    private final List<Path> files;
    private final List<Typeface> read = new ArrayList<>();

    FallbackFonts(List<Path> files) {
        this.files = files;
    }

    /**
     * The first font that has a character.
     *
     * @throws UncheckedIOException when a file cannot be read or is not TrueType
     */
    Optional<Typeface> having(int character) {
        for (int i = 0; i < files.size(); i++) {
            if (i == read.size()) {
                read.add(read(files.get(i)));
            }
            if (read.get(i).has(character)) {
                return Optional.of(read.get(i));
            }
        }
        return Optional.empty();
    }

    private static Typeface read(Path file) {
        try {
            return Typeface.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
