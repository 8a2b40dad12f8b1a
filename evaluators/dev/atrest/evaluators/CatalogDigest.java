package dev.atrest.evaluators;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/** SHA-256 over what YAML files say, whatever their layout, comments and order of keys. */
final class CatalogDigest {

    private final MessageDigest digest;

    private CatalogDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The digest of several files, one after the other. */
    static String of(List<? extends Yaml> files) {
        var digest = new CatalogDigest();
        files.forEach(digest::add);
        return HexFormat.of().formatHex(digest.digest.digest());
    }

    private void add(Yaml yaml) {
        switch (yaml) {
            case Yaml.Scalar scalar -> add('s', scalar.text());
            case Yaml.Sequence sequence -> {
                add('l', Integer.toString(sequence.items().size()));
                sequence.items().forEach(this::add);
            }
            case Yaml.Mapping mapping -> {
                add('m', Integer.toString(mapping.entries().size()));
                new TreeMap<>(mapping.entries()).forEach((key, entry) -> {
                    add('k', key);
                    add(entry.value());
                });
            }
        }
    }

    /** With its length before it, no text can pass for another structure. */
    private void add(char kind, String text) {
        byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        digest.update((kind + Integer.toString(bytes.length) + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
