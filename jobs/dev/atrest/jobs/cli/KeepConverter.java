package dev.atrest.jobs.cli;

import dev.atrest.jobs.Keep;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code 90d} are days, {@code 30} are runs. */
final class KeepConverter implements ITypeConverter<Keep> {

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,4})(d?)");

    @Override
    public Keep convert(String value) {
        var form = FORM.matcher(value);
        if (!form.matches()) {
            throw new TypeConversionException(
                    "'" + value + "' is neither days (90d) nor a number of runs (30), 1 to 99999");
        }
        int number = Integer.parseInt(form.group(1));
        return form.group(2).isEmpty() ? new Keep.Runs(number) : new Keep.Days(number);
    }
}
