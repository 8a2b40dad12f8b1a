package dev.atrest.evaluators;

import dev.atrest.model.BacklogItem;
import dev.atrest.model.DataProtectionClass;
import dev.atrest.model.Impact;
import dev.atrest.model.Severity;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How urgent an organisation finds a failure: by when it is to be resolved, and what comes first. Each weight is a factor of the
 * priority.
 *
 * @param slaDays days within which a failure is to be resolved
 * @param slaPercent how much of these days a class leaves; what has no class counts as INTERNAL
 * @param severities weights
 * @param classes weights
 * @param exposures weights
 */
public record Urgency(
        Map<Severity, Integer> slaDays,
        Map<DataProtectionClass, Integer> slaPercent,
        Map<Severity, Integer> severities,
        Map<DataProtectionClass, Integer> classes,
        Map<Impact.Exposure, Integer> exposures) {

    private static final int LONGEST = 36_500;

    /** Days within which a failure is to be resolved, from 1. */
    public int days(Severity severity, Optional<DataProtectionClass> dataProtectionClass) {
        long days = slaDays.getOrDefault(severity, LONGEST);
        int percent = slaPercent.getOrDefault(dataProtectionClass.orElse(DataProtectionClass.INTERNAL), 100);
        return (int) Math.clamp((days * percent + 99) / 100, 1, LONGEST);
    }

    /** The product of the factors, with one decimal place, and how it comes about. */
    public BacklogItem.Priority priority(
            Severity severity, Optional<DataProtectionClass> dataProtectionClass, Impact impact) {
        int bySeverity = severities.getOrDefault(severity, 1);
        int byClass = classes.getOrDefault(dataProtectionClass.orElse(DataProtectionClass.INTERNAL), 1);
        int byExposure = exposures.getOrDefault(impact.exposure(), 1);
        double byDependents = tenths(1 + Math.log10(Math.max(1, impact.dependents())));
        String explanation = "%s (%d) × %s (%d) × %s (%d)%s%s"
                .formatted(
                        severity,
                        bySeverity,
                        dataProtectionClass.map(Enum::name).orElse("no class"),
                        byClass,
                        words(impact.exposure()),
                        byExposure,
                        impact.dependents() == 0 ? "" : dependents(impact.dependents(), byDependents),
                        impact.certain() ? "" : ", as far as is known");
        return new BacklogItem.Priority(tenths((double) bySeverity * byClass * byExposure * byDependents), explanation);
    }

    private static String words(Impact.Exposure exposure) {
        return switch (exposure) {
            case PUBLIC -> "public";
            case SHARED -> "shared with other accounts";
            case ACCOUNT -> "own account";
        };
    }

    private static String dependents(long count, double factor) {
        return String.format(Locale.ROOT, " × %d dependent%s (%.1f)", count, count == 1 ? "" : "s", factor);
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
