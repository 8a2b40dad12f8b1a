/** What ticketing systems are given of the backlog, and what they give back. */
@org.jspecify.annotations.NullMarked
package dev.atrest.jobs.export;
