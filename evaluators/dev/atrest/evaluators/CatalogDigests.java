package dev.atrest.evaluators;

import java.util.Map;

/**
 * SHA-256, hexadecimal, over what files say; comments and layout do not change it.
 *
 * @param all over all rules, frameworks, settings and waivers in force
 * @param rules by rule id; of rules in force only
 * @param frameworks by framework id
 * @param settings over the settings with all that is laid over them
 */
public record CatalogDigests(String all, Map<String, String> rules, Map<String, String> frameworks, String settings) {}
