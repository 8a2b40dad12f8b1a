package dev.atrest.writers.seal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an assessment consists of. Digests are SHA-256 in hexadecimal.
 *
 * @param format of the manifest; this version knows {@link #FORMAT}
 * @param software versions of what the result rests on, by name
 * @param files of the folder of the reports, by path within it, but for the manifest, its signature and its key
 * @param findings as {@code findings.jsonl} has them, without what differs from run to run ({@code provenance})
 * @param inventory every resource with all that was read of it, and when
 * @param coverage what was looked at and what was not
 * @param accounts those of the scope
 * @param catalog what was judged by
 * @param previous the assessment of the same scope before this one, in the same database; empty when this is the first
 * @param signedWith the key of the signature
 */
public record Manifest(
        int format,
        Run assessment,
        Map<String, String> software,
        Map<String, Content> files,
        Lines findings,
        Inventory inventory,
        Lines coverage,
        Lines accounts,
        Catalog catalog,
        Optional<Previous> previous,
        Key signedWith) {

    /** The format of manifests that this version writes. */
    public static final int FORMAT = 1;

    /** Names of the three files that are the seal. */
    public static final String FILE = "manifest.json";

    public static final String SIGNATURE = "manifest.json.sig";
    public static final String PUBLIC_KEY = "manifest.pub";

    /**
     * The assessment itself.
     *
     * @param caller ARN of the principal that made the AWS calls
     * @param role name of the role that was assumed in the accounts; empty where there was none
     * @param version of atrest
     */
    public record Run(
            String id,
            Instant startedAt,
            Instant evaluatedAt,
            Instant sealedAt,
            String scope,
            String caller,
            String role,
            String version) {}

    public record Content(String sha256, long bytes) {}

    /** JSON lines, each with a line feed at its end. */
    public record Lines(String sha256, long lines, long bytes) {}

    /** @param accounts the lines of each account alone, so that a change can be told by account */
    public record Inventory(String sha256, long lines, long bytes, Map<String, Lines> accounts) {

        public Lines all() {
            return new Lines(sha256, lines, bytes);
        }
    }

    /**
     * Rules, frameworks and settings: what they say, whatever their layout, and the files that say it.
     *
     * @param sha256 over all that was in force
     * @param rules by rule id
     * @param frameworks by framework id
     */
    public record Catalog(
            String sha256,
            Map<String, String> rules,
            Map<String, String> frameworks,
            String settings,
            List<Document> documents) {}

    /**
     * A file that was in force.
     *
     * @param layer 0 for what ships, then one more for each folder that was laid over it
     * @param folder the layer's folder as it was named; empty for what ships
     */
    public record Document(int layer, String folder, String path, String sha256, long bytes) {

        /** What people call the file. */
        public String name() {
            return folder.isEmpty() ? path : folder + "/" + path;
        }
    }

    /** @param sha256 of that assessment's manifest */
    public record Previous(String assessment, String sha256) {}

    /**
     * A public key.
     *
     * @param algorithm {@code Ed25519} or {@code ECDSA_SHA_256}
     * @param id SHA-256 of the key in its standard form (X.509 SubjectPublicKeyInfo, DER), hexadecimal
     */
    public record Key(String algorithm, String id) {}
}
