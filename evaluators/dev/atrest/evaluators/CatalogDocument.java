package dev.atrest.evaluators;

/**
 * One file that a catalogue was made of, as it was when it was read.
 *
 * @param layer 0 for the configuration that ships, then one more for each folder that is laid over it
 * @param folder the layer's folder as it was named; empty for the configuration that ships
 * @param path within the folder, with {@code /} between its parts, e.g. {@code rules/kms/kms-key-unused.yml}
 * @param content the file's bytes
 */
public record CatalogDocument(int layer, String folder, String path, byte[] content) {

    /** What people call the file, e.g. {@code my-rules/own-bucket.yml}. */
    public String name() {
        return folder.isEmpty() ? path : folder + "/" + path;
    }
}
