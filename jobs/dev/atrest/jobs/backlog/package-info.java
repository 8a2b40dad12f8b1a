/** The step that reconciles the backlog with what an assessment found, and what is told of it. */
@org.jspecify.annotations.NullMarked
package dev.atrest.jobs.backlog;
