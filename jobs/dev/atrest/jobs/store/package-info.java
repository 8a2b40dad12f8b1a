/** The database: assessments, inventory, coverage and findings. */
@org.jspecify.annotations.NullMarked
package dev.atrest.jobs.store;
