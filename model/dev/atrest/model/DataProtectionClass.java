package dev.atrest.model;

/** How much protection data needs, from a tag on what stores it; in ascending order. */
public enum DataProtectionClass {
    PUBLIC,
    INTERNAL,
    CONFIDENTIAL
}
