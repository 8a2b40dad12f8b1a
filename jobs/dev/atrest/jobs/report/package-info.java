/** The steps that write reports, read from the database. */
@org.jspecify.annotations.NullMarked
package dev.atrest.jobs.report;
