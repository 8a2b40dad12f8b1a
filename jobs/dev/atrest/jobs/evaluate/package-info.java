/** The step that judges the inventory. */
@org.jspecify.annotations.NullMarked
package dev.atrest.jobs.evaluate;
