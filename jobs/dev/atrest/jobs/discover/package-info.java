/** The step that finds the accounts of the scope. */
@org.jspecify.annotations.NullMarked
package dev.atrest.jobs.discover;
