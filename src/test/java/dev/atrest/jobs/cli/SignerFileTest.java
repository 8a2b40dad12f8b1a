package dev.atrest.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and certificates as openssl writes them. */
class SignerFileTest {

    private static final Optional<String> PASSWORD = Optional.of("geheim");

    @TempDir
    private Path folder;

    @BeforeEach
    void makeAKeyAndItsCertificate() throws Exception {
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out certificate.pem"
                + " -days 2 -subj /CN=Auditor");
    }

    @ParameterizedTest
    @CsvSource({
        "plain, pkcs8 -topk8 -nocrypt -in key.pem -out made.pem",
        "encrypted, pkcs8 -topk8 -passout pass:geheim -in key.pem -out made.pem",
        "SEC1, ec -in key.pem -out made.pem",
        "SEC1 encrypted, ec -aes256 -passout pass:geheim -in key.pem -out made.pem"
    })
    void aKeyInPemIsRead(String name, String command) throws Exception {
        openssl(command);
        Path file = joined("made.pem", "certificate.pem");
        var signer = new SignerFile(file, PASSWORD).signer();
        assertThat(signer.key().getAlgorithm()).isEqualTo("EC");
        assertThat(signer.chain())
                .singleElement()
                .satisfies(own ->
                        assertThat(own.getSubjectX500Principal().getName()).isEqualTo("CN=Auditor"));
    }

    @Test
    void theCertificateOfTheKeyComesFirstWhereverItStands() throws Exception {
        openssl("req -x509 -newkey rsa:2048 -nodes -keyout other.pem -out issuer.pem -days 2 -subj /CN=Issuer");
        Path file = joined("issuer.pem", "certificate.pem", "key.pem");
        assertThat(new SignerFile(file, Optional.empty()).signer().chain())
                .extracting(own -> own.getSubjectX500Principal().getName())
                .containsExactly("CN=Auditor", "CN=Issuer");
    }

    @Test
    void aKeyStoreIsRead() throws Exception {
        openssl("pkcs12 -export -inkey key.pem -in certificate.pem -passout pass:geheim -out made.p12");
        assertThat(new SignerFile(folder.resolve("made.p12"), PASSWORD).signer().chain())
                .hasSize(1);
    }

    @Test
    void aWrongPasswordIsSaidSo() throws Exception {
        openssl("pkcs12 -export -inkey key.pem -in certificate.pem -passout pass:geheim -out made.p12");
        openssl("pkcs8 -topk8 -passout pass:geheim -in key.pem -out encrypted.pem");
        assertRefused(
                folder.resolve("made.p12"), Optional.of("falsch"), "the password of --sign-pdf-password-file opens");
        assertRefused(folder.resolve("made.p12"), Optional.empty(), "name its password's file with");
        Path pem = joined("encrypted.pem", "certificate.pem");
        assertRefused(pem, Optional.of("falsch"), "--sign-pdf-password-file does not open the key");
        assertRefused(pem, Optional.empty(), "the key is encrypted; name its password's file");
    }

    @Test
    void whatCannotSignIsRefusedWithTheReason() throws Exception {
        assertRefused(joined("certificate.pem"), Optional.empty(), "has no private key");
        assertRefused(joined("key.pem"), Optional.empty(), "has no certificate of its private key among the 0");
        openssl("req -x509 -newkey ed25519 -nodes -keyout ed.pem -out ed-certificate.pem -days 2 -subj /CN=Auditor");
        assertRefused(joined("ed.pem", "ed-certificate.pem"), Optional.empty(), "allowed are RSA and EC");
        assertRefused(folder.resolve("missing.p12"), Optional.empty(), "does not exist");
        Path text = Files.writeString(folder.resolve("note.txt"), "no key");
        assertRefused(text, Optional.empty(), "is neither PEM nor a PKCS#12 key store");
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        openssl("req -new -key key.pem -subj /CN=Auditor -out request.pem");
        openssl("x509 -req -in request.pem -signkey key.pem -days -1 -out certificate.pem");
        assertRefused(joined("key.pem", "certificate.pem"), Optional.empty(), "has a certificate that expired on 20");
    }

    @Test
    void anOpenKeyThatOthersMayReadIsRefused() throws Exception {
        Path file = joined("key.pem", "certificate.pem");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertRefused(file, Optional.empty(), "can be read by others; take that away: chmod 600");
    }

    @Test
    void aPasswordIsTheFirstLineOfAFileThatIsItsOwnersAlone() throws Exception {
        Path file = ownersOnly(Files.writeString(folder.resolve("password"), "geheim \nmore\n"));
        assertThat(new SecretFile("--option", file).firstLine()).isEqualTo("geheim ");
        Files.writeString(file, "\ngeheim");
        assertThatThrownBy(() -> new SecretFile("--option", file).firstLine())
                .isInstanceOf(CommandException.class)
                .hasMessage("--option " + file + ": the first line is the password, and it is empty");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw----r--"));
        assertThatThrownBy(() -> new SecretFile("--option", file).firstLine())
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("can be read by others");
        assertThatThrownBy(() -> new SecretFile("--option", folder.resolve("none")).firstLine())
                .isInstanceOf(CommandException.class)
                .hasMessage("--option " + folder.resolve("none") + " does not exist");
    }

    private void assertRefused(Path file, Optional<String> password, String reason) {
        assertThatThrownBy(() -> new SignerFile(file, password).signer())
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("--sign-pdf " + file + " ")
                .hasMessageContaining(reason);
    }

    private Path joined(String... names) throws IOException {
        var text = new StringBuilder();
        for (String name : names) {
            text.append(Files.readString(folder.resolve(name)));
        }
        return ownersOnly(Files.writeString(folder.resolve("joined.pem"), text));
    }

    private static Path ownersOnly(Path file) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void openssl(String arguments) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "/usr/bin/openssl is missing");
        var command = new ArrayList<>(List.of("/usr/bin/openssl"));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
