/** The Spring Batch job of an assessment, and all that ties the other folders together. */
@org.jspecify.annotations.NullMarked
package dev.atrest.jobs;
