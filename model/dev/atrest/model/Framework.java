package dev.atrest.model;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A published catalogue of controls.
 *
 * @param id with version where there are several, e.g. {@code cis-aws-foundations@7.0.0}
 */
public record Framework(String id, String title, String version, List<Control> controls) {

    /** The title, with the version where it does not say it itself. */
    public String heading() {
        boolean said = Pattern.compile("(?<![\\w.])" + Pattern.quote(version) + "(?!\\.?\\w)")
                .matcher(title)
                .find();
        return said ? title : title + " " + version;
    }

    /**
     * One numbered entry.
     *
     * @param assessment AUTOMATED when rules decide it, MANUAL when an auditor must look, OUT_OF_SCOPE with the reason
     * @param guidance what to look at, or why it is out of scope; of an automated control, what its rules leave to the
     *     auditor (may be empty)
     */
    public record Control(String id, String title, Assessment assessment, String guidance) {}

    /** Who decides a control. */
    public enum Assessment {
        AUTOMATED,
        MANUAL,
        OUT_OF_SCOPE
    }
}
