/**
 * An AWS endpoint on loopback that answers the services' own wire protocols from an {@linkplain
 * dev.atrest.embeddedaws.estate.Estate estate} described in YAML.
 */
@org.jspecify.annotations.NullMarked
package dev.atrest.embeddedaws;
