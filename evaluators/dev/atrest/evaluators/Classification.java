package dev.atrest.evaluators;

import dev.atrest.model.DataProtectionClass;

/**
 * How a resource is classified.
 *
 * @param value the tag's value as it stands; empty without a tag
 * @param present there is a classification tag
 * @param valid its value is a class or a synonym of one
 * @param effective the class that counts
 */
record Classification(String value, boolean present, boolean valid, DataProtectionClass effective) {}
