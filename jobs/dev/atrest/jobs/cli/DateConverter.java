package dev.atrest.jobs.cli;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 2026-01-31}. */
final class DateConverter implements ITypeConverter<LocalDate> {

    // ISO dates may have years of more digits and signs, of which no id can be made.
    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    @Override
    public LocalDate convert(String value) {
        if (!FORM.matcher(value).matches()) {
            throw noDate(value);
        }
        try {
            return LocalDate.parse(value);
        } catch (DateTimeParseException e) {
            throw noDate(value);
        }
    }

    private static TypeConversionException noDate(String value) {
        return new TypeConversionException("'" + value + "' is not a date: YYYY-MM-DD");
    }
}
