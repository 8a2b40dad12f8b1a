/** The assessment as a PDF to hand to auditors, one class a section. */
@org.jspecify.annotations.NullMarked
package dev.atrest.writers.pdf;
