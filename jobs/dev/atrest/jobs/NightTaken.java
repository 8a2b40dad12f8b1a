package dev.atrest.jobs;

import dev.atrest.jobs.store.Assessment;
import dev.atrest.jobs.store.DatabaseKind;
import java.time.LocalDate;

/** The assessment of a night is complete, but it was made for another scope, with other options or by other rules. */
public final class NightTaken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param asked the scope that is asked for now, in words */
    NightTaken(LocalDate night, Assessment complete, String asked, String rulesDigest, DatabaseKind database) {
        super("the nightly run of " + night + " is complete already, for another request: "
                + difference(complete, asked, rulesDigest)
                + "; for this one, " + database.another() + ", or another night with --date");
    }

    private static String difference(Assessment complete, String asked, String rulesDigest) {
        if (!complete.scope().equals(asked)) {
            return "it assessed '" + complete.scope() + "', and now '" + asked + "' is asked for";
        }
        return "it assessed '" + asked + "' too, but "
                + (complete.rulesDigest().equals(rulesDigest)
                        ? "with other options (--role, --external-id, --profile, the accounts file, --no-snapshot-sharing,"
                                + " --encryption-contexts, --out, --language and --framework count)"
                        : "by other rules, settings or waivers");
    }
}
