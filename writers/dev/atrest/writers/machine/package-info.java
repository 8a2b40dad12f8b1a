/** Reports for other programs, each in a format that somebody else has published. */
@org.jspecify.annotations.NullMarked
package dev.atrest.writers.machine;
