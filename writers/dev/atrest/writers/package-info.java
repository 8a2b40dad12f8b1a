/** Findings → files: every writer renders the one {@link dev.atrest.writers.AssessmentReport}. */
@org.jspecify.annotations.NullMarked
package dev.atrest.writers;
