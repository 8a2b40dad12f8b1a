/** The assessment as one HTML file, to filter and to link to. */
@org.jspecify.annotations.NullMarked
package dev.atrest.writers.html;
