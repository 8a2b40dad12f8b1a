package dev.atrest.jobs.seal;

import dev.atrest.writers.seal.Manifest;

/** Names in an archive of evidence. */
final class EvidenceEntry {

    static final String ACCOUNTS = "accounts.jsonl";
    static final String COVERAGE = "coverage.jsonl";
    static final String INVENTORY = "inventory.jsonl";

    private EvidenceEntry() {}

    static String of(Manifest.Document document) {
        return of(document.layer(), document.path());
    }

    static String of(int layer, String path) {
        return "documents/" + layer + "/" + path;
    }
}
