/** The seal of an assessment: a signed list of what it consists of, and what tells whether that is still so. */
@org.jspecify.annotations.NullMarked
package dev.atrest.writers.seal;
