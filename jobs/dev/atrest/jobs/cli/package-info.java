/** The command line. */
@org.jspecify.annotations.NullMarked
package dev.atrest.jobs.cli;
