/** Seals assessments, compares them with their seals, performs them again and moves them to another machine. */
@org.jspecify.annotations.NullMarked
package dev.atrest.jobs.seal;
