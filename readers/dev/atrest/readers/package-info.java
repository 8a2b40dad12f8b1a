/** AWS → resources: pages through the listings of an account and reads the facts of what they name. */
@org.jspecify.annotations.NullMarked
package dev.atrest.readers;
