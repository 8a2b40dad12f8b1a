package dev.atrest.model;

import java.util.Map;

/**
 * How an assessment was made, for whoever makes it again.
 *
 * @param role name of the role that was assumed in the accounts; empty when the caller's own credentials read them
 * @param ruleDigests SHA-256 of what each rule says, hexadecimal, by rule id
 * @param settings the settings in force as text, by name
 * @param software versions of what the result rests on, by name, e.g. {@code atrest}, {@code AWS SDK for Java}, {@code Java}
 */
public record Circumstances(
        String role, Map<String, String> ruleDigests, Map<String, String> settings, Map<String, String> software) {}
