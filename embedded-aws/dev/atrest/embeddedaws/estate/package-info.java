/**
 * What an estate consists of. The records mirror the YAML; what the YAML leaves out gets AWS's own default in the compact
 * constructors, so no component is ever null.
 */
@org.jspecify.annotations.NullMarked
package dev.atrest.embeddedaws.estate;
