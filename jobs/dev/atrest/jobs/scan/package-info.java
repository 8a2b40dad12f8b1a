/** The step that reads AWS accounts into the inventory. */
@org.jspecify.annotations.NullMarked
package dev.atrest.jobs.scan;
