/** What is tried before the night: this machine, the caller, and the role in each account. */
@org.jspecify.annotations.NullMarked
package dev.atrest.jobs.doctor;
