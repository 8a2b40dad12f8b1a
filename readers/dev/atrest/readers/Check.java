package dev.atrest.readers;

/**
 * One thing that was looked at before an assessment, and what to do about it.
 *
 * @param accountId empty for what belongs to no account
 * @param region empty for what belongs to no region
 * @param subject what was checked: an IAM action, or a word such as {@code clock}
 * @param detail what was seen
 * @param fix what to do; empty unless there is a gap
 */
public record Check(String accountId, String region, String subject, Result result, String detail, String fix) {

    /** How it stands. */
    public enum Result {
        /** As an assessment needs it. */
        OK,
        /** An assessment would have a gap, or not run at all. */
        GAP,
        /** There was nothing to try it on, or it is not needed here. */
        UNTRIED
    }

    public static Check ok(String subject, String detail) {
        return new Check("", "", subject, Result.OK, detail, "");
    }

    public static Check gap(String subject, String detail, String fix) {
        return new Check("", "", subject, Result.GAP, detail, fix);
    }

    public static Check untried(String subject, String detail) {
        return new Check("", "", subject, Result.UNTRIED, detail, "");
    }

    Check at(String account, String place) {
        return new Check(account, place, subject, result, detail, fix);
    }
}
