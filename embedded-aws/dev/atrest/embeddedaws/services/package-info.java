/** What each service answers about an estate. */
@org.jspecify.annotations.NullMarked
package dev.atrest.embeddedaws.services;
