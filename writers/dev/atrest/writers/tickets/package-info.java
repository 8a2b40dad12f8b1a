/** The backlog as CSV for ticketing systems, as mapping files say, and the ticket keys that come back. */
@org.jspecify.annotations.NullMarked
package dev.atrest.writers.tickets;
