package dev.atrest.writers;

import dev.atrest.model.FindingStatus;
import dev.atrest.model.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * How reports look: what {@code brand.yml} of the template folder says.
 *
 * @param organisation whose assessment it is; may be empty
 * @param classification marking of every page; may be empty
 * @param legalNotice printed on the cover; may be empty
 * @param logo image file, PNG or JPEG
 * @param sections sections of the PDF, in their order
 * @param attachFindings whether the PDF carries {@code findings.jsonl}
 */
public record Brand(
        String organisation,
        String classification,
        String legalNotice,
        Optional<Path> logo,
        List<ReportSection> sections,
        boolean attachFindings,
        Fonts fonts,
        Palette colours) {

    /**
     * TrueType font files of the PDF report.
     *
     * @param fallback for characters that the others lack, in the order in which they are tried
     */
    public record Fonts(Path regular, Path bold, Path mono, List<Path> fallback) {}

    /** Colours by use. */
    public record Palette(
            Colour primary,
            Colour text,
            Colour muted,
            Colour rule,
            Colour panel,
            Colour pass,
            Colour fail,
            Colour notAssessed,
            Colour waived,
            Colour critical,
            Colour high,
            Colour medium,
            Colour low,
            Colour informational) {

        public Colour of(FindingStatus status) {
            return switch (status) {
                case PASS -> pass;
                case FAIL -> fail;
                case NOT_ASSESSED -> notAssessed;
                case WAIVED -> waived;
            };
        }

        public Colour of(Severity severity) {
            return switch (severity) {
                case CRITICAL -> critical;
                case HIGH -> high;
                case MEDIUM -> medium;
                case LOW -> low;
                case INFORMATIONAL -> informational;
            };
        }
    }

    /**
     * Reads {@code brand.yml} of the template folder.
     *
     * @throws IOException when it, or a file that it names, cannot be read or says something that is not allowed
     */
    public static Brand load(Path templates) throws IOException {
        Path file = templates.resolve("brand.yml");
        if (!Files.isReadable(file)) {
            throw new IOException(file + ": cannot be read; a template folder holds brand.yml and texts_en.properties");
        }
        BrandFile read = BrandFile.read(file);
        var fallback = new ArrayList<Path>();
        for (String name : read.fonts().fallback()) {
            fallback.add(font(templates, name, "fonts.fallback", file));
        }
        return new Brand(
                read.organisation(),
                read.classification(),
                read.legalNotice().strip(),
                read.logo().isEmpty() ? Optional.empty() : Optional.of(logo(templates, read.logo(), file)),
                List.copyOf(read.sections()),
                read.attachFindings(),
                new Fonts(
                        font(templates, read.fonts().regular(), "fonts.regular", file),
                        font(templates, read.fonts().bold(), "fonts.bold", file),
                        font(templates, read.fonts().mono(), "fonts.mono", file),
                        List.copyOf(fallback)),
                read.colours());
    }

    private static Path existing(Path templates, String name, String key, Path file) throws IOException {
        Path named = templates.resolve(name);
        if (!Files.isRegularFile(named) || !Files.isReadable(named)) {
            throw new IOException(file + ": " + key + " names " + named + ", which is not a readable file");
        }
        return named;
    }

    private static Path logo(Path templates, String name, Path file) throws IOException {
        return beginning(
                existing(templates, name, "logo", file), "logo", file, "PNG or JPEG image", "89504e47", "ffd8ff");
    }

    private static Path font(Path templates, String name, String key, Path file) throws IOException {
        return beginning(existing(templates, name, key, file), key, file, "TrueType font", "00010000", "74727565");
    }

    /** A file that only a report would find unusable is found before anything is assessed. */
    private static Path beginning(Path named, String key, Path file, String kind, String... beginnings)
            throws IOException {
        try (var bytes = Files.newInputStream(named)) {
            String begins = HexFormat.of().formatHex(bytes.readNBytes(4));
            if (Arrays.stream(beginnings).noneMatch(begins::startsWith)) {
                throw new IOException(file + ": " + key + " names " + named + ", which is no " + kind
                        + (begins.isEmpty() ? ": it is empty" : ""));
            }
        }
        return named;
    }
}
