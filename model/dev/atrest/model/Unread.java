package dev.atrest.model;

/**
 * Why a fact is not known: the API call that would have told it, and what happened instead.
 *
 * @param call the API operation, as {@code service:Operation}, e.g. {@code s3:GetBucketEncryption}
 * @param error the error code that AWS answered, e.g. {@code AccessDenied}, or a word for what prevented the call
 */
public record Unread(String call, String error) {

    /** The error of a fact that the user chose not to ask for: not known, but no gap in the coverage. */
    public static final String NOT_REQUESTED = "NotRequested";

    /** The error of what lies in another account, which tells it when it is read itself: no gap in this one's coverage. */
    public static final String OTHER_ACCOUNT = "OtherAccount";

    /** Whether AWS was asked and did not tell, which is a gap in the coverage. */
    public boolean wasAsked() {
        return !error.equals(NOT_REQUESTED) && !error.equals(OTHER_ACCOUNT);
    }
}
