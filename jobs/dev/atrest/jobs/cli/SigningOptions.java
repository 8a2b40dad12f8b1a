package dev.atrest.jobs.cli;

import dev.atrest.jobs.seal.Signing;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The key that the reports are sealed with. */
final class SigningOptions {

    @ArgGroup
    private @Nullable Key key;

    /** One of them. */
    private static final class Key {

        @Option(
                names = "--signing-key",
                paramLabel = "FILE",
                description = "Seal the reports with this Ed25519 key (PEM, PKCS#8), which only its owner may read."
                        + " Default: a key of the data folder, made when it is first needed.")
        private @Nullable Path file;

        @Option(
                names = "--signing-kms-key",
                paramLabel = "ARN",
                description = "Seal the reports with this asymmetric key of KMS (ECC_NIST_P256). The caller needs"
                        + " kms:GetPublicKey and kms:Sign on it: the only call that is not a read.")
        private @Nullable String kms;
    }

    Signing signing() {
        if (key == null) {
            return new Signing.KeyOfTheDataFolder();
        }
        return key.file != null ? new Signing.KeyInFile(key.file) : new Signing.KeyInKms(String.valueOf(key.kms));
    }
}
