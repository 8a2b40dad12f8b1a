package dev.atrest.model;

/**
 * One fact that a finding's decision read.
 *
 * @param fact path of the fact, e.g. {@code encryption.algorithm}
 * @param value its value as {@link FactSheet} holds it; null only for an absent date
 * @param call the API operation that told it, as {@code service:Operation}
 */
public record Evidence(
        String fact, @org.jspecify.annotations.Nullable Object value, String call) {}
