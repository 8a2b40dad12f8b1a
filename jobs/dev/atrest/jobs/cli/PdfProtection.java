package dev.atrest.jobs.cli;

import dev.atrest.writers.Protection.Signer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the PDF report is protected. */
final class PdfProtection {

    @Option(
            names = "--pdf-owner-password-file",
            paramLabel = "FILE",
            description =
                    "File whose first line lifts the restrictions of the PDF report, which is encrypted then: others"
                            + " may read, copy from and print it.")
    private @Nullable Path ownerPasswordFile;

    @Option(
            names = "--sign-pdf",
            paramLabel = "FILE",
            description =
                    "Signs the PDF report with the key and certificates of this file, PKCS#12 (.p12, .pfx) or PEM.")
    private @Nullable Path signerFile;

    @Option(
            names = "--sign-pdf-password-file",
            paramLabel = "FILE",
            description = "File whose first line is the password of the key of --sign-pdf.")
    private @Nullable Path signerPasswordFile;

    /** The options that are given. */
    List<String> options() {
        var given = new ArrayList<String>();
        if (ownerPasswordFile != null) {
            given.add("--pdf-owner-password-file");
        }
        if (signerFile != null) {
            given.add("--sign-pdf");
        }
        return given;
    }

    /** What an option needs that was not given; empty when all is there. */
    Optional<String> missing() {
        return signerPasswordFile != null && signerFile == null
                ? Optional.of("--sign-pdf-password-file needs --sign-pdf, which names the key that the password is of")
                : Optional.empty();
    }

    Optional<String> ownerPassword() {
        return Optional.ofNullable(ownerPasswordFile)
                .map(file -> new SecretFile("--pdf-owner-password-file", file).firstLine());
    }

    Optional<Signer> signer() {
        Optional<String> password = Optional.ofNullable(signerPasswordFile)
                .map(file -> new SecretFile("--sign-pdf-password-file", file).firstLine());
        return Optional.ofNullable(signerFile).map(file -> new SignerFile(file, password).signer());
    }
}
