package dev.atrest.jobs.seal;

import java.nio.file.Path;

/** The key that a run is sealed with. */
public sealed interface Signing {

    /** The one in the data folder, made when it is first asked for. */
    record KeyOfTheDataFolder() implements Signing {}

    /** An Ed25519 key in a file, PEM (PKCS#8). */
    record KeyInFile(Path file) implements Signing {}

    /** An asymmetric key of KMS, which signs there. */
    record KeyInKms(String arn) implements Signing {}
}
