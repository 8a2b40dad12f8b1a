package dev.atrest.jobs.cli;

import dev.atrest.jobs.report.ReportFormat;
import dev.atrest.jobs.report.ReportRequest;
import dev.atrest.writers.Protection;
import dev.atrest.writers.ReportFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What reports there are to be, and where they go. */
final class ReportOptions {

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "out",
            description = "Folder that receives one folder an assessment. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Option(
            names = "--language",
            paramLabel = "LANG",
            defaultValue = "en",
            converter = LanguageConverter.class,
            description = "Language of the reports, en or de. Default: ${DEFAULT-VALUE}.")
    private Locale language;

    @Option(
            names = "--framework",
            paramLabel = "ID",
            split = ",",
            description = "Frameworks that the reports show. Default: the enterprise's and the newest CIS Foundations.")
    private List<String> frameworks = List.of();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            split = ",",
            converter = FormatConverter.class,
            description =
                    "Formats of the reports: jsonl, csv, xlsx, html, pdf (all of these by default), ocsf, asff, oscal, sarif,"
                            + " junit.")
    private List<ReportFormat> formats = ReportFormat.usual();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = {
                "Encrypts the Excel and the PDF report: the first line of FILE is the password that opens them.",
                "Nobody but its owner may be able to read FILE."
            })
    private Optional<Path> passwordFile = Optional.empty();

    @Mixin
    private PdfProtection pdf = new PdfProtection();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * What is asked for.
     *
     * @throws ParameterException when options do not go together
     * @throws CommandException when a file that they name cannot be used
     */
    ReportRequest request() throws IOException {
        pdf.missing().ifPresent(this::refuse);
        requireUse("--password-file", passwordFile.isPresent(), ReportFormat.XLSX, ReportFormat.PDF);
        pdf.options().forEach(option -> requireUse(option, true, ReportFormat.PDF));
        return new ReportRequest(folder(), language, frameworks, formats, protection());
    }

    /** Whoever asks for protection must not take reports for protected that cannot be. */
    private void requireUse(String option, boolean given, ReportFormat... protectedFormats) {
        if (given && formats.stream().noneMatch(List.of(protectedFormats)::contains)) {
            refuse(option + " protects nothing: --format names no "
                    + Stream.of(protectedFormats).map(ReportFormat::label).collect(Collectors.joining(" and no ")));
        }
    }

    private void refuse(String message) {
        throw new ParameterException(spec.commandLine(), message);
    }

    private Protection protection() {
        return new Protection(
                passwordFile.map(file -> new PasswordFile(file).read()), pdf.ownerPassword(), pdf.signer());
    }

    /** The folder, made if need be, so that an unwritable one is known before anything is read. */
    private Path folder() throws IOException {
        Path folder = out.toAbsolutePath().normalize();
        try {
            Files.createDirectories(folder);
            ReportFiles.requireWritable(folder);
        } catch (IOException e) {
            throw new CommandException("the output folder " + folder + " cannot be written: " + reason(e));
        }
        return folder;
    }

    private static String reason(IOException error) {
        return switch (error) {
            case java.nio.file.AccessDeniedException denied -> "permission denied";
            case java.nio.file.FileAlreadyExistsException exists -> exists.getFile() + " is a file";
            case java.nio.file.NoSuchFileException missing -> missing.getFile() + " cannot be made";
            default -> error.getMessage();
        };
    }

    static final class LanguageConverter implements ITypeConverter<Locale> {
        @Override
        public Locale convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "en" -> Locale.ENGLISH;
                case "de" -> Locale.GERMAN;
                default ->
                    throw new TypeConversionException("'" + value + "' is not a language of the reports: en, de");
            };
        }
    }

    static final class FormatConverter implements ITypeConverter<ReportFormat> {
        @Override
        public ReportFormat convert(String value) {
            return ReportFormat.byLabel(value)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + value + "' is not a format of the reports: " + ReportFormat.labels()));
        }
    }
}
