package dev.atrest.writers.seal;

/**
 * The three files of a seal.
 *
 * @param manifest JSON
 * @param signature over the manifest's bytes
 * @param publicKey PEM
 */
public record Seal(byte[] manifest, byte[] signature, byte[] publicKey) {}
