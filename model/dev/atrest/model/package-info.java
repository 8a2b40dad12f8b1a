/**
 * The words of atrest as records and enums: what is assessed, the facts read about it, the rules, and what they found.
 *
 * <p>Depends on nothing else of atrest.
 */
@org.jspecify.annotations.NullMarked
package dev.atrest.model;
