package dev.atrest.model;

/**
 * A fact that a decision needed and that is not known.
 *
 * @param fact path of the fact, e.g. {@code encryption}
 * @param call the API operation that would have told it
 * @param error the error code
 */
public record UnreadFact(String fact, String call, String error) {}
