/**
 * The services' wire protocols: requests become SDK objects and SDK objects become responses, both by the field metadata
 * that the SDK's own classes carry.
 */
@org.jspecify.annotations.NullMarked
package dev.atrest.embeddedaws.wire;
